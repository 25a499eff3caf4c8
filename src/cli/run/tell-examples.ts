import type { Compiled } from '../../compile.js';
import { exampleAddresses } from '../../policy/example-addresses.js';
import { complain } from '../complain.js';
import { exitStatus } from '../exit-status.js';
import type { Io } from '../io.js';

/** In words, where examples still stand in a policy that is about to be applied. `lint` does not tell: examples are policies too. */
export function examplesLine({ policy }: Pick<Compiled, 'policy'>): string | undefined {
  const found = exampleAddresses(policy);
  return found.length === 0
    ? undefined
    : `example addresses, which no host has, still stand in the policy (${found.join('; ')}): put your own there, or your customers and your office stay out`;
}

export function tellExamples(compiled: Pick<Compiled, 'policy'>, io: Io): void {
  const line = examplesLine(compiled);
  if (line !== undefined) complain(io, exitStatus.done, line);
}
