import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parse } from 'yaml';
import { words } from '../../src/diagnostics/words/index.js';
import { memoryFiles } from '../parse/memory-files.js';
import { properties } from './property-values.js';
import { judged } from './report.js';

/** Whatever comes in, there is a policy or an error of validation, or an error of reading, and never an exception. */
function judge(text: string): void {
  const files = memoryFiles({ 'policy.yaml': text, list: '192.0.2.1\n' });
  const { policy, findings } = judged('policy.yaml', files);
  const errors = findings.filter(({ code }) => words[code].severity === 'error');
  if (policy === undefined) expect(errors).not.toEqual([]);
  else expect(errors.filter(({ code }) => code.startsWith('VG2'))).toEqual([]);
}

const keys = [...new Set([...properties()].flatMap(({ way }) => way.map(String)))];
const sayings = [
  'drop', 'allow', 'deny', '5/s', '5/s burst 10', '10m', '2h', '5060', '10000-39999', '20 in 60s', '192.0.2.1', 'x',
  '192.0.2.0/24', '2001:db8::/32', 'on', 'auto', '1.4.21', '2027-01-31', 'list', 'attack-tools', 'null', '',
]; // biome-ignore format: a list

const scalar = fc.oneof(
  fc.constantFrom(...sayings),
  fc.integer({ min: -1, max: 70_000 }),
  fc.boolean(),
  fc.constant(null),
  fc.double(),
  fc.string(),
);
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5 },
    scalar,
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...keys) }, fc.string()), tie('tree')),
  ),
}));

test('random trees out of the words of the language', () => {
  fc.assert(fc.property(tree, (value) => judge(JSON.stringify(value))));
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...keys), tree), (body) =>
      judge(JSON.stringify({ vosguard: 1, ...body })),
    ),
  );
});

const ways = [...properties()].map(({ way }) => way);

test('one random value in its place', () => {
  fc.assert(
    fc.property(fc.constantFrom(...ways), tree, (way, value) => {
      const wrap = (inner: unknown, step: string | number) =>
        typeof step === 'number' ? [inner] : { [step]: inner };
      judge(JSON.stringify({ vosguard: 1, ...(way.reduceRight<unknown>(wrap, value) as object) }));
    }),
    { numRuns: 300 },
  );
});

const example = readFileSync(new URL('../../examples/softswitch/policy.yaml', import.meta.url), 'utf8');

test('the example is valid as it is', () => {
  expect(parse(example)).toMatchObject({ vosguard: 1 });
  judge(example.replace('lists/blocklist.netset', 'list'));
  expect(
    judged('policy.yaml', memoryFiles({ 'policy.yaml': example, 'lists/blocklist.netset': '' })).lines,
  ).toEqual([]);
});

test('the example with a part cut out, doubled or replaced', () => {
  const position = fc.nat({ max: example.length });
  fc.assert(
    fc.property(
      position,
      fc.nat({ max: 40 }),
      fc.oneof(fc.constant(''), fc.string()),
      (at, length, other) => {
        judge(example.slice(0, at) + other + example.slice(at + length));
        judge(example.slice(0, at + length) + example.slice(at));
      },
    ),
    { numRuns: 100 },
  );
});
