import { type Check, finding } from './check.js';
import { isSsh } from './ports.js';
import { serviceSources } from './service-sources.js';
import { openTo } from './worldwide.js';

/** SSH in reach of anybody. */
export const sshOpen: Check = function* ({ policy, document }) {
  for (const service of policy.services.filter(isSsh)) {
    const sources = openTo(service.from);
    if (sources === undefined) continue;
    yield finding('VG301', serviceSources(document, service), { service: service.name, sources });
  }
};
