import { type Check, finding } from './check.js';
import { isSsh } from './ports.js';
import { serviceSources } from './service-sources.js';
import { openTo } from './worldwide.js';

/** SSH in reach of anybody. */
export const sshOpen: Check = function* ({ policy, document }) {
  for (const service of policy.services.filter(isSsh)) {
    const sources = openTo(service);
    // `any` with a limit is what its author has thought of.
    if (sources === undefined || (service.anybody && service.limit !== undefined)) continue;
    yield finding('VG301', serviceSources(document, service), { service: service.name, sources });
  }
};
