import { protocolText } from '../net/protocol.js';
import { type Check, finding } from './check.js';
import { serviceSources } from './service-sources.js';
import { openTo } from './worldwide.js';

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
