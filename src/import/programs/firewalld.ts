import type { Family } from '../../net/address.js';
import type { Count, Port, PortRange, RateUnit } from '../../net/units.js';
import type { Remark } from '../draft.js';
import { addressesOf } from '../iptables/read-asks.js';
import type { NamedSets } from '../named-sets.js';
import {
  type Asks,
  anyPacket,
  type BasePolicy,
  everyAddress,
  type OldRule,
  type Origin,
} from '../old-rule.js';
import type { Part } from '../read-inputs.js';
import { type Element, readXml } from './xml.js';

/** Services that firewalld ships, as far as they stand in zones of switches: `firewall-cmd --info-service`, firewalld 1.3. */
const services: Readonly<Record<string, readonly (readonly [protocol: number, port: string])[]>> = {
  ssh: [[6, '22']],
  http: [[6, '80']],
  https: [[6, '443']],
  sip: [
    [6, '5060'],
    [17, '5060'],
  ],
  sips: [
    [6, '5061'],
    [17, '5061'],
  ],
  mysql: [[6, '3306']],
  dns: [
    [6, '53'],
    [17, '53'],
  ],
  ntp: [[17, '123']],
  snmp: [
    [6, '161'],
    [17, '161'],
  ],
  ftp: [[6, '21']],
  cockpit: [[6, '9090']],
  'zabbix-agent': [[6, '10050']],
  h323: [[6, '1720']],
  openvpn: [[17, '1194']],
};

interface Zone {
  readonly file: string;
  readonly rules: OldRule[];
  readonly remarks: Remark[];
  /** Whom the zone is for, where it names them. */
  readonly bindings: readonly Asks[];
  readonly sets: NamedSets;
}

/** A zone of firewalld as it stands in /etc/firewalld/zones. */
export function readZone(file: string, text: string, sets: NamedSets): Part {
  const zone = readXml(text);
  if (zone?.name !== 'zone') {
    const origin = { file, line: 1, text: text.slice(0, 60), comment: undefined };
    return {
      remarks: [
        {
          kind: 'lost',
          origin,
          why: { kind: 'words', words: 'it is no zone of firewalld that can be read' },
        },
      ],
    };
  }
  const read: Zone = { file, rules: [], remarks: [], sets, bindings: bindingsOf(zone, sets) };
  // Rich rules that refuse come first, then those that accept, then what the zone lists (firewalld.richlanguage(5)).
  const riches = zone.children.filter(({ name }) => name === 'rule');
  const refuses = ({ children }: Element) =>
    children.some(({ name }) => name === 'drop' || name === 'reject');
  for (const one of [
    ...riches.filter(refuses),
    ...riches.filter((rich) => !refuses(rich)),
    ...zone.children.filter(({ name }) => name !== 'rule'),
  ])
    readElement(one, read);
  const target = zone.attributes.get('target') ?? 'default';
  const origin = { file, line: zone.line, text: `<zone target="${target}">`, comment: undefined };
  const policy: BasePolicy = {
    does: target === 'ACCEPT' && read.bindings.length === 0 ? 'accept' : 'refuse',
    origin,
  };
  if (target === 'ACCEPT' && read.bindings.length > 0) put(anyPacket, 'accept', origin, read);
  return {
    rules: read.rules,
    remarks: read.remarks,
    policies: new Map<Family, BasePolicy>([
      ['ipv4', policy],
      ['ipv6', policy],
    ]),
  };
}

function bindingsOf(zone: Element, sets: NamedSets): readonly Asks[] {
  return zone.children.flatMap(({ name, attributes }): readonly Asks[] => {
    if (name === 'interface') return [];
    const from = name === 'source' ? sourceOf(attributes, sets) : undefined;
    return from === undefined ? [] : [{ ...anyPacket, ...from }];
  });
}

function sourceOf(
  attributes: ReadonlyMap<string, string>,
  sets: NamedSets,
): Pick<Asks, 'from' | 'set'> | undefined {
  const [address, ipset] = [attributes.get('address'), attributes.get('ipset')];
  const negated = /^(true|yes|1)$/i.test(attributes.get('invert') ?? attributes.get('NOT') ?? '');
  const set = ipset === undefined ? undefined : sets.get(ipset);
  if (set !== undefined && !negated) return { from: set.addresses, set: ipset };
  const from = address === undefined ? undefined : addressesOf(address, negated);
  return from === undefined ? undefined : { from, set: undefined };
}

function put(asks: Asks, kind: 'accept' | 'refuse', origin: Origin, { rules, bindings }: Zone): void {
  const isOpen = asks.from === everyAddress && bindings.length > 0;
  for (const binding of isOpen ? bindings : [anyPacket])
    rules.push({
      family: 'any',
      origin,
      asks: isOpen ? { ...asks, from: binding.from, set: binding.set } : asks,
      does: { kind },
    });
}

