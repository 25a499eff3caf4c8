import { durationText } from '../../net/duration.js';
import { pathText } from '../../policy/path.js';
import { attemptsOf } from '../attempts.js';
import { readingsText } from '../catalogue/schema-version.js';
import { guide, pages, sources } from '../catalogue/sources.js';
import { checklistOf } from '../checklist/checklist.js';
import { type Holder, type Item, listNames } from '../checklist/item.js';
import { gatewaySections } from './gateways.js';
import { blacklistSection, monitorSection, webAccessSection } from './pages.js';
import { parameterSections } from './parameters.js';
import { type Sheet, type SheetInput, sheetOf } from './sheet.js';
import {
  type Block,
  code,
  list,
  type Piece,
  paragraph,
  type Section,
  strong,
  type Text,
  type Tick,
  type Worksheet,
} from './worksheet.js';

const intro: { readonly [L in (typeof listNames)[number]]: string } = {
  'flood checklist': 'The checklist against floods of registrations, in the order of the guide: ',
  'flood layers': 'The five layers against floods: ',
  'scanner layers': 'The five layers against scanners: ',
  review: 'Again and again: ',
};

const sourceOf = {
  'flood checklist': sources.registrationFlood,
  'flood layers': sources.registrationFlood,
  'scanner layers': sources.sipScanner,
  review: sources.registrationFlood,
} as const;

/** The guides' lists with a box before each item, and what holds it. */
function tickSection(sheet: Sheet): Section {
  const items = checklistOf(sheet.policy, sheet.rules);
  return {
    title: 'To tick off',
    blocks: listNames.flatMap((list): readonly Block[] => [
      paragraph(intro[list], ...sheet.cite({ grade: 'guide', source: sourceOf[list] })),
      { kind: 'ticks', items: items.filter((item) => item.list === list).map(tick) },
    ]),
  };
}

function tick({ id, title, held, page, byHand }: Item): Tick {
  const where = page === undefined ? [] : [`; page ${pages[page].title}`];
  return {
    done: false,
    text: [strong(title), ' (', code(id), '): ', ...heldBy(held), ...where, `. By hand: ${byHand}`],
  };
}

const shown = 4;

/** What holds an item, the first few by name. */
function heldBy(held: readonly Holder[]): readonly Piece[] {
  if (held.length === 0) return [strong('nothing in the policy holds it')];
  const named = held
    .slice(0, shown)
    .flatMap((holder, at) => [at === 0 ? 'held by ' : ', ', ...nameOf(holder)]);
  return held.length > shown ? [...named, ' and others'] : named;
}

function nameOf(holder: Holder): readonly Piece[] {
  switch (holder.kind) {
    case 'rule':
      return ['rule ', code(holder.id), ...(holder.value === undefined ? [] : [` (${holder.value})`])];
    case 'setting':
      return [code(holder.name), ' ', code(holder.value)];
    case 'policy':
      return ['the policy: ', code(pathText(holder.path))];
  }
}

/** What is to do at the client of the switch; `undefined` where the policy says nothing of it. */
export function makeWorksheet(input: SheetInput): Worksheet | undefined {
  const sheet = sheetOf(input);
  if (sheet === undefined) return undefined;
  const sections = [
    before(sheet),
    ...parameterSections(sheet),
    ...gatewaySections(sheet),
    ...webAccessSection(sheet),
    ...blacklistSection(sheet),
    monitorSection(sheet),
    ...cost(sheet),
    tickSection(sheet),
  ];
  return {
    title: 'Worksheet for the client of VOS3000',
    sections: [...sections, { title: 'Sources', blocks: sheet.cited() }],
  };
}

/** Which policy a sheet is of, and for how long it holds. */
export function heading({ policy }: SheetInput): Block {
  const profile: Text =
    policy.profile === undefined
      ? []
      : [
          ', profile ',
          code(policy.profile),
          ...(policy.expires === undefined ? [] : [`, for ${durationText(policy.expires)}`]),
        ];
  return paragraph('Policy ', code(policy.name), ...profile, ', sha256 ', code(policy.digest), '.');
}

function before(sheet: Sheet): Section {
  const held: Text =
    sheet.audit === undefined
      ? ['Write down every value under present before you change it: it is the way back.']
      : ['Present values are from the audit file; write down those that it does not have.'];
  return {
    title: undefined,
    blocks: [
      heading(sheet),
      paragraph(...versionText(sheet)),
      list(
        held,
        [
          'Change one value, apply it, verify it, then the next. The column done is for your sign. Where the client shows numbers, on is 1 and off is 0.',
        ],
        [
          'Behind each fact stands what it is worth, and a letter for its source, at the end. UNVERIFIED: look at the client first, and believe it.',
        ],
        [
          'Whether a value that is written into the database directly is taken over without a restart was published nowhere: use the client.',
        ],
      ),
    ],
  };
}

function versionText({ parameters: { schema }, vos3000: { version }, cite }: Sheet): Text {
  const names = `names are those of ${readingsText(schema)}`;
  switch (schema.basis) {
    case 'exact':
      return [`Version ${schema.schema} of the switch.`];
    case 'guides':
      return [`Version ${version} of the switch: ${names}, `, ...cite(guide(sources.textExport)), '.'];
    case 'between':
      return [
        `Version ${version} lies between those that are known: ${names}. Compare them with the client.`,
      ];
    case 'guessed':
      return [
        version === undefined
          ? 'The policy names no version of the switch'
          : `No parameter of version ${version} was seen anywhere`,
        `: ${names}. Compare them with the client.`,
      ];
  }
}

/** What records of attempts cost at the policy's caps. */
function cost({ policy, parameters }: Sheet): readonly Section[] {
  const record = parameters.wanted.find(({ parameter }) => parameter.id === 'record-zero-duration');
  if (record?.value !== true) return [];
  const { strangers, gateways, rowsAnHour } = attemptsOf(policy);
  const said =
    strangers === undefined || rowsAnHour === undefined
      ? 'Nothing caps the calls of all strangers together: nobody can say how many rows an attack writes.'
      : `At the caps of the policy, ${strangers} calls a second of strangers and ${gateways} of gateways, attempts write up to ${rowsAnHour} rows an hour.`;
  return [{ title: 'What records of attempts cost', blocks: [paragraph(said)] }];
}
