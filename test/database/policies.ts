import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { goodPolicy } from '../cli/vosguard.js';

/** Lets the client of the switch in, too, which lint asks for where a policy speaks of it. */
const withClient = goodPolicy.replace('{ ssh:', '{ client: { tcp: [1202], from: [192.0.2.8/29] }, ssh:');

/** What a policy says of the switch, below the smallest policy. `rest` are more lines of `vos3000`. */
export const switchPolicy = (
  version: string,
  parameters: Readonly<Record<string, string | number>>,
  rest = '',
): string =>
  `${withClient}vos3000:
  version: "${version}"
  parameters:
${Object.entries(parameters)
  .map(([name, value]) => `    ${name}: ${value}\n`)
  .join('')}${rest}`;

export function putPolicy(folder: string, text: string): void {
  writeFileSync(join(folder, 'policy.yaml'), text);
}
