import type { Place } from '../diagnostics/diagnostic.js';
import { covers, mergePorts } from '../net/port.js';
import { protocolText } from '../net/protocol.js';
import type { Port } from '../net/units.js';
import type { Document } from '../parse/document.js';
import type { Policy, Service } from '../policy/policy.js';
import { type Check, finding, isWritten, keyAt, valueAt } from './check.js';
import { isSsh, portsText } from './ports.js';
import { openTo } from './worldwide.js';

/** Where a message about who may reach a service points: at its sources, or at its name if it has none. */
function serviceSources(document: Document, { from, path }: Service): Place | undefined {
  return from === undefined ? keyAt(document, path) : valueAt(document, from.path);
}

/** SSH in reach of anybody. */
export const sshOpen: Check = function* ({ policy, document }) {
  for (const service of policy.services.filter(isSsh)) {
    const sources = openTo(service);
    // `any` with a limit is what its author has thought of.
    if (sources === undefined || (service.anybody && service.limit !== undefined)) continue;
    yield finding('VG301', serviceSources(document, service), { service: service.name, sources });
  }
};

/** Nobody can log in outside of the hours, not even to change them. */
export const sshAtTimes: Check = function* ({ policy, document }) {
  const ssh = policy.services.filter(isSsh);
  if (ssh.some(({ when }) => when === undefined)) return;
  for (const { name, when } of ssh)
    if (when !== undefined) yield finding('VG391', keyAt(document, when.path), { service: name });
};

/** Everything else is dropped, and nothing lets the operator in. */
export const noSsh: Check = function* ({ policy, document }) {
  if (policy.otherwise !== 'deny' || policy.services.some(isSsh)) return;
  yield finding('VG302', keyAt(document, ['services']), {});
};

/** TCP ports of VOS3000 for its operators: the client, and the web pages, which installers also put on 80, 88 and 8888. */
const management: ReadonlyMap<number, string> = new Map([
  [80, 'web'],
  [88, 'web'],
  [1202, 'client'],
  [8080, 'web'],
  [8443, 'web'],
  [8888, 'web'],
]);

/** The switch's own client and web pages in reach of anybody. */
export const managementOpen: Check = function* ({ policy, document }) {
  for (const service of policy.services) {
    const sources = openTo(service);
    const open = [...management].filter(([port]) => covers(service.tcp, port));
    if (sources === undefined || open.length === 0) continue;
    const ports = open.map(([port, name]) => `tcp ${port} (${name})`).join(', ');
    yield finding('VG303', serviceSources(document, service), { service: service.name, ports, sources });
  }
};

/** The switch's database in reach of anybody. */
export const mysqlOpen: Check = function* ({ policy, document }) {
  for (const service of policy.services.filter(({ tcp }) => covers(tcp, 3306))) {
    const sources = openTo(service);
    if (sources === undefined) continue;
    yield finding('VG304', serviceSources(document, service), { service: service.name, sources });
  }
};

/** Protocols of routers and hosts that know each other: IGP's, EIGRP, OSPF, PIM, VRRP and CARP, IS-IS; and tunnels without a key. */
const betweenNeighbours: ReadonlySet<number> = new Set([4, 9, 41, 47, 88, 89, 97, 103, 112, 124]);

/** What only neighbours speak, in reach of anybody. */
export const neighboursOpen: Check = function* ({ policy, document }) {
  for (const service of policy.services) {
    const { protocol, name } = service;
    const sources = openTo(service);
    if (protocol === undefined || sources === undefined || !betweenNeighbours.has(protocol)) continue;
    const args = { service: name, protocol: protocolText(protocol), sources };
    yield finding('VG389', serviceSources(document, service), args);
  }
};

/** SIP ports at which parts of the switch talk with each other, by the parameter that moves them: seen in a database of 2.1.4.0. */
const inner: ReadonlyMap<string, number> = new Map([
  ['SS_VALUEADDEDSERVICEPORT', 5055],
  ['SS_PHONESERVICEPORT', 5062],
  ['SS_CONFERENCEPORT', 5085],
]);

/** Ports that only the switch itself uses in reach of anybody: no lane, limit or ban stands before them. */
export const innerPortsOpen: Check = function* ({ policy, document }) {
  if (!isWritten(document, ['vos3000'])) return;
  const ports = innerPorts(policy);
  for (const service of policy.services) {
    const sources = openTo(service);
    const open = ports.filter((port) => opens(service, port));
    if (sources === undefined || open.length === 0) continue;
    const args = { service: service.name, sources, ports: open.join(', ') };
    yield finding('VG399', serviceSources(document, service), args);
  }
};

const opens = ({ udp, tcp }: Service, port: Port): boolean => covers(udp, port) || covers(tcp, port);

function innerPorts({ vos3000 }: Policy): readonly Port[] {
  return [...inner].map(([name, usual]) => {
    const said = Number(vos3000?.parameters.get(name) ?? usual);
    return (Number.isInteger(said) && said >= 1 && said <= 65_535 ? said : usual) as Port;
  });
}

/** Nobody runs so many TCP services for the world: a range stands for what was not looked up. */
const most = 100;

/** A service that opens a wide range of TCP ports to anybody, and with it whatever listens there now or later. */
export const wideService: Check = function* ({ policy, document }) {
  for (const service of policy.services) {
    const sources = openTo(service);
    const ranges = mergePorts(service.tcp);
    const count = ranges.reduce((sum, { first, last }) => sum + last - first + 1, 0);
    if (sources === undefined || count <= most) continue;
    const args = { service: service.name, sources, count, ports: portsText(ranges) };
    yield finding('VG359', valueAt(document, [...service.path, 'tcp']), args);
  }
};

/** A service for those whom SIP knows: some who are meant come from elsewhere, or nobody is known at all. */
export const learnedSources: Check = function* ({ policy: { services, sip }, document }) {
  for (const { name, learned, from } of services) {
    if (learned.length === 0 || from === undefined) continue;
    const place = valueAt(document, from.path);
    const words = learned.join(' and ');
    if (sip.strangers === 'deny') yield finding('VG398', place, { service: name, words });
    else yield finding('VG396', place, { service: name, words });
  }
};
