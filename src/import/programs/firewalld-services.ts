import { protocolNumber } from '../../net/protocol.js';
import type { Port, PortRange } from '../../net/units.js';
import { type Asks, anyPacket } from '../old-rule.js';
import type { Element } from './xml.js';

type Opens = readonly (readonly [protocol: number, port: string])[];

const both = (port: string): Opens => [
  [6, port],
  [17, port],
];

/** Services that firewalld ships, as far as they stand in zones of switches: `firewall-cmd --info-service`, firewalld 1.3. */
const services: ReadonlyMap<string, Opens> = new Map<string, Opens>([
  ['ssh', [[6, '22']]],
  ['http', [[6, '80']]],
  ['https', [[6, '443']]],
  ['sip', both('5060')],
  ['sips', both('5061')],
  ['mysql', [[6, '3306']]],
  ['dns', both('53')],
  ['ntp', [[17, '123']]],
  ['snmp', both('161')],
  ['ftp', [[6, '21']]],
  ['cockpit', [[6, '9090']]],
  ['zabbix-agent', [[6, '10050']]],
  ['h323', [[6, '1720']]],
  ['openvpn', [[17, '1194']]],
  // Its answers come in as established; the policy has `dhcp`.
  ['dhcpv6-client', []],
]);

/** What an element of a zone lets in; `undefined` where that cannot be said. */
export function openedBy({ name, attributes }: Element): readonly Asks[] | undefined {
  if (name === 'service') {
    const known = services.get(attributes.get('name') ?? '');
    return known?.map(([protocol, port]) => ({ ...anyPacket, protocol, ports: portsOf(port) ?? [] }));
  }
  if (name === 'protocol') {
    const protocol = protocolNumber(attributes.get('value') ?? '');
    return protocol === undefined ? undefined : [{ ...anyPacket, protocol }];
  }
  const protocol = protocolNumber(attributes.get('protocol') ?? '');
  const ports = portsOf(attributes.get('port') ?? '');
  return protocol === undefined || ports === undefined ? undefined : [{ ...anyPacket, protocol, ports }];
}

function portsOf(text: string): readonly PortRange[] | undefined {
  const [, first, last = first] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text) ?? [];
  if (first === undefined || Number(first) > Number(last) || Number(last) > 65_535) return undefined;
  return [{ first: Number(first) as Port, last: Number(last) as Port }];
}
