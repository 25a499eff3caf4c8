import { posix } from 'node:path';
import type { Facts } from './facts.js';
import { effects, emptyNames, homes, layers, mostLines, pureBuiltins } from './tables.js';

/** What a file does against one rule, in words; empty where it keeps it. */
export type Rule = (facts: Facts) => readonly string[];

/** `net` for src/net/port.ts, `compile` for src/compile.ts, `bin` for bin/vosguard.ts. */
export function folderOf(path: string): string {
  const [top = '', next = top] = path.split('/');
  return top === 'src' ? next.replace(/\.ts$/, '') : top;
}

const mayTouchTheWorld = (path: string) => ['host', 'bin'].includes(folderOf(path));

const dependencies: Rule = ({ path, imports }) =>
  imports
    .map(({ from }) => from)
    .filter((from) => !from.startsWith('.') && !from.startsWith('node:'))
    .filter((from) => homes[packageOf(from)] !== folderOf(path))
    .map((from) => `imports ${from}, which is for src/${homes[packageOf(from)] ?? '(no folder)'} only`);

function packageOf(specifier: string): string {
  const parts = specifier.split('/');
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}

const builtins: Rule = ({ path, imports }) =>
  mayTouchTheWorld(path)
    ? []
    : imports
        .filter(({ from }) => from.startsWith('node:'))
        .flatMap(({ from, names }) => {
          const pure = Object.hasOwn(pureBuiltins, from) ? (pureBuiltins[from] ?? []) : [];
          if (pure === 'all') return [];
          const forbidden = names.filter((name) => !pure.includes(name));
          return forbidden.length > 0 || names.length === 0
            ? [`imports ${forbidden.join(', ')} of ${from}`]
            : [];
        });

const sideEffects: Rule = ({ path, uses }) =>
  mayTouchTheWorld(path)
    ? []
    : effects.filter((effect) => uses.has(effect)).map((effect) => `uses ${effect}`);

const order: Rule = ({ path, imports }) => {
  const own = folderOf(path);
  if (own === 'bin') return [];
  const allowed = layers[own];
  if (allowed === undefined) return [`is in ${own}, which the table of layers does not know`];
  return imports
    .filter(({ from }) => from.startsWith('.'))
    .map(({ from }) => folderOf(posix.join(posix.dirname(path), from).replace(/\.js$/, '.ts')))
    .filter((folder) => folder !== own && !allowed.includes(folder))
    .map((folder) => `imports from ${folder}, which ${own} must not know`);
};

const names: Rule = ({ path }) =>
  path
    .split('/')
    .filter((part) => emptyNames.test(part.replace(/\.ts$/, '')))
    .map((part) => `is in or is called ${part}`);

const exports: Rule = ({ defaultExports }) => (defaultExports > 0 ? ['has a default export'] : []);

const switches: Rule = ({ switchDefaults }) => (switchDefaults > 0 ? ['has a switch with default:'] : []);

const state: Rule = ({ mutables }) => (mutables > 0 ? ['has a let or var at the top of the module'] : []);

const size: Rule = ({ lines }) => (lines > mostLines ? [`has ${lines} lines, more than ${mostLines}`] : []);

export const rules = { dependencies, builtins, sideEffects, order, names, exports, switches, state, size };
