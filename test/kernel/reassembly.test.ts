import { link } from '../../src/host/lab/link.js';
import { compileText } from '../lint-text.js';
import { fragmentsOf, incomplete, nthSource } from '../packets/fragments.js';
import { describeBackends } from '../packets/kernel.js';
import { sipRequest } from '../packets/sip.js';
import { sendPackets } from './crafted.js';

const policy = `
vosguard: 1
trusted: [203.0.113.10, "2001:db8:7::10"]
services: { ssh: { tcp: [22], from: [192.0.2.8] } }
`;

/** About a kibibyte of kernel memory each: the 4 MiB of the kernel's own setting are full before the last. */
const INCOMPLETE = 6000;

const families = [
  { family: 'IPv4', peer: '203.0.113.10', forged: '198.18.0.0', to: link.switch.ipv4 },
  { family: 'IPv6', peer: '2001:db8:7::10', forged: '2001:2::', to: link.switch.ipv6 },
] as const;
type Family = (typeof families)[number];

const between = (source: string, destination: string, payload: string) => ({
  ...{ source, destination, sourcePort: 5060, destinationPort: 5060, payload },
});

/** Of 1,800, 2,900 and 4,000 bytes: in two and in three fragments. */
function largeInvites({ peer, to }: Family): readonly Buffer[] {
  return [1800, 2900, 4000].flatMap((size, index) => {
    const text = sipRequest({ method: 'INVITE' });
    const payload = `${text}${'a=rtpmap\r\n'.repeat(500)}`.slice(0, size);
    return fragmentsOf(between(peer, to, payload), 60_000 + index);
  });
}

const floodOf = ({ forged, to }: Family): readonly Buffer[] =>
  Array.from({ length: INCOMPLETE }, (_, n) =>
    incomplete(between(nthSource(forged, n), to, 'x'.repeat(64)), n),
  );

describeBackends('reassembly', (backend, lab) => {
  test.each(families)('large INVITEs beside fragments that never become whole, $family', async (family) => {
    const { artifacts } = compileText(policy);
    const [flood, invites] = [floodOf(family), largeInvites(family)];
    const deliveredWith = async (keys: readonly string[]): Promise<readonly number[]> => {
      await lab().reset();
      await lab().load(backend, artifacts);
      await lab().switch.listen({ udp: [5060] });
      for (const key of keys) await lab().switch.run('sysctl', ['-qw', key]);
      await sendPackets(lab().world, flood);
      await sendPackets(lab().world, invites);
      return (await lab().delivered()).map(({ bytes }) => bytes).toSorted((a, b) => a - b);
    };
    const settings = (artifacts.get('sysctl.conf') ?? '')
      .split('\n')
      .filter((line) => /^net\..*frag/.test(line));
    expect(settings).toHaveLength(6);
    expect(await deliveredWith(settings.map((line) => line.replaceAll(' ', '')))).toEqual([1800, 2900, 4000]);
    // The kernel's own values: the same fragments take the same messages away, from a trusted peer too.
    expect(await deliveredWith([])).toEqual([]);
  });
});
