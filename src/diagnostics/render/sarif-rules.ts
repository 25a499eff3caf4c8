import type { Entry } from '../words/entry.js';
import { type Code, words } from '../words/index.js';

/** What a log tells about each code that it has results of. */
export function sarifRules(codes: readonly Code[]) {
  return codes.map((id) => {
    const {
      severity,
      title,
      why,
      example,
    }: Pick<Entry<never>, 'severity' | 'title' | 'why' | 'example'> = words[id];
    return {
      id,
      name: pascalCase(title),
      shortDescription: { text: `${title.charAt(0).toUpperCase()}${title.slice(1)}.` },
      fullDescription: { text: why },
      help: { text: `Wrong:\n\n${example.wrong}\nRight:\n\n${example.right}` },
      defaultConfiguration: { level: severity },
    };
  });
}

/** Names of rules are identifiers by convention (SARIF 2.1.0, 3.49.7): `SshOpenToAnybody`. */
function pascalCase(title: string): string {
  return (title.match(/[A-Za-z0-9]+/g) ?? [])
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join('');
}
