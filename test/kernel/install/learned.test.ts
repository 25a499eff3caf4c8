import { compileText } from '../../lint-text.js';
import { ban, bans, many } from './bans.js';
import { describeEachBackend } from './describe.js';
import type { Host } from './host.js';
import { backendOption } from './policies.js';

const policy = (trusted: string, banned: number) =>
  compileText(`
vosguard: 1
trusted: [192.0.2.77, ${trusted}]
services: { ssh: { tcp: [22], from: [192.0.2.8] } }
sip: { sizes: { banned: ${banned} } }
`).artifacts;

/** Packets that the host sends to its own SIP port. nftables counts refusals only: its rules are loaded as if there had been. */
const countSomething = (host: Host) =>
  host.sh(
    host.backend === 'nftables'
      ? `sed 's/ counter / counter packets 7 bytes 700 /g' ${host.folder}/old/nftables.nft | nft -f -`
      : `perl -MSocket -e 'socket(S, AF_INET, SOCK_DGRAM, 0);
          send(S, "x", 0, sockaddr_in(5060, inet_aton("127.0.0.1"))) for 1 .. 7'`,
  );

/** What the rules of one chain have counted, of those that have counted anything. */
const counters = (host: Host): string =>
  host
    .sh(host.backend === 'nftables' ? 'nft list table inet vosguard' : 'iptables-save -c')
    .split('\n')
    .flatMap(
      (line) =>
        /packets ([1-9]\d*) bytes.*"([^"]*)"|^\[([1-9]\d*):.*(vg:hook\.\w+\.[^" ]+)/.exec(line)?.slice(1) ??
        [],
    )
    .join(' ');

describeEachBackend('what has been learned', (host, backend) => {
  const options = [...backendOption(backend), '--no-persist'];
  const apply = (folder: string, ...more: string[]) => host().install(folder, ...options, ...more);

  beforeEach(() => {
    host().put('old', policy('"2001:db8:7::1"', 5000));
    host().put('next', policy('203.0.113.0/24, "2001:db8:9::/48"', 4000));
    expect(apply('old', '--yes')).toMatchObject({ status: 0 });
    countSomething(host());
    for (const address of ['198.51.100.1', '203.0.113.5']) ban(host(), 4, address, 3000);
    for (const address of ['2001:db8:5::', '2001:db8:9:8::']) ban(host(), 6, address, 3000);
  });

  test('outlives an apply with its time, another size of the set, and the way back; who is trusted now is let go', () => {
    const before = counters(host());
    expect(before).not.toBe('');
    expect(apply('next', '--yes')).toMatchObject({ status: 0 });
    expect(counters(host())).toBe(before);
    expect([...bans(host(), 4).keys()]).toEqual(['198.51.100.1']);
    expect([...bans(host(), 6).keys()]).toEqual(['2001:db8:5::']);
    for (const left of [...bans(host(), 4).values(), ...bans(host(), 6).values()]) {
      expect(left).toBeGreaterThan(2500);
      expect(left).toBeLessThanOrEqual(3000);
    }
    ban(host(), 4, '198.51.100.2', 100);
    expect(host().install('next', 'rollback').status).toBe(0);
    expect([...bans(host(), 4).keys()].toSorted()).toEqual(['198.51.100.1', '198.51.100.2', '203.0.113.5']);
    expect([...bans(host(), 6).keys()].toSorted()).toEqual(['2001:db8:5::', '2001:db8:9:8::']);
    expect(bans(host(), 4).get('198.51.100.2')).toBeLessThanOrEqual(100);
  });

  test('is taken over as far as a smaller set takes it', () => {
    const add = many(4500);
    const text =
      backend === 'nftables'
        ? `add element inet vosguard banned4 { ${add.join(', ')} }\n`
        : add.map((address) => `add vg-banned-4 ${address} timeout 900\n`).join('');
    const loaded = host().run(backend === 'nftables' ? ['nft', '-f', '-'] : ['ipset', 'restore'], {}, text);
    expect(loaded.err).toBe('');
    expect(apply('next', '--yes')).toMatchObject({ status: 0 });
    const { size } = bans(host(), 4);
    expect(size).toBeGreaterThan(3900);
    expect(size).toBeLessThanOrEqual(4000);
  });
});
