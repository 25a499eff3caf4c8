import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { words } from '../src/diagnostics/words/index.js';
import { AUTO, platforms } from '../src/platform/platform.js';
import { defaults } from '../src/policy/defaults.js';
import { anchorsIn, blocks, documents, files, read, root, spans } from './docs/documents.js';
import { keys, rows, toldAs } from './docs/keys.js';
import { lintText } from './lint-text.js';

const policies = blocks.filter(({ language }) => language === 'yaml');

test('there are policies in the documents', () => {
  expect(policies.some(({ path }) => path === 'README.md')).toBe(true);
  expect(policies.filter(({ path }) => path === 'docs/language.md').length).toBeGreaterThan(15);
});

test('the README fits a screen or two: 100 lines of 120 columns', () => {
  const lines = read('README.md').trimEnd().split('\n');
  expect(lines.length).toBeLessThanOrEqual(100);
  expect(lines.filter((line) => line.length > 120)).toEqual([]);
});

test.each(policies)('the policy at $path:$line has no errors', ({ text }) => {
  const policy = /^vosguard:/m.test(text) ? text : `vosguard: 1\n${text}`;
  expect(() => lintText(policy, files)).not.toThrow();
});

test('every key of the schema has a row in docs/language.md, and every row a key', () => {
  expect([...rows.keys()].toSorted()).toEqual([...new Set([...keys.keys()].map(toldAs))].toSorted());
});

const limits: Readonly<Record<string, unknown>> = defaults.sip.strangers.limits;
const isMap = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a cell says: none, a value, the entries of a map, or (`undefined`) that a map is told elsewhere. */
function said(cell: string): unknown {
  if (cell === 'none') return cell;
  const values: unknown[] = spans(cell).map((span) => parse(span));
  return values.length > 0 && values.every(isMap) ? Object.assign({}, ...values) : values[0];
}

test.each([...rows])('the default of %s is %s', (path, cell) => {
  const standing = keys.get(path)?.default ?? limits[path] ?? 'none';
  const value = said(cell);
  if (value === undefined) expect(isMap(standing)).toBe(true);
  else expect(value).toEqual(standing);
});

test('docs/language.md has the rows of the platforms', () => {
  const text = read('docs/language.md');
  for (const { name, kernel, nft, iptables, ipset } of platforms)
    expect(text).toContain(`| \`${name}\` | ${kernel} | ${nft ?? 'none'} | ${iptables} | ${ipset} |`);
  expect(text).toContain(`\`${AUTO}\``);
});

describe.each(documents)('%s', (path) => {
  const text = read(path);

  test('names codes that there are', () => {
    const codes = [...text.matchAll(/\bVG\d{3}\b/g)].map(([code]) => code);
    expect(codes.filter((code) => !Object.hasOwn(words, code))).toEqual([]);
  });

  test('links to files and headings that there are', () => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)];
    const broken = links.filter(([, file = '', anchor]) => {
      const target = file === '' ? path : join(dirname(path), file);
      if (!existsSync(join(root, target))) return true;
      return anchor !== undefined && !anchorsIn(target).includes(anchor);
    });
    expect(broken.map(([link]) => link)).toEqual([]);
  });

  test('cites files of the repository that there are, by words that stand in them', () => {
    const cited = [...text.matchAll(/`((?:test|examples|src)\/[\w./-]+)(?:: ([^`]+))?`/g)];
    const wrong = cited.filter(([, file = '', title]) => {
      if (!existsSync(join(root, file))) return true;
      return title !== undefined && !read(file).includes(title);
    });
    expect(wrong.map(([citation]) => citation)).toEqual([]);
  });
});
