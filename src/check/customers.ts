import { durationText } from '../net/duration.js';
import { covers } from '../net/port.js';
import { rateText } from '../net/rate.js';
import type { Milliseconds } from '../net/units.js';
import { pathText } from '../policy/path.js';
import type { Limit, LimitKey, Limits, Policy } from '../policy/policy.js';
import type { MappingGateway } from '../policy/vos3000.js';
import { alsoAt, type Check, finding, isWritten, keyAt, type Subject, valueAt } from './check.js';
import { bucketsOf, passedIn } from './limits.js';
import { switchOf } from './vos3000/switch.js';

/** Phones of a small office that are switched on at once behind one address. */
const phones = 20;
/** A REGISTER, and after the challenge a second one with the password. */
const packets = 2 * phones;
/** Timer F of RFC 3261 17.1.2.2: a REGISTER that is refused is repeated for so long and then given up. */
const patience = 32_000;

const registering: readonly LimitKey[] = ['REGISTER', 'all'];

/** A limit on one address that the phones of an office behind it cannot register within. */
export const smallOffice: Check = function* ({ policy, document }) {
  for (const limits of limitsOfOneAddress(policy)) {
    for (const [key, bucket] of bucketsOf(limits)) {
      const passed = passedIn(bucket, patience);
      if (!registering.includes(key) || passed >= packets || !isWritten(document, bucket.path)) continue;
      const args = { name: pathText(bucket.path), limit: bucket.text, passed, phones, packets };
      yield finding('VG346', valueAt(document, bucket.path), args);
    }
  }
};

/** What one machine behind the address may send (`per_port`) is another matter. */
function limitsOfOneAddress({ sip: { known, strangers } }: Policy): readonly Limits[] {
  return strangers === 'deny' ? [] : [known.limits, strangers.limits, strangers.perSubnet];
}

/** Seconds after which the switch lets a registration lapse: in schema 2.1.4.0, and later. */
const names = ['SS_ENDPOINTEXPIRE', 'SS_ENDPOINT_EXPIRE'];

/** What phones ask for where nobody says otherwise (RFC 3261 10.2). */
const hour = 3_600_000;

/** How long a phone may be silent between two registrations. */
function registrationInterval({ vos3000 }: Policy): Milliseconds {
  const seconds = names.map((name) => Number(vos3000?.parameters.get(name))).find((number) => number > 0);
  return (seconds === undefined ? hour : seconds * 1_000) as Milliseconds;
}

const remember = ['sip', 'known', 'remember'];

/** Customers are forgotten before they register again. */
export const shortMemory: Check = function* ({ policy, document }) {
  const { known, strangers } = policy.sip;
  const interval = registrationInterval(policy);
  if (strangers === 'deny' || known.remember >= interval || !isWritten(document, remember)) return;
  const args = { remember: durationText(known.remember), interval: durationText(interval) };
  yield finding('VG347', valueAt(document, remember), args);
};

const establishedTimeout = ['conntrack', 'tcp_timeout_established'];

/** The kernel forgets a phone's TCP connection before the phone registers again over it. */
export const shortConnections: Check = function* ({ policy, document }) {
  const { conntrack, sip } = policy;
  const interval = registrationInterval(policy);
  const ports = [...sip.tcp, ...sip.encrypted.tcp];
  if (ports.length === 0 || conntrack.sip === 'untracked') return;
  if (conntrack.tcpTimeoutEstablished >= interval || !isWritten(document, establishedTimeout)) return;
  const args = { timeout: durationText(conntrack.tcpTimeoutEstablished), interval: durationText(interval) };
  yield finding('VG355', valueAt(document, establishedTimeout), args);
};

/**
 * A class that keep-alives fall into is dropped. Those of known sources meet `other` and `all`: no method is read there
 * but those that are named.
 */
export const droppedKeepalives: Check = function* ({ policy, document }) {
  const { known, strangers } = policy.sip;
  if (strangers === 'deny') return;
  const own = strangers.limits.has('keepalive') ? 'keepalive' : 'other';
  const found = [
    ...dropping(strangers.limits, [own]).map((limit) => ({ limit, who: 'strangers' as const })),
    ...dropping(known.limits, ['other', 'all']).map((limit) => ({ limit, who: 'known sources' as const })),
  ];
  for (const { limit, who } of found) {
    if (!isWritten(document, limit.path)) continue;
    yield finding('VG348', valueAt(document, limit.path), { name: pathText(limit.path), who });
  }
};

