import { covers } from '../net/port.js';
import { type Check, finding } from './check.js';
import { serviceSources } from './service-sources.js';
import { openTo } from './worldwide.js';

/** The switch's database in reach of anybody. */
export const mysqlOpen: Check = function* ({ policy, document }) {
  for (const service of policy.services.filter(({ tcp }) => covers(tcp, 3306))) {
    const sources = openTo(service);
    if (sources === undefined) continue;
    yield finding('VG304', serviceSources(document, service), { service: service.name, sources });
  }
};
