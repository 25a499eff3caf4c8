import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { checkPages } from '../../scripts/checks/pages.js';
import { codes } from '../../src/diagnostics/explain.js';
import { read, root } from '../docs/documents.js';

const pages = checkPages();

test('docs/checks has a page for each code, as the words are (npm run build writes them)', () => {
  expect(readdirSync(join(root, 'docs/checks')).toSorted()).toEqual([...pages.keys()].toSorted());
  const stale = [...pages].filter(([name, text]) => read(`docs/checks/${name}`) !== text);
  expect(stale.map(([name]) => name)).toEqual([]);
});

test('the list names every code', () => {
  const list = pages.get('README.md') ?? '';
  expect([...list.matchAll(/\]\((VG\d+)\.md\)/g)].map(([, code]) => code)).toEqual(codes);
});

test('each check has a file of its own, and there are some forty', () => {
  const names = readdirSync(join(root, 'src/check')).filter((name) => name.endsWith('.ts'));
  const files = names.filter((name) => /: Check = function/.test(read(`src/check/${name}`)));
  const listed = [...read('src/check/check-policy.ts').matchAll(/^ {2}(\w+),$/gm)].map(([, name]) => name);
  expect(files.length).toBe(listed.length);
  expect(files.length).toBeGreaterThanOrEqual(40);
});
