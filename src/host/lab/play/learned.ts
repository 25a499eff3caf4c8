import type { TestedSet } from '../../../policy/policy-test.js';
import type { Agent } from '../agent.js';
import type { Backend } from '../backends.js';
import { sets } from '../readback.js';

/**
 * The sources in the sets of the rules now. A set is `banned4` with nftables and `vg-banned-4` with ipset; one for each time
 * that entries are given, `vg-banned.86400-4`, where a target of iptables cannot give one.
 */
export async function learned(
  agent: Agent,
  backend: Backend,
): Promise<{ readonly [S in TestedSet]: ReadonlySet<string> }> {
  const all = [...(await sets(agent, backend))];
  const members = (...names: readonly string[]) =>
    all.flatMap(([name, elements]) =>
      names.some((set) => new RegExp(`^(vg-)?${set}(\\.\\d+)?-?[46]$`).test(name)) ? elements : [],
    );
  return {
    banned: new Set(members('banned', 'proven')),
    known: new Set(members('known')),
    called: new Set(members('called', 'calling')),
  };
}
