import type { Backend } from '../../bans/change.js';
import type { AddressSet } from '../../net/address-set.js';
import { readMembers } from '../../plan/ipset/read-ipset.js';
import { readSetContents } from '../../plan/nftables/read-set-contents.js';
import type { Machine } from '../machine.js';

/** The networks of a list, such as the trusted; in words, why they cannot be had. */
export async function readListSet(
  { run }: Machine,
  backend: Backend,
  set: string,
): Promise<AddressSet | string> {
  const listed =
    backend === 'iptables'
      ? await run('ipset', ['save', set])
      : await run('nft', ['list', 'set', 'inet', 'vosguard', set]);
  if (listed.kind === 'missing') return `${listed.tool} is not on this host`;
  if (listed.kind === 'failed') return `the set ${set} cannot be read: ${listed.words}`;
  if (backend === 'iptables') return readMembers(listed.output, set).addresses;
  const contents = readSetContents(listed.output, () => true).get(set);
  return contents?.addresses ?? `the set ${set} cannot be read`;
}
