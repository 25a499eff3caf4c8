import { type Address, addressText, isLoopback } from '../net/address.js';
import { contains } from '../net/address-set.js';
import { covers } from '../net/port.js';
import { mappedText, readAddress } from '../net/read-address.js';
import { effectivelyBlocked, type Policy, type Service } from '../policy/policy.js';

/** Whoever is connected by TCP, and to which port of this host. */
export interface Connection {
  readonly peer: Address;
  readonly port: number;
  /** The address of this host that was meant. */
  readonly own: Address | undefined;
}

/**
 * Why a new connection like this one would not get in under the policy, with what to write instead; `undefined` where it would.
 * Limits and rules of others are not asked.
 */
export function lockout(policy: Policy, { peer, port, own }: Connection): string | undefined {
  const { services, sip, otherwise } = policy;
  if (isLoopback(peer)) return undefined;
  const text = addressText(peer);
  if (contains(effectivelyBlocked(policy), peer))
    return `${text} is in blocked: take it out there, or put it into the from of a service`;
  // A switch behind this host has the ports of SIP; sip.to and sip.on are not asked.
  if (sip.at === undefined && (covers(sip.tcp, port) || covers(sip.encrypted.tcp, port))) return undefined;
  const naming = services.filter(({ tcp }) => covers(tcp, port));
  const open = naming.filter(({ to }) => to === undefined || own === undefined || contains(to.set, own));
  if (naming.length > 0 && open.length === 0 && own !== undefined)
    return `${namesOf(naming)} is not open at ${addressText(own)}, by its to: put that address into it`;
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

/**
 * What sshd writes into SSH_CONNECTION: address and port of the client, then of the server. A link-local address comes with its
 * zone, and one of IPv4 may come in its mapped form. `undefined` for anything else.
 */
export function readConnection(text: string): Connection | undefined {
  const [client = '', , server = '', port = ''] = text.trim().split(/\s+/);
  const peer = addressIn(client);
  return peer === undefined || !/^\d{1,5}$/.test(port)
    ? undefined
    : { peer, port: Number(port), own: addressIn(server) };
}

function addressIn(text: string): Address | undefined {
  const read = readAddress(text.replace(/%.*$/, ''));
  if (read.kind === 'fault') return undefined;
  const quad = mappedText(read.address);
  const plain = quad === undefined ? read : readAddress(quad);
  return plain.kind === 'fault' ? undefined : plain.address;
}

/** In words, which addresses of this host the policy blocks, and what comes of it. `undefined` where it blocks none. */
export function ownBlockedText(
  policy: Pick<Policy, 'trusted' | 'services' | 'sip' | 'blocked'>,
  own: readonly Address[],
): string | undefined {
  const blocked = effectivelyBlocked(policy);
  const found = own.filter((address) => !isLoopback(address) && contains(blocked, address)).map(addressText);
  if (found.length === 0) return undefined;
  return `blocked holds addresses of this host: ${found.join(', ')}. Nothing comes of it here: what a host sends to itself goes over loopback, which is never touched. Where another host takes one of them over, as one of a pair does, name it in sip.to or in the to of a service: it is then left out`;
}
