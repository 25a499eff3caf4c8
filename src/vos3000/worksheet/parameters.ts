import { pages } from '../catalogue/page.js';
import type { NotWanted } from '../wanted.js';
import { parameterBlocks } from './parameter-rows.js';
import type { Sheet } from './sheet.js';
import { wayTo } from './way.js';
import { blank, code, paragraph, type Section, strong } from './worksheet.js';

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
