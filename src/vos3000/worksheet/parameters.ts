import { readingsText } from '../catalogue/schema-version.js';
import { type PageName, pages } from '../catalogue/sources.js';
import { adviceText, kindText, occasionText, rangeText } from '../catalogue/text.js';
import { valueText } from '../catalogue/value.js';
import type { NotWanted, Wanted } from '../wanted.js';
import { type Sheet, wayTo } from './sheet.js';
import { type Block, blank, code, list, paragraph, type Section, strong, type Text } from './worksheet.js';

/** The table of the parameters of one page and, below it, what is to know of each. */
function parameterBlocks(sheet: Sheet, page: PageName): readonly Block[] {
  const wanted = sheet.parameters.wanted.filter(({ parameter }) => parameter.page === page);
  if (wanted.length === 0) return [];
  return [
    {
      kind: 'table',
      head: ['parameter', 'present', 'wanted', 'done'],
      rows: wanted.map((one) => [
        [code(one.written)],
        sheet.present(one.path),
        [code(valueText(one.inVersion.kind, one.value))],
        [{ blank: true }],
      ]),
    },
    ...wanted.flatMap((one) => details(sheet, one)),
  ];
}

function details(sheet: Sheet, wanted: Wanted): readonly Block[] {
  const { parameter, written } = wanted;
  return [
    { kind: 'heading', text: [code(written), `: ${parameter.title}`] },
    list(
      ...namesOf(sheet, wanted),
      takes(sheet, wanted),
      [`Why: ${parameter.about}`],
      ...parameter.advice.map((advice): Text => {
        const advised = `${occasionText[advice.occasion]} ${adviceText(wanted.inVersion, advice)}`;
        return [`Advised ${advised}: ${advice.why}; `, ...sheet.cite(advice), '.'];
      }),
      [`Verify: ${parameter.verify}`],
      ['Go back: write again what stands under present.'],
    ),
  ];
}

/** The name in the version, and that it may be another one. */
function namesOf({ cite, parameters }: Sheet, { inVersion, name, own, written }: Wanted): readonly Text[] {
  const others = inVersion.names.filter(({ text }) => text !== written);
  const schema = readingsText(parameters.schema);
  return [
    own
      ? [`Name in ${schema}: `, ...cite(name), '.']
      : ['The name is of another version of the switch; ', ...cite(name), '.'],
    ...others.map(
      (other): Text => ['If it is not there, look for ', code(other.text), ': ', ...cite(other), '.'],
    ),
  ];
}

function takes({ cite }: Sheet, { inVersion }: Wanted): Text {
  const { kind, range, initial, section } = inVersion;
  return [
    `Takes ${kindText(kind)}`,
    ...(range === undefined ? [] : [`, ${rangeText(range.value)}, `, ...cite(range)]),
    ...(initial === undefined
      ? []
      : ['; as delivered ', code(valueText(kind, initial.value)), ', ', ...cite(initial)]),
    ...(section === undefined ? [] : [`; manual ${section.value}, `, ...cite(section)]),
    '.',
  ];
}

/** System and billing parameters; and, apart, what of the policy could not be understood. */
export function parameterSections(sheet: Sheet): readonly Section[] {
  const sections = (['system-parameters', 'billing-parameters'] as const).flatMap(
    (page): readonly Section[] => {
      const blocks = parameterBlocks(sheet, page);
      return blocks.length === 0
        ? []
        : [{ title: pages[page].title, blocks: [wayTo(sheet, page), ...blocks] }];
    },
  );
  return [...sections, ...notUnderstood(sheet)];
}

function notUnderstood(sheet: Sheet): readonly Section[] {
  const { notWanted } = sheet.parameters;
  if (notWanted.length === 0) return [];
  return [
    {
      title: 'Parameters that the catalogue does not know',
      blocks: [
        paragraph(strong('UNVERIFIED'), ': look each of them up in the client before you change it.'),
        {
          kind: 'table',
          head: ['parameter', 'present', 'wanted', 'remark', 'done'],
          rows: notWanted.map((one) => [
            [code(one.written)],
            sheet.present(one.path),
            [code(String(sheet.vos3000.parameters.get(one.written)))],
            [remark(one)],
            [blank],
          ]),
        },
      ],
    },
  ];
}

function remark({ why }: NotWanted): string {
  switch (why.kind) {
    case 'unknown':
      return 'known in no version; vos audit asks for it by this name';
    case 'secret':
      return 'by its name it keeps a secret';
    case 'not in this version':
      return `${why.parameter.title}; known from ${why.has.join(', ')} only`;
    case 'value':
      return `${why.found.parameter.title}; by what is known it takes ${why.wanted}`;
  }
}
