import { covers } from '../net/port.js';
import type { Port } from '../net/units.js';
import type { Policy, Service } from '../policy/policy.js';
import { type Check, finding } from './check.js';
import { serviceSources } from './service-sources.js';
import { openTo } from './worldwide.js';
import { isWritten } from './written.js';

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
