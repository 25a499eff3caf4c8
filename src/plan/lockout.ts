import { type Address, addressText } from '../net/address.js';
import { contains } from '../net/address-set.js';
import { isLoopback } from '../net/loopback.js';
import { covers } from '../net/port.js';
import type { Policy, Service } from '../policy/policy.js';
import { effectivelyBlocked } from '../policy/spared.js';

/** Whoever is connected by TCP, and to which port of this host. */
export interface Connection {
  readonly peer: Address;
  readonly port: number;
}

/**
 * Why a new connection like this one would not get in under the policy, with what to write instead; `undefined` where it would.
 * Limits and rules of others are not asked.
 */
export function lockout(policy: Policy, { peer, port }: Connection): string | undefined {
  const { services, sip, otherwise } = policy;
  if (isLoopback(peer)) return undefined;
  const text = addressText(peer);
  if (contains(effectivelyBlocked(policy), peer))
    return `${text} is in blocked: take it out there, or put it into the from of a service`;
  if (covers(sip.tcp, port) || covers(sip.encrypted.tcp, port)) return undefined;
  const open = services.filter(({ tcp }) => covers(tcp, port));
  const admitting = open.filter((service) => admits(service, peer));
  if (admitting.some(({ when }) => when === undefined)) return undefined;
  if (admitting.length > 0) return `${namesOf(admitting)} is open at certain times only, by its when`;
  if (open.length > 0) return `${namesOf(open)} is not open to ${text}: put it into its from`;
  if (otherwise === 'leave') return undefined;
  return `no service has TCP port ${port}: write services: { ssh: { tcp: [${port}], from: [${text}] } }`;
}

const namesOf = (services: readonly Service[]) =>
  services.map(({ name }) => `services.${name}`).join(', nor ');

/** Whom the rules of now know, and by which device he came, is not asked. */
const admits = ({ from, learned }: Service, peer: Address) =>
  from === undefined || learned.length > 0 || contains(from.set, peer);
