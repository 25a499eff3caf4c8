import type { Service } from '../policy/policy.js';
import { type Check, finding } from './check.js';
import { common, portsText, transports } from './ports.js';
import { alsoAt, isWritten, valueAt } from './written.js';

/** Two services open the same port, so that the wider one decides. */
export const servicesOnOnePort: Check = function* ({ policy: { services }, document }) {
  for (const transport of transports) {
    const path = (service: Service) => [...service.path, transport];
    for (const [first, second] of pairs(services)) {
      const shared = common(first[transport], second[transport]);
      if (shared.length === 0) continue;
      const [other, blamed] = isWritten(document, path(second)) ? [first, second] : [second, first];
      yield finding(
        'VG324',
        valueAt(document, path(blamed)),
        { service: blamed.name, other: other.name, transport, ports: portsText(shared) },
        alsoAt(document, path(other), `the ports of "${other.name}"`),
      );
    }
  }
};

function pairs<T>(items: readonly T[]): readonly (readonly [T, T])[] {
  return items.flatMap((second, index) => items.slice(0, index).map((first) => [first, second] as const));
}
