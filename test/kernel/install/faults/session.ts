import fc from 'fast-check';
import type { Host } from '../host.js';
import { next, old } from '../policies.js';
import { addForeignRules } from '../state.js';
import { giveDisk } from './disk.js';
import { type Fault, faults } from './faults.js';
import { disturbed, type Outcome, type States, stateNow } from './run.js';
import { applyWatched, calls, forget, plan } from './watched.js';

/** Nobody confirms, or it is confirmed at once, which has more to do. */
const ways = ['--confirm', '--yes'] as const;

const optionsOf = (way: (typeof ways)[number], { who }: Fault): readonly string[] =>
  way === '--yes' ? [way] : [way, who === 'program' ? '1s' : '1'];

/** Puts the old policy into force, and looks at what the new one would come to, undisturbed. */
async function prepare(host: Host): Promise<States & { readonly amount: number }> {
  await giveDisk(host);
  host.put('old', old);
  host.put('next', next);
  addForeignRules(host);
  must(applyWatched(host, 'old', '--yes').status === 0, 'the old policy is in force');
  const before = stateNow(host);
  plan(host, 0);
  must(applyWatched(host, 'next', '--yes').status === 0, 'the new policy is in force');
  const amount = calls(host).length;
  forget(host);
  const after = stateNow(host);
  must(host.install('old', 'rollback').status === 0 && stateNow(host) === before, 'rolled back');
  must(amount > 20 && after !== before, 'the policies differ');
  return { old: before, new: after, amount };
}

interface Choice {
  readonly all?: readonly Fault[];
  readonly goesOn?: () => boolean;
}

/** So many disturbed applies on one host, each fault in its turn, at places that the seed gives. */
export async function session(
  host: Host,
  seed: number,
  runs: number,
  tell: (outcome: Outcome) => void,
  { all = faults, goesOn = () => true }: Choice = {},
): Promise<void> {
  const { amount, ...states } = await prepare(host);
  const places = fc.sample(
    fc.noBias(fc.tuple(fc.integer({ min: 1, max: amount }), fc.constantFrom(...ways))),
    {
      ...{ seed, numRuns: runs },
    },
  );
  for (const [run, [at, way]] of places.entries()) {
    const fault = all[run % all.length];
    if (fault === undefined || !goesOn()) return;
    const outcome = await disturbed(host, states, fault, at, optionsOf(way, fault));
    tell(outcome);
    if (stateNow(host) !== states.old) host.install('next', 'rollback');
    if (stateNow(host) !== states.old)
      must(applyWatched(host, 'old', '--yes').status === 0, 'as at the start');
    must(stateNow(host) === states.old, 'as at the start');
  }
}

function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(`not so: ${what}`);
}
