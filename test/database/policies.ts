import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { goodPolicy } from '../cli/vosguard.js';

/** What a policy says of the switch, below the smallest policy. `rest` are more lines of `vos3000`. */
export const switchPolicy = (
  version: string,
  parameters: Readonly<Record<string, string | number>>,
  rest = '',
): string =>
  `${goodPolicy}vos3000:
  version: "${version}"
  parameters:
${Object.entries(parameters)
  .map(([name, value]) => `    ${name}: ${value}\n`)
  .join('')}${rest}`;

export function putPolicy(folder: string, text: string): void {
  writeFileSync(join(folder, 'policy.yaml'), text);
}
