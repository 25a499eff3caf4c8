import { defaultPolicies, defaultPolicy } from '../../host/default-policy.js';
import { complain } from '../complain.js';
import { exitStatus } from '../exit-status.js';
import type { Io } from '../io.js';

/** The policy that was named, else the default one; `undefined`, and said so, where there is none. */
export function whichPolicy(named: string | undefined, io: Io): string | undefined {
  const path = named ?? defaultPolicy(io.cwd);
  if (path === undefined) {
    const places = defaultPolicies.join(' nor ');
    complain(
      io,
      exitStatus.usage,
      `there is neither ${places}; name a policy, or write one with vosguard init`,
    );
  }
  return path;
}
