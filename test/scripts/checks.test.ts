import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { codes } from '../../src/diagnostics/explain.js';
import { read, root } from '../docs/documents.js';

/** `npm run build` writes these pages; `npm run verify` fails where that changes one. */
test('the list names every code', () => {
  const list = read('docs/checks/README.md');
  expect([...list.matchAll(/\[(VG\d+)\]\([\w-]+\.md#vg\d+\)/g)].map(([, code]) => code).toSorted()).toEqual(
    codes,
  );
});

test('every check is asked, and there are some forty', () => {
  const written = readdirSync(join(root, 'src/check'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => [...read(`src/check/${name}`).matchAll(/^export const (\w+): Check = /gm)])
    .map(([, name]) => name);
  const asked = ['check-policy', 'vos3000/switch-checks']
    .flatMap((name) => [
      ...(read(`src/check/${name}.ts`).split('Object.freeze([')[1] ?? '').matchAll(/^ {2}(\w+),$/gm),
    ])
    .map(([, name]) => name);
  expect(written.toSorted()).toEqual(asked.toSorted());
  expect(asked.length).toBeGreaterThanOrEqual(40);
});
