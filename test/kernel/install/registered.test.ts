import { chmodSync, chownSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileText } from '../../lint-text.js';
import { describeEachBackend, describeHosts } from './describe.js';
import { entries } from './entries.js';
import type { Host } from './host.js';
import { backendOption } from './policies.js';

const policy = (known = 5000) =>
  compileText(`
vosguard: 1
trusted: [192.0.2.0/28, "2001:db8:7::/48"]
blocked: [198.51.100.0/24]
services: { ssh: { tcp: [22], from: [192.0.2.8] } }
sip: { known: { remember: 3h }, sizes: { known: ${known} } }
`).artifacts;

const listOf = (host: Host): string => join(host.root, 'var/lib/vosguard/registered');

function write(host: Host, text: string, mode = 0o600): void {
  mkdirSync(join(host.root, 'var/lib/vosguard'), { recursive: true });
  writeFileSync(listOf(host), text);
  chmodSync(listOf(host), mode);
}

/** What the unit runs when the list has changed. */
const takeIn = (host: Host) =>
  host.run(['sh', join(host.root, 'etc/vosguard/start'), 'registered', '--root', host.root]);

const apply = (host: Host) => {
  const applied = host.install('old', ...backendOption(host.backend), '--yes');
  expect(applied).toMatchObject({ status: 0 });
};

describeEachBackend('the list of registered sources', (host, backend) => {
  test('is taken in when it changes: with a time, longer where it is longer; nobody who is trusted, blocked or banned', () => {
    host().put('old', policy());
    apply(host());
    expect(takeIn(host())).toMatchObject({ status: 0, err: '' });
    host().sh(
      backend === 'nftables'
        ? "nft 'add element inet vosguard banned4 { 203.0.113.66 timeout 1h }'"
        : 'ipset add vg-banned-4 203.0.113.66 timeout 3600',
    );
    host().sh(
      backend === 'nftables'
        ? "nft 'add element inet vosguard proven4 { 203.0.113.67 timeout 1h }'"
        : 'ipset add vg-proven-4 203.0.113.67 timeout 3600',
    );
    write(
      host(),
      '203.0.113.1 600\n203.0.113.2 2000\n192.0.2.5 600\n198.51.100.7\n203.0.113.66 600\n203.0.113.67 600\n2001:db8:5:6::77 900\n',
    );
    expect(takeIn(host())).toMatchObject({
      status: 0,
      err: expect.stringMatching(/registered sources: 3 put among the known, 0 kept[\s\S]*2 are banned/),
    });
    expect([...entries(host(), 'known', 4).keys()].toSorted()).toEqual(['203.0.113.1', '203.0.113.2']);
    expect([...entries(host(), 'known', 6).keys()]).toEqual(['2001:db8:5:6::']);

    write(host(), '203.0.113.1 1200\n203.0.113.2 100\n203.0.113.3 60\n2001:db8:5:6::78 1800\n');
    expect(takeIn(host()).err).toContain('1 put among the known, 2 kept there for longer');
    const four = entries(host(), 'known', 4);
    expect([...four.keys()].toSorted()).toEqual(['203.0.113.1', '203.0.113.2', '203.0.113.3']);
    expect(four.get('203.0.113.1')).toBeGreaterThan(1000);
    expect(four.get('203.0.113.2')).toBeGreaterThan(1000);
    expect(four.get('203.0.113.3')).toBeLessThanOrEqual(60);
    expect(entries(host(), 'known', 6).get('2001:db8:5:6::')).toBeGreaterThan(1000);
  });

  test('a line that is no source: nothing of the list is taken', () => {
    host().put('old', policy());
    apply(host());
    write(host(), '203.0.113.1 600\n203.0.113.0/24\n');
    expect(takeIn(host())).toMatchObject({ status: 3, err: expect.stringContaining('line 2') });
    expect(entries(host(), 'known', 4).size).toBe(0);
  });

  test('no more than the set takes', () => {
    host().put('old', policy(1024));
    apply(host());
    write(host(), Array.from({ length: 3000 }, (_, i) => `100.64.${i >> 8}.${i & 255} 600\n`).join(''));
    expect(takeIn(host())).toMatchObject({ status: 0, err: expect.stringContaining('1992 are beyond') });
    expect(entries(host(), 'known', 4).size).toBe(1008);
  });
});

describeHosts('the list of registered sources', 'nftables', (host) => {
  test('whoever else could write it is not believed', () => {
    host().put('old', policy());
    apply(host());
    const refused = (why: string) => {
      expect(takeIn(host())).toMatchObject({ status: 3, err: expect.stringContaining(why) });
      expect(entries(host(), 'known', 4).size).toBe(0);
    };
    write(host(), '203.0.113.1\n', 0o620);
    refused('can be written by others than root');
    write(host(), '203.0.113.1\n', 0o602);
    refused('can be written by others than root');
    write(host(), '203.0.113.1\n');
    chownSync(listOf(host()), 65534, 65534);
    refused('belongs to user 65534');
    host().sh(`rm ${listOf(host())}`);
    symlinkSync('/etc/hostname', listOf(host()));
    refused('not a regular file');
    host().sh(`rm ${listOf(host())}; mkfifo ${listOf(host())}`);
    refused('not a regular file');
  });

  test('where the rules are not in force it says so', () => {
    host().put('old', policy());
    apply(host());
    write(host(), '203.0.113.1\n');
    host().sh('nft delete table inet vosguard');
    expect(takeIn(host())).toMatchObject({ status: 3, err: expect.stringContaining('are not in force') });
  });
});
