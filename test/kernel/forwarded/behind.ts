import type { Backend } from '../../../src/host/lab/load.js';
import { sets } from '../../../src/host/lab/readback.js';
import { compileText } from '../../lint-text.js';
import type { Lab } from '../../packets/lab.js';

/** The switch behind the host of the rules, somebody else there, and who speaks with them from outside. */
export const families = [
  {
    name: 'IPv4',
    at: '198.51.100.7',
    other: '198.51.100.9',
    phone: '192.0.2.77',
    flood: '192.0.2.78',
    carrier: '203.0.113.40',
    office: '192.0.2.9',
  },
  {
    name: 'IPv6',
    at: '2001:db8:7::7',
    other: '2001:db8:7::9',
    phone: '2001:db8:77::1',
    flood: '2001:db8:78::1',
    carrier: '2001:db8:40::1',
    office: '2001:db8:9::1',
  },
] as const;

export type Ends = (typeof families)[number];

export const policy = (at: string): string => `
vosguard: 1
target: { platform: debian12 }
addresses:
  office: [192.0.2.8/29, "2001:db8:9::/64"]
  switch: [198.51.100.7, "2001:db8:7::7"]
trusted: [203.0.113.10]
sip: { at: ${at} }
services: { ssh: { tcp: [22], from: [office] } }
`;

/** A host that forwards to the switch and to somebody else, with the rules of a policy. */
export async function protectBehind(
  lab: Lab,
  backend: Backend,
  at = '{ address: switch }',
): Promise<NonNullable<Lab['behind']>> {
  await lab.reset(families.flatMap((family) => [family.at, family.other]));
  await lab.load(backend, compileText(policy(at)).artifacts);
  const { behind } = lab;
  if (behind === undefined) throw new Error('nobody is behind the host');
  const addresses = families.flatMap((family) => [family.at, family.other]);
  await behind.listen({ addresses, udp: [5060], tcp: [5060, 22, 3306] });
  await lab.switch.listen({ udp: [5060], tcp: [5060, 22] });
  return behind;
}

/** The sources of a set that the rules have learned. */
export async function learned(lab: Lab, backend: Backend, holds: RegExp): Promise<readonly string[]> {
  const all = await sets(lab.switch, backend);
  return [...all].flatMap(([name, members]) => (holds.test(name) ? members : []));
}

export const known = /^(vg-)?known-?[46]$/;
export const called = /^(vg-)?called-?[46]$/;
export const banned = /^(vg-)?(banned|proven)/;

/** As a set prints it: the first address of an IPv6 /64. */
export const sourceOf = (address: string): string => address.replace(/::[0-9a-f]+$/, '::');
