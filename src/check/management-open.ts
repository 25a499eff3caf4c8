import { covers } from '../net/port.js';
import { type Check, finding } from './check.js';
import { serviceSources } from './service-sources.js';
import { openTo } from './worldwide.js';

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
