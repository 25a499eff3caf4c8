import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = process.cwd();
const text = readFileSync(join(root, 'test/requirements.md'), 'utf8');
const scripts: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
).scripts;

interface Row {
  readonly id: string;
  readonly references: readonly string[];
}

/** The rows of a document's tables that have an id, an item and what shows it. */
function rowsOf(document: string): readonly Row[] {
  return [...document.matchAll(/^\| ([\w.]+) \| .+ \| (.*) \|$/gm)]
    .filter(([, id]) => id !== 'id')
    .map(([, id = '', shown = '']) => ({
      id,
      references: [...shown.matchAll(/`([^`]+)`/g)].map(([, one = '']) => one),
    }));
}

/** What is wrong with a reference: a path with words that must stand in it, an npm script, or a command of ours. */
function fault(reference: string): string | undefined {
  const script = /^npm run ([\w:-]+)$/.exec(reference)?.[1];
  if (script !== undefined) return script in scripts ? undefined : `there is no script ${script}`;
  const command = /^vosguard (\w+)$/.exec(reference)?.[1];
  if (command !== undefined) {
    return existsSync(join(root, 'src/cli/run', `${command}.ts`))
      ? undefined
      : `there is no command ${command}`;
  }
  const [, path = '', words] = /^([^:]+)(?:: (.*))?$/.exec(reference) ?? [];
  if (!existsSync(join(root, path))) return `${path} is not there`;
  if (words === undefined || statSync(join(root, path)).isDirectory()) return undefined;
  return readFileSync(join(root, path), 'utf8').includes(words)
    ? undefined
    : `${path} does not say "${words}"`;
}

const rows = rowsOf(text);

test.each(rows.map(({ id, references }) => [id, references] as const))(
  '%s is shown by something',
  (_, references) => {
    expect(references).not.toEqual([]);
    expect(references.flatMap((reference) => fault(reference) ?? [])).toEqual([]);
  },
);

test('every part of the issue is there, and no id twice', () => {
  const ids = rows.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(ids.map((id) => id.split('.')[0]))).toEqual(
    new Set([
      '1',
      '2',
      '3',
      '4',
      '5',
      '6',
      '7',
      'P',
      ...['PK1', 'PK2', 'PK3', 'PK4'],
      'E',
      'O2',
      'O4',
      'O5',
      'O6',
      'O7',
      'H1',
      'H2',
      'H3',
      'H4',
      'H5',
      'H6',
      'I1',
      'I2',
      'L',
      'P3',
      'P6',
      'P8',
      'A2',
      'A8',
      'A10',
      'A1',
      'A4',
      'A6',
      'A12',
      'T7',
      'T9',
      'V1',
      'V2',
      'V3',
      'V7',
      'V8',
      'V4',
      'V5',
      'V6',
      'P1',
      'P2',
      'P9',
      'A11',
      'A3',
      'A7',
      'A9',
      'P4',
      'P5',
      'P7',
      'B1',
      'B3',
      'B8',
      ...['S1', 'S2', 'S3', 'S4'],
      ...['W1', 'W2', 'W3', 'W4', 'W5', 'W6'],
      ...Array.from({ length: 8 }, (_, index) => `L${index + 1}`),
      ...['C3', 'C5', 'C8', 'B7'],
      'R1',
      'R2',
      'M1',
      'M4',
      'RP1',
      'F1',
      'N1',
      'N2',
      'D1',
      'D2',
      'D3',
      'D4',
      'D5',
      'D6',
      'D7',
      'D8',
      'D9',
      'N3',
      'N4',
      'N5',
      'N6',
      'N7',
      'N8',
    ]),
  );
});

test.each([
  ['test/gone.test.ts', 'test/gone.test.ts is not there'],
  ['npm run gone', 'there is no script gone'],
  ['vosguard gone', 'there is no command gone'],
  ['.ci/run: npm run gone', '.ci/run does not say "npm run gone"'],
])('%s is found out', (reference, why) => {
  expect(fault(reference)).toBe(why);
});
