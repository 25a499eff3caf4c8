import { durationText } from '../../net/duration.js';
import { pages } from '../catalogue/page.js';
import type { Change } from './changes.js';
import type { Sheet } from './sheet.js';
import { switchSheet, whereSection } from './switch-sheet.js';
import { blank, code, list, type Section, type Text, type Worksheet } from './worksheet.js';

/** How a profile is taken into use: the rules first, records of attempts off last. */
export function wayIn(sheet: Sheet, profile: string, changes: readonly Change[]): Worksheet {
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
