import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { compileText } from '../../lint-text.js';
import { ban } from './bans.js';
import { describeEachBackend } from './describe.js';
import type { Host } from './host.js';
import { backendOption } from './policies.js';

const policy = `
vosguard: 1
trusted: [203.0.113.10]
blocked: [127.0.0.66]
services: { ssh: { tcp: [22], from: [192.0.2.8] } }
profiles: { attack: { expires: 4h, sip: { strangers: { limits: { REGISTER: 2/s burst 4 } } } } }
`;
const { artifacts } = compileText(policy);
const attack = compileText(policy, {}, 'attack').artifacts;

/** Samples by name and labels, as a Prometheus would read them. */
function samplesOf(text: string): ReadonlyMap<string, number> {
  const samples = new Map<string, number>();
  const told = new Set<string>();
  for (const line of text.trimEnd().split('\n')) {
    const [, kind, name = ''] = /^# (HELP|TYPE) (\S+) \S/.exec(line) ?? [];
    if (kind !== undefined) {
      told.add(`${kind} ${name}`);
      continue;
    }
    const [, key = '', value] =
      /^([a-z_]+(?:\{(?:[a-z]+="(?:[^"\\]|\\.)*",?)+\})?) (-?\d+)$/.exec(line) ?? [];
    expect([line, value]).toEqual([line, expect.any(String)]);
    const family = key.replace(/\{.*/, '');
    expect([family, told.has(`HELP ${family}`), told.has(`TYPE ${family}`)]).toEqual([family, true, true]);
    samples.set(key, Number(value));
  }
  return samples;
}

/** Packets of blocked 127.0.0.66 to the switch's own port, over loopback that the rules are asked for. */
const sendFromBlocked = (host: Host, count: number) =>
  host.sh(`mkdir -p /run/netns && ip netns add world
    ip link add eth0 type veth peer name eth0 netns world
    ip addr add 192.0.2.1/24 dev eth0; ip link set eth0 up
    ip -n world addr add 198.51.100.66/24 dev eth0; ip -n world link set eth0 up; ip -n world route add default dev eth0
    ip route add 198.51.100.0/24 dev eth0
    ip netns exec world perl -MSocket -e 'socket(S, AF_INET, SOCK_DGRAM, 0);
      send(S, "SUBSCRIBE sip:a SIP/2.0\\r\\n", 0, sockaddr_in(5060, inet_aton("192.0.2.1"))) for 1 .. ${count}'
    sleep 1`);

const promtool = ['/usr/bin/promtool', '/usr/local/bin/promtool'].find((path) => existsSync(path));

describeEachBackend('metrics', (host, backend) => {
  const metrics = () => host().install('out', 'metrics');

  test('say what packets did, who is banned, and what is gone', () => {
    host().put('base', artifacts);
    host().put('out', attack);
    expect(metrics()).toMatchObject({ status: 3, out: '' });
    for (const name of ['base', 'out'])
      expect(host().install(name, '--yes', ...backendOption(backend))).toMatchObject({ status: 0 });
    sendFromBlocked(host(), 7);
    ban(host(), 4, '198.51.100.7', 3000);
    const { status, out } = metrics();
    expect(status).toBe(0);
    const samples = samplesOf(out);
    const refused = [...samples].filter(([key]) =>
      key.startsWith('vosguard_refused_packets_total{rule="strangers.'),
    );
    expect(refused.reduce((sum, [, count]) => sum + count, 0)).toBe(7);
    const banned = backend === 'nftables' ? 'banned4' : 'vg-banned-4';
    const of = (name: string) => samples.get(`${name}{set="${banned}",holds="banned",family="ipv4"}`);
    expect([of('vosguard_set_entries'), of('vosguard_set_size')]).toEqual([1, 16384]);
    expect(samples.get('vosguard_lost_parts')).toBe(0);
    expect(samples.get('vosguard_losses_today')).toBe(0);
    expect(samples.get('vosguard_confirmation_pending')).toBe(0);
    expect(samples.get('vosguard_profile_seconds_left')).toBeGreaterThan(14_000);
    expect(samples.get('vosguard_keep_running')).toBe(0);
    expect(out).toContain(
      `policy="vosguard",profile="attack",backend="${backend === 'nftables' ? 'nftables' : 'iptables'}"} 1\n`,
    );
    expect(host().sh(`sh ${host().root}/etc/vosguard/start metrics --root ${host().root}`)).toContain(
      'vosguard_info{',
    );
    if (promtool !== undefined)
      expect(spawnSync(promtool, ['check', 'metrics'], { input: out, encoding: 'utf8' })).toMatchObject({
        status: 0,
        stderr: '',
      });

    host().sh(
      backend === 'nftables'
        ? 'nft flush chain inet vosguard strangers.every'
        : 'iptables -t raw -F VG-strangers.every',
    );
    expect(samplesOf(metrics().out).get('vosguard_lost_parts')).toBe(1);
  });
});
