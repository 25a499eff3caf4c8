import { map, named, type Schema } from './schema.js';
import { ports, protocol, sources } from './values.js';

export const services: Schema = named(
  map(
    {
      udp: { ...ports, description: 'UDP ports of the service.', examples: [['10000-39999']] },
      tcp: { ...ports, description: 'TCP ports of the service.', examples: [[22], [8080, 8443]] },
      protocol: {
        ...protocol,
        description:
          'A protocol over IP that is neither UDP nor TCP: `vrrp`, `gre`, `esp`, `ah`, `sctp`, `ospf`, `igmp`, or a number from 0 to 255.',
        examples: ['vrrp', 'gre', 89],
      },
      from: {
        ...sources,
        description: 'Who may reach it: groups and addresses. Without `from`, everybody.',
        examples: [['office'], ['office', '192.0.2.7']],
      },
    },
    { description: 'A service of this host beside SIP.', examples: [{ tcp: [22], from: ['office'] }] },
  ),
  { description: 'What may come in beside SIP. Everything else meets `default`.' },
);
