import type { Count } from '../net/units.js';
import type { BackendName, Policy, TableName } from '../policy/policy.js';
import { bytesWhenFull } from '../ruleset/memory.js';
import { lower } from './lower.js';

/** Smaller tables forget a botnet before it has come round. */
const least = 256;

/** As the schema has it: the kernel cuts a longer table of hashlimit down. */
const most = 1_048_576;

/** Steps of the search: a size changes by about one in a hundred from one to the next. */
const steps = 1_024;

export interface Fitted {
  readonly policy: Policy;
  /** Bytes that the smallest tables take, where they are more than the policy allows. */
  readonly needs: number | undefined;
}

/**
 * The policy with the sizes that `sip.sizes.memory` leaves room for: those that are not written keep their proportions. What a table
 * costs depends on how many limits count in it, so the rules themselves are asked. Of two backends the dearer one must fit.
 */
export function fitMemory(
  policy: Policy,
  written: readonly TableName[],
  backends: readonly BackendName[],
): Fitted {
  const { memory } = policy.sip;
  if (memory === undefined) return { policy, needs: undefined };
  const at = (step: number) => withSizes(policy, written, step / steps);
  const costs = (step: number) => bytesOf(at(step), backends);
  if (costs(0) > memory) return { policy: at(0), needs: costs(0) };
  let [fits, tooMuch] = [0, steps * 64];
  while (tooMuch - fits > 1) {
    const middle = Math.floor((fits + tooMuch) / 2);
    if (costs(middle) <= memory) fits = middle;
    else tooMuch = middle;
  }
  return { policy: at(fits), needs: undefined };
}

function withSizes(policy: Policy, written: readonly TableName[], factor: number): Policy {
  const { sizes } = policy.sip;
  const scaled = (table: TableName): Count => {
    const rounded = Math.floor((sizes[table] * factor) / least) * least;
    return written.includes(table) ? sizes[table] : (Math.min(most, Math.max(least, rounded)) as Count);
  };
  const [sources, subnets, banned] = [scaled('sources'), scaled('subnets'), scaled('banned')];
  const [called, known, asked] = [scaled('called'), scaled('known'), scaled('asked')];
  return { ...policy, sip: { ...policy.sip, sizes: { sources, subnets, banned, called, known, asked } } };
}

/** Each family has tables of its own; what counts all sources has one entry, which does not matter here. */
function bytesOf(policy: Policy, backends: readonly BackendName[]): number {
  const ruleset = lower(policy);
  return 2 * Math.max(...backends.map((backend) => bytesWhenFull(ruleset, backend)));
}
