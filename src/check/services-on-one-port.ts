import { mergePorts } from '../net/port.js';
import type { PortRange } from '../net/units.js';
import type { Service } from '../policy/policy.js';
import { type Check, finding } from './check.js';
import { common, portsText, transports } from './ports.js';
import { alsoAt, isWritten, valueAt } from './written.js';

/**
 * Two services open the same port, so that the wider one decides. Each service is told of once, with the first other that it meets:
 * of four hundred on one port there would be eighty thousand pairs.
 */
export const servicesOnOnePort: Check = function* ({ policy, document }) {
  // By another device, on another address, it is another port.
  const services = policy.services.filter(({ on, to }) => on.length === 0 && to === undefined);
  for (const transport of transports) {
    const path = (service: Service) => [...service.path, transport];
    const written = new Set(services.filter((service) => isWritten(document, path(service))));
    const take = portsTaken<Service>();
    // Defaults first: what a user wrote is to blame, not what he left out.
    const inTurn = [...services.filter((one) => !written.has(one)), ...written];
    for (const service of inTurn) {
      const other = take(service[transport], service);
      if (other === undefined) continue;
      yield finding(
        'VG324',
        valueAt(document, path(service)),
        {
          service: service.name,
          other: other.name,
          transport,
          ports: portsText(common(other[transport], service[transport])),
        },
        alsoAt(document, path(other), `the ports of "${other.name}"`),
      );
    }
  }
};

/** Gives each port to whoever comes first. What comes back is the first other who has one of the ports already. */
function portsTaken<T>(): (ranges: readonly PortRange[], owner: T) => T | undefined {
  const owners: (T | undefined)[] = [];
  // The next port from each on that is nobody's, by way of others: no port is gone through twice.
  const next = Uint32Array.from({ length: 65_537 }, (_, port) => port);
  const freeFrom = (port: number): number => {
    let free = port;
    while ((next[free] ?? free) !== free) free = next[free] ?? free;
    for (let at = port; at !== free; ) [at, next[at]] = [next[at] ?? free, free];
    return free;
  };
  return (ranges, owner) => {
    let other: T | undefined;
    for (const { first, last } of mergePorts(ranges)) {
      for (let port: number = first; port <= last; ) {
        const free = freeFrom(port);
        if (free > port) other ??= owners[port];
        if (free <= last) {
          owners[free] = owner;
          next[free] = free + 1;
        }
        port = free + 1;
      }
    }
    return other;
  };
}
