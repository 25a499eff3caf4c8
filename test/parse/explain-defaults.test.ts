import fc from 'fast-check';
import { visible } from '../../src/diagnostics/visible.js';
import { explainDefaults } from '../../src/parse/explain-defaults.js';
import type { MapNode, Tree } from '../../src/parse/tree.js';
import { bare, parsed } from './parsed.js';

function explained(text: string): string {
  const { document } = parsed(text);
  if (document === undefined) throw new Error('the sample is not a policy');
  return explainDefaults(document);
}

/** Values and sources, of which versions are read; no positions. */
function sourcesOf(tree: Tree): unknown {
  switch (tree.kind) {
    case 'scalar':
      return typeof tree.value === 'string' || tree.value === null ? tree.value : [tree.value, tree.source];
    case 'list':
      return tree.items.map(sourcesOf);
    case 'map':
      return [...tree.entries].map(([key, { value }]) => [key, sourcesOf(value)]).sort();
  }
}

const samples: readonly (readonly [what: string, text: string])[] = [
  ['the defaults', 'vosguard: 1\n'],
  [
    'removed defaults',
    'services: null\nsip: { strangers: { limits: { INFO: null } }, bans: null }\nlogging: ~\n',
  ],
  ['removed in an outer place and set again', 'services: { media: null, ssh: { tcp: [22] } }\n'],
  ['replaced defaults', 'sip: { strangers: deny, ports: [5060] }\ntarget: el9\n'],
  ['versions', 'x: { a: 6.30, b: "6.30", c: 0x1F, d: 1e3, e: +5, f: 1.0 }\n'],
  ['words of other YAMLs', 'x: [yes, on, 22:30, "true", "null", "~", "", 0o7, ".inf", .inf]\n'],
  ['odd keys', 'x: { "1": a, "null": b, "a b": c, "": d, "#": e, "- x": f, "é": g, "<<": h }\n'],
  ['odd text', 'x: "a\\n\\n b: c # d \\u009b\\u202e\\ud83d\\ude00"\ny: |\n  a\n   b\n\nz: a b\n\n  c\n'],
  ['text that would break lines', 'x: \u202ea\u2028b\n'],
  ['lists', 'x: [[], {}, [1, [2]], { a: 1 }, ~, "", null]\n'],
  ['long lists', `x: [${Array(40).fill('192.0.2.1').join(', ')}]\n`],
  [
    'profiles with nulls',
    'profiles: { p: { services: null, expires: 1h, sip: { known: { limits: null } } } }\n',
  ],
];

test.each(samples)('%s come back as they were', (_, text) => {
  const { document } = parsed(text);
  const { document: again, brief } = parsed(explained(text));
  expect(brief).toEqual([]);
  expect(again && sourcesOf(again.root)).toEqual(document && sourcesOf(document.root));
});

/** A map as if it had been written in quotes. */
function quoted(map: Readonly<Record<string, string>>): MapNode {
  const entries = Object.entries(map).map(([key, source]) => {
    const value: Tree = { kind: 'scalar', value: source, source, quoted: true, span: undefined };
    return [key, { key, keySpan: undefined, value }] as const;
  });
  return { kind: 'map', entries: new Map(entries), span: undefined };
}

test('any text comes back as it was, and nothing of it acts on a terminal', () => {
  const strings = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(fc.dictionary(strings, strings), (map) => {
      const text = explainDefaults({ root: quoted(map) });
      for (const line of text.split('\n')) expect(visible(line)).toBe(line);
      const { document } = parsed(text);
      expect(document && bare(document.root)).toEqual(map);
    }),
  );
});

test('exactly the values that no file said are marked', () => {
  const lines = explained('name: mine\nsip: { known: { remember: 1h } }\n').split('\n');
  expect(lines).toContain('name: mine');
  expect(lines).toContain('    remember: 1h');
  expect(lines).toContain('      all: 200/s burst 400 # default');
  expect(lines).toContain('  use: [attack-tools] # default');
  expect(lines.filter((line) => line.includes(': ') && !line.includes('# default'))).toEqual([
    'name: mine',
    '    remember: 1h',
  ]);
});
