import { table } from '../bench/table.js';
import { describeMachine } from '../lanes/machine.js';
import { backends } from '../src/host/lab/load.js';
import { type Attacked, type Day, longDay, playDay, type Rules, shortDay } from './day.js';
import { missingForStacks } from './requirements.js';

type Column = readonly [title: string, rules: Rules, example: string];

/** Without rules, and behind two policies on each backend. Those of a group are played at once: mostly they wait. */
const groups: readonly (readonly Column[])[] = [
  [['no rules', 'none', 'minimum']],
  ...['minimum', 'softswitch'].map((example) =>
    backends.map((backend): Column => [`${example}, ${backend}`, backend, example]),
  ),
];

const attackCell = ({ found, reached, guessed }: Attacked): string =>
  `${found ? 'found' : 'nothing'}, ${reached}${guessed > 0 ? `, ${guessed} guesses` : ''}`;

/** `npm run stacks` plays the day of the kernel test and prints its tables, in a minute; `-- --long` plays a longer one, in eight. */
async function main(words: readonly string[]): Promise<void> {
  const missing = missingForStacks();
  if (missing !== undefined) throw new Error(`not run here: ${missing}`);
  const script = words.includes('--long') ? longDay : shortDay;
  console.log(describeMachine());
  const days: Day[] = [];
  for (const group of groups)
    days.push(...(await Promise.all(group.map(([, rules, example]) => playDay(rules, example, script)))));
  const head = groups.flat().map(([title]) => title);
  const [first] = days;
  const rows = <T>(part: (day: Day) => Readonly<Record<string, T>>, cell: (one: T) => string) =>
    Object.keys(first === undefined ? {} : part(first)).map((name) => [
      name,
      ...days.map((day) => {
        const one = part(day)[name];
        return one === undefined ? '' : cell(one);
      }),
    ]);
  const customers = rows(
    ({ honest }) => honest,
    ({ done, tried }) => `${done} of ${tried}`,
  );
  console.log(`\n${table(['customers', ...head], customers)}`);
  console.log(
    `\n${table(
      ['attackers', ...head],
      rows(({ attackers }) => attackers, attackCell),
    )}`,
  );
  const cut = customers.filter(([, without, ...others]) => others.some((cell) => cell !== without));
  console.log(cut.length === 0 ? '\nnobody is cut' : `\ncut: ${cut.map(([name]) => name).join(', ')}`);
  process.exitCode = cut.length === 0 ? 0 : 1;
}

await main(process.argv.slice(2));
