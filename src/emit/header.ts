import type { Ruleset } from '../ruleset/ruleset.js';

/** Comment lines for the top of a file. A policy's name is free text, so it is cut down to what ends no comment. */
export function header({ name, digest }: Pick<Ruleset, 'name' | 'digest'>, lines: readonly string[]): string {
  const title = `vosguard: policy "${name.replace(/[^\x20-\x7e]/gu, '?')}", sha256 ${digest}`;
  return [title, ...lines].map((line) => `# ${line}\n`).join('');
}
