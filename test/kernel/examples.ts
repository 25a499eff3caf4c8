import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { compileText } from '../lint-text.js';

const folder = new URL('../../examples/', import.meta.url);

/** The policies that the repository shows to its users. */
export const exampleNames: readonly string[] = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(new URL(`${entry.name}/policy.yaml`, folder)))
  .map(({ name }) => name)
  .toSorted();

/** Those that differ most from each other: lists and groups, IPv6 alone, TLS. What is tried for many hosts is tried with these. */
export const differingExamples = ['retail', 'ipv6-only', 'encrypted'] as const;

export const exampleText = (name: string): string =>
  readFileSync(new URL(`${name}/policy.yaml`, folder), 'utf8');

/** The files beside an example that its policy names. */
export function exampleFiles(name: string): Readonly<Record<string, string>> {
  const beside = new URL(`${name}/`, folder);
  const files = readdirSync(beside, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  const paths = files.map((file) => `${file.parentPath}/${file.name}`.slice(beside.pathname.length));
  return Object.fromEntries(
    paths
      .map((path) => path.replace(/^\/+/, ''))
      .filter((path) => path !== 'policy.yaml')
      .map((path) => [path, readFileSync(new URL(path, beside), 'utf8')]),
  );
}

export const compileExample = (name: string, profile?: string) =>
  compileText(exampleText(name), exampleFiles(name), profile);
