import { map, named, type Schema } from './schema.js';
import { devices, icmpTypes, integer, ports, protocol, rate, sources, when } from './values.js';

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
      icmp: {
        ...icmpTypes,
        description:
          'Types of ICMP: names, which mean ICMP and ICMPv6, or numbers; below 128 of ICMP, from 128 on of ICMPv6. An `echo-request` that a service names is open to nobody else.',
        examples: [['echo-request']],
      },
      from: {
        ...sources,
        description:
          'Who may reach it: groups and addresses; `trusted`, `known` and `called` for those that SIP knows; `any` for everybody, as without `from`.',
        examples: [['office'], ['office', '192.0.2.7'], ['trusted', 'known', 'called']],
      },
      to: {
        ...sources,
        description:
          'The addresses of this host on which it is reached: groups and addresses. Without `to`, on all.',
        examples: [['198.51.100.1']],
      },
      on: {
        ...devices,
        description: 'The devices by which it is reached. Without `on`, by all.',
        examples: [['eth1'], ['tun*']],
      },
      limit: {
        ...rate,
        description:
          'What each source may begin: TCP connections, counted behind the handshake, UDP flows, other packets. What is established is not counted.',
        examples: ['6/min burst 3'],
      },
      connections: {
        ...integer(1, 1_000_000),
        description:
          'How many connections each source may have open at once. Without it they are not counted.',
        examples: [10],
      },
      packets: {
        ...rate,
        description: 'Packets of each source, those of established flows too: for media.',
        examples: ['5000/s burst 10000'],
      },
      when: {
        ...when,
        description:
          'The part of the week in which it may be begun; outside it the service is closed. What is established goes on.',
      },
    },
    { description: 'A service of this host beside SIP.', examples: [{ tcp: [22], from: ['office'] }] },
  ),
  { description: 'What may come in beside SIP. Everything else meets `default`.' },
);