function dropping(limits: Limits, keys: readonly LimitKey[]): readonly Limit[] {
  return keys.flatMap((key) => limits.get(key) ?? []).filter(({ kind }) => kind === 'drop');
}

/**
 * The switch asks a gateway with OPTIONS whether it is there, and the rules would drop the answer. Answers come from
 * `called` destinations and meet the limits of known sources; with `strangers: deny` only trusted ones are let in, and
 * a gateway that shows a password has no fixed address that could be trusted.
 */
export const deadOnlineCheck: Check = function* (subject) {
  const { policy, document } = subject;
  for (const gateway of policy.vos3000?.mappingGateways ?? []) {
    const stop = gateway.onlineCheck === undefined ? undefined : stopOf(gateway, subject);
    if (stop === undefined) continue;
    const args = {
      gateway: gateway.name,
      stop: stop === strangers ? 'sip.strangers: deny' : `${pathText(stop)}: drop`,
    };
    const related = alsoAt(document, stop, 'what drops the answers');
    yield finding('VG349', valueAt(document, [...gateway.path, 'online_check']), args, related);
  }
};

const strangers = ['sip', 'strangers'];

function stopOf({ authentication }: MappingGateway, { policy: { sip } }: Subject) {
  if (sip.strangers === 'deny') return authentication === 'password' ? strangers : undefined;
  const dropped = (['other', 'all'] as const).map((key) => sip.known.limits.get(key));
  return dropped.find((limit) => limit?.kind === 'drop')?.path;
}

/** What one Ethernet frame carries of a datagram: 1500 bytes without the headers of IPv4 (20) and UDP (8). */
const oneFrame = 1_472;

/** Keys that hold for an INVITE, the longest request of a call: it carries SDP, records of routes and identities. */
const largeRequests: readonly LimitKey[] = ['INVITE', 'other', 'all'];

/** Calls whose INVITE does not fit into one frame are dropped, although UDP carries it in fragments. */
export const smallDatagrams: Check = function* ({ policy, document }) {
  const { strangers } = policy.sip;
  if (strangers === 'deny') return;
  for (const [key, { bytes, path }] of strangers.maxSize) {
    const holds = largeRequests.includes(key) && !(key === 'other' && strangers.maxSize.has('INVITE'));
    if (!holds || bytes > oneFrame || !isWritten(document, path)) continue;
    yield finding('VG354', valueAt(document, path), { name: pathText(path), bytes, oneFrame });
  }
};

/** Phones that an office switches on at once behind one address; each is challenged once, and some answers are repeated. */
const office = 20;

/** A ban for challenges that a cold office meets: each phone is challenged once before it can show its password. */
export const earlyRefusalBan: Check = function* ({ policy, document }) {
  const { bans, strangers } = policy.sip;
  if (strangers === 'deny' || bans.challenged === undefined || bans.challenged.burst >= office) return;
  const { rate, burst, path } = bans.challenged;
  const args = { name: pathText(path), over: rateText(rate, burst), burst, office };
  yield finding('VG344', valueAt(document, [...path, 'over']), args);
};

/** The port of VOS3000's client, with which its operators work. */
const client = 1202;

/** A VOS3000 whose operators' client is shut out. */
export const closedClient: Check = function* ({ policy, document }) {
  if (policy.otherwise !== 'deny' || !isWritten(document, ['vos3000'])) return;
  if (policy.services.some(({ tcp }) => covers(tcp, client))) return;
  yield finding('VG369', keyAt(document, ['services']), {});
};

/** Bans by the switch's refusals, and a switch that does not refuse but stays silent. */
export const silentSwitch: Check = function* (subject) {
  for (const { policy, document, wanted } of switchOf(subject)) {
    const { bans, strangers } = policy.sip;
    const counting = [bans.challenged, bans.refused].flatMap((ban) => (ban === undefined ? [] : [ban.path]));
    const reply = wanted('reply-unauthorized');
    if (strangers === 'deny' || counting.length === 0 || reply?.value !== false) continue;
    const related = counting.flatMap((ban) => alsoAt(document, ban, pathText(ban)));
    const about = { parameter: reply.written, bans: counting.map(pathText).join(' and ') };
    yield finding('VG342', keyAt(document, reply.path), about, related);
  }
};
