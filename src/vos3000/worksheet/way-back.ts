import { pages } from '../catalogue/page.js';
import type { Change } from './changes.js';
import type { Sheet } from './sheet.js';
import { switchSheet, whereSection } from './switch-sheet.js';
import { blank, code, paragraph, strong, type Text, type Worksheet } from './worksheet.js';

/** How a profile is ended: records of attempts on first, the rules last. */
export function wayBack(sheet: Sheet, profile: string, changes: readonly Change[]): Worksheet {
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
