import { neverBanned, type Source } from '../../../bans/parse-source.js';
import { sourceText } from '../../../bans/source-text.js';
import { readListSet } from '../../../host/live/read-list-set.js';
import { touches } from '../../../net/address-set.js';
import type { Family } from '../../../net/family.js';
import { readConnection } from '../../../plan/read-connection.js';
import type { Io } from '../../io.js';
import type { OpenBans } from './open-bans.js';

/**
 * Why the source is not to be banned. A trusted one least of all: nftables asks for bans before it asks who is trusted. A /64 is
 * banned as a whole, so one address in it is enough.
 */
export async function whyNot(source: Source, open: OpenBans, io: Io): Promise<string | undefined> {
  const text = sourceText(source.address);
  const never = neverBanned(source);
  if (never !== undefined) return `${text} is not banned: ${never}`;
  const peer = readConnection(io.sshConnection() ?? '')?.peer;
  if (peer !== undefined && isWithin(peer, source))
    return `${text} is not banned: your own connection comes from there`;
  const lists = open.applied.sets.filter(
    ({ backend, kind, family, policy }) =>
      backend === open.backend &&
      kind === 'static' &&
      family === source.address.family &&
      (policy === 'trusted' || policy.startsWith('services.')),
  );
  for (const { name, policy, at } of lists) {
    const list = await readListSet(open.machine, open.backend, name);
    if (typeof list === 'string') return `whether ${text} may be banned cannot be told: ${list}`;
    if (touches(list, source.range)) return `${text} is not banned: it is ${roleOf(policy)} (${at})`;
  }
  return undefined;
}

const roleOf = (policy: string): string =>
  policy === 'trusted' ? 'trusted by the policy' : `named in the from of ${policy}`;

const isWithin = (
  peer: { readonly family: Family; readonly value: number | bigint },
  { range }: Source,
): boolean => peer.family === range.family && peer.value >= range.first && peer.value <= range.last;
