import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codesOfExample, exampleFinding, isProse } from '../../src/compile/examples.js';
import { codes } from '../../src/diagnostics/explain.js';
import { sentences } from '../../src/diagnostics/sentences.js';

test.each(codes.filter((code) => !isProse(code)))('the right example of %s has it not', (code) => {
  expect([...codesOfExample(code, 'right')]).not.toContain(code);
});

test.each(codes)('the wrong example of %s has it, shown as its user meets it', (code) => {
  const finding = exampleFinding(code);
  if (finding === undefined) throw new Error(`nothing brings ${code}`);
  const { what, instead } = sentences(finding);
  expect(`${what} ${instead}`).not.toMatch(/undefined|NaN|\[object/);
});

const root = join(import.meta.dirname, '..');
const tests = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  (path) => path.endsWith('.test.ts') && !path.startsWith('diagnostics/'),
);

test.each(codes.filter(isProse))('%s, whose example is prose, has a test of its own', (code) => {
  expect(tests.filter((path) => readFileSync(join(root, path), 'utf8').includes(code))).not.toEqual([]);
});
