import { overlaps, subtract } from '../../net/address-set.js';
import { mergePorts } from '../../net/port.js';
import type { PortRange } from '../../net/units.js';
import type { Policy } from '../../policy/policy.js';
import type { MappingGateway } from '../../policy/vos3000.js';
import { gatewayFields } from '../../vos3000/catalogue/gateway.js';
import { rangeText } from '../../vos3000/catalogue/text.js';
import { alsoAt, type Check, finding, valueAt } from '../check.js';
import { missing, portRange, portsText } from '../ports.js';
import { holdsNone, isWithin, reallyBlocked, someOf, switchOf } from './switch.js';

/** Two entries for one gateway: the client has it once. */
export const gatewayTwice: Check = function* (subject) {
  for (const { document, vos3000 } of switchOf(subject)) {
    const firsts = new Map<string, readonly (string | number)[]>();
    for (const { name, path } of vos3000.mappingGateways) {
      const first = firsts.get(name);
      if (first === undefined) firsts.set(name, path);
      else {
        const related = alsoAt(document, [...first, 'name'], 'the first entry');
        yield finding('VG528', valueAt(document, [...path, 'name']), { gateway: name }, related);
      }
    }
  }
};

/** The switch knows the gateway by its address, and the rules treat that address as a stranger's. */
export const staticGatewayNotTrusted: Check = function* (subject) {
  for (const { document, policy, vos3000 } of switchOf(subject)) {
    for (const { name, authentication, from } of vos3000.mappingGateways) {
      if (from === undefined || (authentication !== 'ip' && authentication !== 'ip_port')) continue;
      if (isWithin(from.set, policy.trusted.set)) continue;
      const addresses = someOf(subtract(from.set, policy.trusted.set));
      yield finding('VG531', valueAt(document, from.path), { gateway: name, addresses });
    }
  }
};

/** A password that can be guessed, and no limit in the switch or no ban in the kernel that would bound it. */
export const passwordUnprotected: Check = function* (subject) {
  for (const { document, policy, vos3000 } of switchOf(subject)) {
    for (const gateway of vos3000.mappingGateways) {
      if (gateway.authentication !== 'password') continue;
      const missing = missingFor(gateway, policy);
      if (missing.length === 0) continue;
      const about = { gateway: gateway.name, missing };
      yield finding('VG518', valueAt(document, [...gateway.path, 'authentication']), about);
    }
  }
};

export type Missing = 'cps' | 'concurrent_calls' | 'bans' | 'trusted';

function missingFor(
  { cps, concurrentCalls, from }: MappingGateway,
  { sip, trusted }: Policy,
): readonly Missing[] {
  const { refused, challenged } = sip.bans;
  const banned = sip.strangers === 'deny' || refused !== undefined || challenged !== undefined;
  const isTrusted = from !== undefined && !holdsNone(from.set) && isWithin(from.set, trusted.set);
  return [
    ...(cps === undefined ? (['cps'] as const) : []),
    ...(concurrentCalls === undefined ? (['concurrent_calls'] as const) : []),
    ...(banned ? [] : (['bans'] as const)),
    ...(isTrusted ? (['trusted'] as const) : []),
  ];
}

const mediaIds = ['media-ports', 'ivr-ports'] as const;

/** Ports that the switch uses for sound by its parameters, and the rules do not let in. */
export const mediaPortsClosed: Check = function* (subject) {
  for (const { document, policy, wanted } of switchOf(subject)) {
    if (policy.otherwise !== 'deny') continue;
    const open = mergePorts(policy.services.flatMap(({ udp }) => udp));
    for (const id of mediaIds) {
      const ports = wanted(id);
      const range = ports === undefined ? undefined : rangeOf(String(ports.value));
      if (ports === undefined || range === undefined) continue;
      const closed = missing(range, open);
      if (closed.length === 0) continue;
      const about = { name: ports.written, ports: portsText(closed) };
      yield finding('VG530', valueAt(document, ports.path), about);
    }
  }
};

/** `10000,39999`, as the database has it. */
function rangeOf(text: string): PortRange | undefined {
  const [, first, last] = (/^(\d{1,5}),(\d{1,5})$/.exec(text) ?? []).map(Number);
  if (first === undefined || last === undefined) return undefined;
  return first >= 1 && last <= 65_535 && first <= last ? portRange(first, last) : undefined;
}

/** Authentication by address and port, and a NAT that may give the gateway another port at any time. */
export const portBehindNat: Check = function* (subject) {
  for (const { document, vos3000 } of switchOf(subject)) {
    for (const { name, authentication, behindNat, path } of vos3000.mappingGateways) {
      if (authentication === 'ip_port' && behindNat)
        yield finding('VG523', valueAt(document, [...path, 'authentication']), { gateway: name });
    }
  }
};

/** The switch asks a gateway whether it lives, and the rules drop the answer: it would be taken for dead. */
export const onlineCheckUnheard: Check = function* (subject) {
  for (const { document, policy, vos3000 } of switchOf(subject)) {
    for (const gateway of vos3000.mappingGateways) {
      const why = gateway.onlineCheck === undefined ? undefined : unheard(gateway, policy);
      if (why === undefined) continue;
      const about = { gateway: gateway.name, why };
      yield finding('VG520', valueAt(document, [...gateway.path, 'online_check']), about);
    }
  }
};

export type Unheard = 'blocked' | 'strangers denied';

/** VG349 speaks of limits that drop answers, and of gateways that show a password where strangers are denied. */
function unheard({ authentication, from }: MappingGateway, policy: Policy): Unheard | undefined {
  if (from !== undefined && overlaps(from.set, reallyBlocked(policy))) return 'blocked';
  if (policy.sip.strangers !== 'deny' || authentication === 'password') return undefined;
  return from !== undefined && isWithin(from.set, policy.trusted.set) ? undefined : 'strangers denied';
}

/** Asks so often that it is a load, or so seldom that calls go to a dead gateway. */
export const onlineCheckInterval: Check = function* (subject) {
  const advised = gatewayFields.find(({ key }) => key === 'online_check')?.advised?.value;
  if (advised === undefined) return;
  for (const { document, vos3000 } of switchOf(subject)) {
    for (const { name, onlineCheck, path } of vos3000.mappingGateways) {
      if (onlineCheck === undefined || (onlineCheck >= advised.least && onlineCheck <= advised.most))
        continue;
      const about = { gateway: name, seconds: onlineCheck, advised: rangeText(advised) };
      yield finding('VG521', valueAt(document, [...path, 'online_check']), about);
    }
  }
};
