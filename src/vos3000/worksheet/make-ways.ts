import { durationText } from '../../net/duration.js';
import { pages } from '../catalogue/page.js';
import { type Change, changesOf } from './changes.js';
import { heading } from './make-worksheet.js';
import { type Sheet, type SheetInput, sheetOf } from './sheet.js';
import { wayTo } from './way.js';
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

export interface Ways {
  readonly into: Worksheet;
  readonly back: Worksheet;
}

/** How a profile is taken into use at the client and how it is ended; `undefined` where it changes nothing there. */
export function makeWays(input: SheetInput): Ways | undefined {
  const { profile, vos3000, vos3000Before } = input.policy;
  if (profile === undefined || vos3000 === undefined) return undefined;
  const changes = changesOf(vos3000Before, vos3000);
  if (changes.length === 0) return undefined;
  return { into: wayIn(input, profile, changes), back: wayBack(input, profile, changes) };
}

function wayIn(input: SheetInput, profile: string, changes: readonly Change[]): Worksheet {
  const sheet = fresh(input);
  const { expires } = input.policy;
  const ends = expires === undefined ? 'the policy does not say when' : `after ${durationText(expires)}`;
  return sheetWith(`The way in: profile ${profile}`, sheet, [
    {
      title: 'Before',
      blocks: [
        list(
          ['Have the way back at hand, ', code('vos3000-back.md'), ', before the first step.'],
          [
            'The profile ends ',
            ends,
            '. Taken into use at ',
            blank,
            ', so back by ',
            blank,
            ', done by ',
            blank,
            '.',
          ],
          ['Write down what stands there before each step.'],
        ),
      ],
    },
    {
      title: 'In this order',
      blocks: [
        {
          kind: 'steps',
          items: [
            [
              'The rules first: ',
              code(`vosguard apply --profile ${profile}`),
              ', or the ',
              code('install.sh'),
              ' beside this sheet.',
            ],
            ...changes.map((change) => stepIn(sheet, change)),
          ],
        },
      ],
    },
    whereSection(sheet, changes),
  ]);
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

function wayBack(input: SheetInput, profile: string, changes: readonly Change[]): Worksheet {
  const sheet = fresh(input);
  return sheetWith(`The way back: profile ${profile}`, sheet, [
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
    whereSection(sheet, changes),
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

function fresh(input: SheetInput): Sheet {
  const sheet = sheetOf(input);
  if (sheet === undefined) throw new Error('a policy whose profile changes the switch says nothing of it');
  return sheet;
}

function whereSection(sheet: Sheet, changes: readonly Change[]): Section {
  const used = [...new Set(changes.map(({ page }) => page))];
  return {
    title: 'Where',
    blocks: used.flatMap((page): readonly Block[] => [
      { kind: 'heading', text: [pages[page].title] },
      wayTo(sheet, page),
    ]),
  };
}

function sheetWith(title: string, sheet: Sheet, sections: readonly Section[]): Worksheet {
  return {
    title,
    sections: [
      { title: undefined, blocks: [heading(sheet)] },
      ...sections,
      { title: 'Sources', blocks: sheet.cited() },
    ],
  };
}
