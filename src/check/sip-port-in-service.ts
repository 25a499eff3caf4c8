import { type Check, finding } from './check.js';
import { common, portsText, sipPorts, transports } from './ports.js';
import { alsoAt, isWritten, valueAt } from './written.js';

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
