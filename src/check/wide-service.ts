import { mergePorts } from '../net/port.js';
import { type Check, finding } from './check.js';
import { portsText } from './ports.js';
import { openTo } from './worldwide.js';
import { valueAt } from './written.js';

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
