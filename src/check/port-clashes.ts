import type { PortRange } from '../net/units.js';
import type { Service } from '../policy/policy.js';
import { alsoAt, type Check, finding, isWritten, valueAt } from './check.js';
import { common, portsText, sipPorts, transports } from './ports.js';

/** A service opens a port that the SIP rules decide about. */
export const sipPortInService: Check = function* ({ policy: { services, sip }, document }) {
  for (const transport of transports) {
    for (const { ports, path: sipPath } of sipPorts(sip, transport)) {
      for (const service of services) {
        const shared = common(service[transport], ports);
        if (shared.length === 0) continue;
        const servicePath = [...service.path, transport];
        const blamed = isWritten(document, servicePath) ? servicePath : sipPath;
        yield finding(
          service.name === 'media' ? 'VG322' : 'VG323',
          valueAt(document, blamed),
          { service: service.name, transport, ports: portsText(shared) },
          blamed === sipPath ? [] : alsoAt(document, sipPath, 'the SIP ports'),
        );
      }
    }
  }
};

/** A port listed as plain and as encrypted SIP. */
export const sipPortTwice: Check = function* ({ policy: { sip }, document }) {
  for (const transport of transports) {
    const shared = common(sip[transport], sip.encrypted[transport]);
    if (shared.length === 0) continue;
    const plain = ['sip', 'ports', transport];
    const encrypted = ['sip', 'ports', 'encrypted', transport];
    const [blamed, other, label] = isWritten(document, ['sip', 'ports', 'encrypted'])
      ? [encrypted, plain, 'the plain ports']
      : [plain, encrypted, 'the encrypted ports'];
    yield finding(
      'VG325',
      valueAt(document, blamed),
      { transport, ports: portsText(shared) },
      alsoAt(document, other, label),
    );
  }
};

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
    const take = portsTaken<Service>(services.flatMap((service) => service[transport]));
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

/**
 * Gives each port to whoever comes first. What comes back is the first other who has one of the ports already. Between two edges of
 * all the ranges no port differs from its neighbour, so the pieces between edges stand for the ports.
 */
function portsTaken<T>(all: readonly PortRange[]): (ranges: readonly PortRange[], owner: T) => T | undefined {
  const edges = [...new Set(all.flatMap(({ first, last }) => [first, last + 1]))].sort((a, b) => a - b);
  const pieces = new Map(edges.map((edge, piece) => [edge, piece]));
  const owners: (T | undefined)[] = [];
  // The next piece from each on that is nobody's, by way of others: no piece is gone through twice.
  const next = Uint32Array.from({ length: edges.length + 1 }, (_, piece) => piece);
  const freeFrom = (piece: number): number => {
    let free = piece;
    while ((next[free] ?? free) !== free) free = next[free] ?? free;
    for (let at = piece; at !== free; ) [at, next[at]] = [next[at] ?? free, free];
    return free;
  };
  return (ranges, owner) => {
    let other: T | undefined;
    for (const { first, last } of ranges) {
      const end = pieces.get(last + 1) ?? edges.length;
      for (let piece = pieces.get(first) ?? 0; piece < end; ) {
        const free = freeFrom(piece);
        if (free > piece && owners[piece] !== owner) other ??= owners[piece];
        if (free < end) {
          owners[free] = owner;
          next[free] = free + 1;
        }
        piece = free + 1;
      }
    }
    return other;
  };
}
