import { missingTools } from '../src/host/lab/kernel.js';
import { missingForLab } from '../test/packets/requirements.js';

const tools = [
  'kamailio',
  'kamcmd',
  'sipp',
  'baresip',
  'sipsak',
  'svmap',
  'svwar',
  'svcrack',
  'nsenter',
  'timeout',
];

/** Why this machine cannot play a day of real stacks, or undefined if it can. */
export function missingForStacks(): string | undefined {
  const missing = missingTools(tools);
  return missingForLab() ?? (missing.length === 0 ? undefined : `not installed: ${missing.join(', ')}`);
}
