import type { Address } from '../net/address.js';
import { covers } from '../net/port.js';
import { protocolText } from '../net/protocol.js';
import { readAddress } from '../net/read-address.js';
import type { Policy } from '../policy/policy.js';
import type { Case, ForeignBase, ForeignRule } from './foreign.js';
import { anything, narrowed, type Opening, type Question, TCP, UDP } from './question.js';

/** A rule of others that lets something in which `default: deny` refuses now. */
export interface Cut {
  readonly base: ForeignBase;
  readonly rule: ForeignRule;
  /** Without what the policy lets in anyway. */
  readonly opening: Opening;
}

/** More are not looked for: a host of containers has thousands. */
const MOST = 200;
const DEEPEST = 16;
const ICMP = new Set([1, 58]);

/** @param behind The switch behind this host, for what is forwarded to it. */
export function cutsOf(policy: Policy, bases: readonly ForeignBase[], behind?: Address): readonly Cut[] {
  if (policy.otherwise !== 'deny') return [];
  const cuts: Cut[] = [];
  for (const base of bases) {
    const visit = (name: string, outer: Opening, depth: number): void => {
      for (const rule of depth > DEEPEST ? [] : (base.chains.get(name) ?? [])) {
        for (const { opening, does } of waysOf(rule)) {
          const both = narrowed(outer, opening);
          if (cuts.length >= MOST || rule.asks(opener(both, base.family, behind)) === 'no') continue;
          if (does.kind === 'enter') visit(does.chain, both, depth + 1);
          const left = does.kind === 'accept' ? notSaid(policy, both) : undefined;
          if (left !== undefined) cuts.push({ base, rule, opening: left });
        }
      }
    };
    visit(base.start, anything, 0);
  }
  return cuts;
}

/** What a rule does, and for what; a choice does several things. */
const waysOf = ({ opening, does }: ForeignRule): readonly Pick<Case, 'opening' | 'does'>[] =>
  does.kind === 'choose'
    ? does.cases.map((one) => ({ opening: narrowed(opening, one.opening), does: one.does }))
    : [{ opening, does }];

/** A packet that begins what the rule is for: what holds only for conversations that run, or over loopback, does not let it in. */
function opener(
  { protocol = TCP, ports, from }: Opening,
  family: ForeignBase['family'],
  behind: Address | undefined,
): Question {
  const source = from === undefined ? undefined : readAddress(from.split(/[/-]/)[0] ?? '');
  const zero: Address = family === 'ipv6' ? { family, value: 1n } : { family: 'ipv4', value: 1 };
  return {
    ...{ protocol, sourcePort: 0, port: ports[0]?.first ?? 1, destination: behind, devices: [] },
    ...(behind && { forwarded: { out: [], isTranslated: true, isBefore: false } }),
    source: source?.kind === 'address' ? source.address : zero,
  };
}

/** The part of an opening that no service names; `undefined` where nothing is left. Whose `from` is narrower is the policy's will. */
function notSaid(policy: Policy, opening: Opening): Opening | undefined {
  const { protocol, ports, from } = opening;
  if (protocol !== undefined && ICMP.has(protocol)) return undefined;
  if (protocol !== undefined && protocol !== TCP && protocol !== UDP)
    return policy.services.some((service) => service.protocol === protocol) ? undefined : opening;
  // What lets in everything is no rule for a purpose.
  if (ports.length === 0) return from === undefined || isLoopback(from) ? undefined : opening;
  const open = (range: Opening['ports'][number]) =>
    [range.first, range.last].every((port) => namedBy(policy, protocol, port));
  const left = ports.filter((range) => !open(range));
  return left.length === 0 ? undefined : { ...opening, ports: left };
}

const isLoopback = (from: string): boolean =>
  from === '127.0.0.0/8' || from.startsWith('127.') || from === '::1';

function namedBy({ services, sip }: Policy, protocol: number | undefined, port: number): boolean {
  const udp = [...sip.udp, ...sip.encrypted.udp, ...services.flatMap((service) => service.udp)];
  const tcp = [...sip.tcp, ...sip.encrypted.tcp, ...services.flatMap((service) => service.tcp)];
  return covers(protocol === UDP ? udp : protocol === TCP ? tcp : [...udp, ...tcp], port);
}

const knownPorts: ReadonlyMap<number, string> = new Map([
  [21, 'ftp'],
  [22, 'ssh'],
  [53, 'dns'],
  [80, 'http'],
  [123, 'ntp'],
  [161, 'snmp'],
  [443, 'https'],
  [500, 'ike'],
  [1719, 'h323-ras'],
  [1720, 'h323'],
  [3306, 'mysql'],
  [4500, 'ike-nat'],
  [5405, 'corosync'],
  [5666, 'nrpe'],
  [8080, 'web'],
  [9100, 'node-exporter'],
  [10050, 'zabbix-agent'],
  [51820, 'wireguard'],
]);

/** The line of the policy that keeps it: `services: { mysql: { tcp: [3306], from: [10.0.0.0/8] } }`. */
export function servicesLine({ protocol, ports, from }: Opening): string {
  const source = from === undefined ? '' : `, from: [${from.includes(':') ? `"${from}"` : from}]`;
  if (protocol !== undefined && protocol !== TCP && protocol !== UDP) {
    const name = protocolText(protocol);
    const key = /^[a-z]/.test(name) ? name : `protocol-${name}`;
    return `services: { ${key}: { protocol: ${name}${source || ', from: [PEER]'} } }`;
  }
  const list = ports.map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`)).join(', ');
  const first = ports[0]?.first;
  if (first === undefined) return `services: { NAME: { tcp: [PORT], udp: [PORT]${source} } }`;
  const words = protocol === undefined ? ['tcp', 'udp'] : [protocolText(protocol)];
  const name = knownPorts.get(first) ?? `${words[0]}-${first}`;
  return `services: { ${name}: { ${words.map((word) => `${word}: [${list}]`).join(', ')}${source} } }`;
}