function readElement(element: Element, zone: Zone): void {
  const origin = originOf(element, zone.file);
  const lose = (words: string) => zone.remarks.push({ kind: 'lost', origin, why: { kind: 'words', words } });
  switch (element.name) {
    case 'short':
    case 'description':
    case 'interface':
    case 'source':
    case 'forward':
      return;
    case 'masquerade':
    case 'forward-port':
      return void zone.remarks.push({ kind: 'stays', what: 'nat', origin });
    case 'icmp-block':
    case 'icmp-block-inversion':
      return void zone.remarks.push({ kind: 'lost', origin, why: { kind: 'icmp' } });
    case 'rule':
      richRule(element, origin, zone);
      return;
    case 'service':
    case 'port':
    case 'protocol': {
      const opened = openedBy(element);
      if (opened === undefined)
        return void lose(
          element.name === 'service'
            ? 'a service that is not known here; write its ports'
            : 'ports that cannot be read',
        );
      for (const asks of opened) put(asks, 'accept', origin, zone);
      return;
    }
  }
  lose(`<${element.name}>`);
}

const originOf = ({ name, attributes, line, children }: Element, file: string): Origin => {
  const words = [...attributes].map(([key, value]) => ` ${key}="${value}"`).join('');
  const inner = children.map((child) => originOf(child, file).text).join('');
  return {
    file,
    line,
    text: inner === '' ? `<${name}${words}/>` : `<${name}${words}>${inner}</${name}>`,
    comment: undefined,
  };
};

function openedBy({ name, attributes }: Element): readonly Asks[] | undefined {
  if (name === 'service') {
    const known = services[attributes.get('name') ?? ''];
    if (attributes.get('name') === 'dhcpv6-client') return [];
    return known?.map(([protocol, port]) => ({ ...anyPacket, protocol, ports: portsOf(port) ?? [] }));
  }
  if (name === 'protocol') {
    const value = attributes.get('value');
    const numbers: Readonly<Record<string, number>> = {
      vrrp: 112,
      gre: 47,
      esp: 50,
      ah: 51,
      icmp: 1,
      sctp: 132,
      igmp: 2,
    };
    const protocol = numbers[value ?? ''];
    return protocol === undefined ? undefined : [{ ...anyPacket, protocol }];
  }
  const protocol = { tcp: 6, udp: 17 }[attributes.get('protocol') ?? ''];
  const ports = portsOf(attributes.get('port') ?? '');
  return protocol === undefined || ports === undefined ? undefined : [{ ...anyPacket, protocol, ports }];
}

function portsOf(text: string): readonly PortRange[] | undefined {
  const [, first, last = first] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? [];
  return first === undefined ? undefined : [{ first: Number(first) as Port, last: Number(last) as Port }];
}

function richRule({ children, attributes }: Element, origin: Origin, zone: Zone): void {
  const source = children.find(({ name }) => name === 'source');
  const from = source === undefined ? undefined : sourceOf(source.attributes, zone.sets);
  const action = children.find(({ name }) => name === 'accept' || name === 'drop' || name === 'reject');
  const element = children.find(({ name }) => ['service', 'port', 'protocol'].includes(name));
  const strange = children.find(
    ({ name }) =>
      !['source', 'service', 'port', 'protocol', 'accept', 'drop', 'reject', 'log', 'audit'].includes(name),
  );
  const opened = element === undefined ? [anyPacket] : openedBy(element);
  if (
    action === undefined ||
    opened === undefined ||
    strange !== undefined ||
    (source !== undefined && from === undefined)
  )
    return void zone.remarks.push({
      kind: 'lost',
      origin,
      why: { kind: 'words', words: 'a rich rule with something that is not read here' },
    });
  const limit = limitOf(action);
  const family = { ipv4: { ipv6: [] }, ipv6: { ipv4: [] } }[attributes.get('family') ?? ''];
  for (const asks of opened) {
    const whole = { ...asks, ...from };
    const narrowed =
      family === undefined || from !== undefined ? whole : { ...whole, from: { ...whole.from, ...family } };
    put({ ...narrowed, conditions: limit }, action.name === 'accept' ? 'accept' : 'refuse', origin, zone);
  }
}

function limitOf({ children }: Element): Asks['conditions'] {
  const value = children.find(({ name }) => name === 'limit')?.attributes.get('value');
  const [, count, letter = 's'] = /^(\d+)\/([smhd])/.exec(value ?? '') ?? [];
  const units: Readonly<Record<string, RateUnit>> = { s: 'second', m: 'minute', h: 'hour', d: 'day' };
  const unit = units[letter];
  if (count === undefined || unit === undefined) return [];
  return [
    {
      kind: 'rate',
      above: false,
      per: 'all',
      rate: { rate: { count: Number(count) as Count, unit }, burst: Math.max(5, Number(count)) as Count },
    },
  ];
}
