import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { factsOf } from './architecture/facts.js';
import { rules } from './architecture/rules.js';
import { layers } from './architecture/tables.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const sources = ['bin', 'src']
  .flatMap((top) =>
    readdirSync(join(root, top), { recursive: true, encoding: 'utf8' }).map((file) => join(top, file)),
  )
  .filter((path) => path.endsWith('.ts'))
  .sort();

const all = sources.map((path) => factsOf(path, readFileSync(join(root, path), 'utf8')));

type Sample = readonly [path: string, source: string, offences: number];

/** For each rule code that breaks it, and code beside it that looks similar and does not. */
const samples: { readonly [R in keyof typeof rules]: readonly Sample[] } = {
  dependencies: [
    ['src/lower/x.ts', "import { parse } from 'yaml';", 1],
    ['src/parse/x.ts', "import { parse } from 'yaml';", 0],
    ['src/cli/x.ts', "const { execa } = await import('execa');", 1],
    ['src/cli/x.ts', "export { hideBin } from 'yargs/helpers';", 0],
    ['src/net/x.ts', "import ipaddr from 'ipaddr.js';", 1],
    ['src/check/x.ts', "import type { ErrorObject } from 'ajv';", 1],
    ['src/net/x.ts', "// import { parse } from 'yaml';\nconst text = \"from 'yaml'\";", 0],
  ],
  builtins: [
    ['src/parse/x.ts', "import { readFileSync } from 'node:fs';", 1],
    ['src/host/x.ts', "import { readFileSync } from 'node:fs';", 0],
    ['bin/x.ts', "import { readFileSync } from 'node:fs';", 0],
    ['src/cli/x.ts', "const { spawn } = await import('node:child_process');", 1],
    ['src/emit/x.ts', "import { createHash, randomBytes } from 'node:crypto';", 1],
    ['src/emit/x.ts', "import * as crypto from 'node:crypto';", 1],
    ['src/emit/x.ts', "import { createHash } from 'node:crypto';\nimport { posix } from 'node:path';", 0],
  ],
  sideEffects: [
    ['src/lower/x.ts', 'const now = Date.now();', 1],
    ['src/lower/x.ts', 'const now = new Date();', 1],
    ['src/lower/x.ts', "const day = new Date('2027-01-31');", 0],
    ['src/lower/x.ts', 'const id = Math.random();', 1],
    ['src/cli/x.ts', "console.log('x'); process.exit(1);", 2],
    ['src/cli/x.ts', 'const io = { console: child.process };', 0],
    ['src/net/x.ts', 'export function f() { return { process }; }', 1],
    ['src/host/x.ts', 'process.exit(Math.random());', 0],
  ],
  order: [
    ['src/lower/x.ts', "import { parse } from '../parse/parse.js';", 1],
    ['src/lower/x.ts', "import type { Policy } from '../policy/policy.js';", 0],
    ['src/net/deep/x.ts', "import { method } from '../../sip/method.js';", 1],
    ['src/net/deep/x.ts', "import { port } from '../port.js';", 0],
    ['src/emit/x.ts', "export * from '../cli/main.js';", 1],
    ['src/parse/x.ts', "import { compile } from '../compile.js';", 1],
    ['src/new/x.ts', "import { port } from '../net/port.js';", 1],
    ['src/cli/x.ts', "import { version } from '../../package.json';", 1],
  ],
  names: [
    ['src/net/utils.ts', '', 1],
    ['src/common/helper.ts', '', 2],
    ['src/net/utility-ports.ts', '', 0],
  ],
  exports: [
    ['src/net/x.ts', 'export default function f() {}', 1],
    ['src/net/x.ts', 'export default 1;', 1],
    ['src/net/x.ts', "export const text = 'export default 1';", 0],
  ],
  switches: [
    ['src/net/x.ts', 'switch (x) { case 1: break; default: break; }', 1],
    ['src/net/x.ts', "switch (x) { case 'default': break; }\nconst y = { default: 1 };", 0],
  ],
  state: [
    ['src/net/x.ts', 'let count = 0;', 1],
    ['src/net/x.ts', 'export let count = 0;', 1],
    ['src/net/x.ts', 'export const f = () => { let count = 0; return count; };', 0],
  ],
  size: [
    ['src/net/x.ts', 'f();\n'.repeat(301), 1],
    ['src/net/x.ts', 'f();\n'.repeat(300), 0],
  ],
};

test('the whole source is looked at', () => {
  expect(sources).toEqual(expect.arrayContaining(['bin/vosguard.ts', 'src/cli/main.ts', 'src/compile.ts']));
  expect(sources.length).toBeGreaterThan(100);
});

describe.each(Object.entries(rules))('%s', (name, rule) => {
  test('every file keeps it', () => {
    expect(all.flatMap((facts) => rule(facts).map((offence) => `${facts.path} ${offence}`))).toEqual([]);
  });

  test.each(samples[name as keyof typeof rules])('sample %#, in %s', (path, source, offences) => {
    expect(rule(factsOf(path, source))).toHaveLength(offences);
  });
});

test('the table of layers has no circle', () => {
  const below = (folder: string, way: readonly string[]): readonly string[] =>
    way.includes(folder)
      ? [[...way, folder].join(' -> ')]
      : (layers[folder] ?? []).flatMap((next) => below(next, [...way, folder]));
  expect(Object.keys(layers).flatMap((folder) => below(folder, []))).toEqual([]);
});
