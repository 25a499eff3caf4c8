import { compileText } from '../../lint-text.js';
import { describeEachBackend } from './describe.js';
import type { Host } from './host.js';
import { backendOption } from './policies.js';

const policy = (hours: string) =>
  compileText(`
vosguard: 1
target: { platform: debian12 }
services:
  ssh: { tcp: [22], from: [192.0.2.8/29] }
  web: { tcp: [8443], when: { hours: ${hours}, days: [mon-fri], zone: UTC } }
`).artifacts;

/** What an apply was called with, and a later one: hosts in Europe and America set their clocks twice a year. */
const [summer, winter] = [{ TZ: 'EDT4' }, { TZ: 'EST5' }];

const apply = (host: Host, name: string, env: Readonly<Record<string, string>>) =>
  host.run(host.installer(name, [...backendOption(host.backend), '--yes', '--no-persist']), env);

/** The hours that stand, in UTC. */
function hours(host: Host): readonly string[] {
  const nft = host.run(['nft', 'list', 'table', 'inet', 'vosguard'], { TZ: 'UTC0' }).out;
  const tables =
    host.run(['iptables-save', '-t', 'filter']).out + host.run(['iptables-legacy-save', '-t', 'filter']).out;
  const found = `${nft}${tables}`.matchAll(/(?:meta hour |--timestart )(\S+)/g);
  return [...new Set([...found].map(([, text = '']) => text.replaceAll('"', '').slice(0, 5)))].toSorted();
}

describeEachBackend('hours', (host) => {
  test('stand in UTC, whatever the time zone of whoever applies, goes back or asks', () => {
    host().put('old', policy('20:00-06:00'));
    host().put('new', policy('21:00-05:00'));
    expect(apply(host(), 'old', summer)).toMatchObject({ status: 0 });
    expect(hours(host())).toEqual(['00:00', '20:00']);
    expect(apply(host(), 'new', summer)).toMatchObject({ status: 0 });
    expect(hours(host())).toEqual(['00:00', '21:00']);
    expect(host().run(host().installer('new', ['rollback']), winter)).toMatchObject({ status: 0 });
    expect(hours(host())).toEqual(['00:00', '20:00']);
    const status = host().run(host().installer('old', ['--status']), winter).out;
    expect(status).toMatch(/^(?:nft|iptables): as applied$/m);
    expect(status).not.toContain('differs');
  });
});
