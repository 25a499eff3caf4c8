import { durationText } from '../../net/duration.js';
import { type PageName, pages } from '../catalogue/sources.js';
import { type Change, changesOf } from './changes.js';
import { heading } from './make-worksheet.js';
import { type Sheet, type SheetInput, sheetOf, wayTo } from './sheet.js';
import {
  type Block,
  blank,
  code,
  list,
  paragraph,
  type Section,
  strong,
  type Text,
  type Worksheet,
} from './worksheet.js';

/** A sheet with its policy at the top and its sources at the end. */
function switchSheet(title: string, sheet: Sheet, sections: readonly Section[]): Worksheet {
  return {
    title,
    sections: [
      { title: undefined, blocks: [heading(sheet)] },
      ...sections,
      { title: 'Sources', blocks: sheet.cited() },
    ],
  };
}

/** Where to click for each of the pages. */
function whereSection(sheet: Sheet, names: readonly PageName[]): Section {
  return {
    title: 'Where',
    blocks: [...new Set(names)].flatMap((page): readonly Block[] => [
      { kind: 'heading', text: [pages[page].title] },
      wayTo(sheet, page),
    ]),
  };
}

/** How a profile is taken into use: the rules first, records of attempts off last. */
function wayIn(sheet: Sheet, profile: string, changes: readonly Change[]): Worksheet {
  const rules: Text = [
    'The rules first: ',
    code(`vosguard apply --profile ${profile}`),
    ', or the ',
    code('install.sh'),
    ' beside this sheet.',
  ];
  const items = [rules, ...changes.map((change) => stepIn(sheet, change))];
  return switchSheet(`The way in: profile ${profile}`, sheet, [
    before(sheet),
    { title: 'In this order', blocks: [{ kind: 'steps', items }] },
    whereSection(
      sheet,
      changes.map(({ page }) => page),
    ),
  ]);
}

function before({ policy: { expires } }: Sheet): Section {
  const ends = expires === undefined ? 'the policy does not say when' : `after ${durationText(expires)}`;
  const times: Text = ['. Taken into use at ', blank, ', so back by ', blank, ', done by ', blank, '.'];
  return {
    title: 'Before',
    blocks: [
      list(
        ['Have the way back at hand, ', code('vos3000-back.md'), ', before the first step.'],
        ['The profile ends ', ends, ...times],
        ['Write down what stands there before each step.'],
      ),
    ],
  };
}

/** From what the audit has seen, else from what the policy says without the profile. */
function stepIn({ audit, present }: Sheet, { name, before, after, page, verify, path }: Change): Text {
  const held: Text = before === undefined ? [blank] : [code(before)];
  return [
    `${pages[page].title}: set `,
    code(name),
    ' from ',
    ...(audit === undefined ? held : present(path)),
    ' to ',
    code(after ?? ''),
    '. Verify: ',
    verify,
  ];
}

/** How a profile is ended: records of attempts on first, the rules last. */
function wayBack(sheet: Sheet, profile: string, changes: readonly Change[]): Worksheet {
  return switchSheet(`The way back: profile ${profile}`, sheet, [
    {
      title: 'In this order',
      blocks: [
        paragraph('Records first: what is not recorded now cannot be found later. The rules last.'),
        {
          kind: 'steps',
          items: [
            ...changes.toReversed().map((change) => stepBack(sheet, change)),
            ['The rules of every day: ', code('vosguard apply'), ', without the profile.'],
            [
              'Compare the whole: ',
              code('vosguard vos audit'),
              ' with the output of ',
              code('vos3000-verify.sql'),
              '.',
            ],
            ['Back at ', blank, ', done by ', blank, '.'],
          ],
        },
      ],
    },
    whereSection(
      sheet,
      changes.map(({ page }) => page),
    ),
  ]);
}

const stepBack = ({ cite }: Sheet, { name, before, after, page, verify, delivered }: Change): Text => [
  `${pages[page].title}: set `,
  code(name),
  ' from ',
  code(after ?? ''),
  ' back to ',
  ...(before === undefined ? [strong('what you wrote down'), ': ', blank] : [code(before)]),
  ...(before === undefined && delivered !== undefined
    ? ['; as delivered ', code(delivered.value), ', ', ...cite(delivered)]
    : []),
  '. Verify: ',
  verify,
];

export interface Ways {
  readonly into: Worksheet;
  readonly back: Worksheet;
}

/** How a profile is taken into use at the client and how it is ended; `undefined` where it changes nothing there. */
export function makeWays(input: SheetInput): Ways | undefined {
  const { profile, vos3000, vos3000Before } = input.policy;
  const [into, back] = [sheetOf(input), sheetOf(input)];
  if (profile === undefined || vos3000 === undefined || into === undefined || back === undefined)
    return undefined;
  const changes = changesOf(vos3000Before, vos3000);
  if (changes.length === 0) return undefined;
  return { into: wayIn(into, profile, changes), back: wayBack(back, profile, changes) };
}
