import { readdirSync, readFileSync } from 'node:fs';
import { sentences } from '../../src/diagnostics/sentences.js';
import { words } from '../../src/diagnostics/words/index.js';
import { policyFiles } from '../../src/host/policy-files.js';
import { judged } from './report.js';

const folder = new URL('policies/', import.meta.url).pathname;
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => file.replace(/\.yaml$/, ''));

const files = policyFiles({ root: folder, allowOutside: false });

test.each(names)('%s is found out', (name) => {
  const { findings, lines } = judged(`${folder}${name}.yaml`, files);
  expect(`${lines.join('\n')}\n`).toBe(readFileSync(`${folder}${name}.expected`, 'utf8'));
  expect(lines).not.toEqual([]);
  for (const finding of findings) {
    const { what, instead } = sentences(finding);
    expect(`${what} ${instead}`).not.toMatch(/[\p{Cc}\p{Cs}]|undefined|NaN|\[object/u);
  }
  // Overlaps are merged and warned of; everything else here is an error.
  expect(findings.some(({ code }) => words[code].severity === 'error')).toBe(name !== 'overlaps');
});

test('every expectation belongs to a policy', () => {
  const expected = readdirSync(folder).filter((file) => file.endsWith('.expected'));
  expect(expected.map((file) => file.replace(/\.expected$/, '')).sort()).toEqual(names.toSorted());
});
