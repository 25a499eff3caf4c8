import { compileText } from '../../lint-text.js';
import { describeEachBackend } from './describe.js';
import type { Host } from './host.js';
import { backendOption } from './policies.js';
import { vosguard } from './program.js';

const { artifacts } = compileText(`
vosguard: 1
trusted: [203.0.113.10]
services: { ssh: { tcp: [22], from: [192.0.2.8] } }
watch: { cpu: null, disk: null, conntrack: null, calm: 1s }
profiles:
  attack: { when: { refused: 50/s burst 100, hold: 1h }, sip: { strangers: { limits: { REGISTER: 1/min burst 1 } } } }
`);

/** A world with many addresses behind a wire, and a customer among them. */
const connect = (host: Host) =>
  host.sh(`mkdir -p /run/netns && ip netns add world
    ip link add eth0 type veth peer name eth0 netns world
    ip addr add 192.0.2.1/24 dev eth0; ip link set eth0 up
    ip -n world link set lo up; ip -n world route add local 198.18.0.0/16 dev lo
    ip -n world addr add 198.51.100.66/24 dev eth0; ip -n world link set eth0 up; ip -n world route add default dev eth0
    ip route add 198.51.100.0/24 dev eth0; ip route add 198.18.0.0/16 dev eth0`);

/** Three REGISTERs of each of 200 sources: no source is banned, and the common cap is soon full. */
const botnet = `ip netns exec world perl -MSocket -e 'for $i (1 .. 600) { socket(S, AF_INET, SOCK_DGRAM, 0);
  bind(S, sockaddr_in(5060, inet_aton("198.18.0." . ($i % 200 + 1)))) or die;
  send(S, "REGISTER sip:a SIP/2.0\\r\\n", 0, sockaddr_in(5060, inet_aton("192.0.2.1"))) or die }'`;

describeEachBackend('a profile that begins by itself', (host) => {
  test('is told by every command, is an attack for watch, and outlives an apply', () => {
    host().put('out', artifacts);
    const apply = () => host().install('out', '--yes', '--no-persist', ...backendOption(host().backend));
    expect(apply()).toMatchObject({ status: 0 });
    connect(host());
    const run = (command: string, ...words: string[]) => host().run(vosguard(host(), command, ...words));
    const left = () =>
      /^vosguard_alarm_seconds_left\{family="ipv4"\} (\d+)$/m.exec(host().install('out', 'metrics').out)?.[1];
    expect(left()).toBe('0');
    expect(run('status').out).not.toContain('by itself');
    expect(JSON.parse(run('status', '--json').out)).toMatchObject({ begun: [] });

    expect(run('watch', '--tell')).toMatchObject({ status: 0 });
    host().sh(`${botnet}; sleep 1`);
    expect(JSON.parse(run('watch', '--tell', '--json').out).evidence).toEqual(
      expect.arrayContaining([expect.objectContaining({ what: 'alarm', level: 'attack', limit: 1 })]),
    );

    const words =
      /the profile attack has begun by itself for IPv4: since .+, for another .+ unless it goes on\n/;
    expect(run('status').out).toMatch(words);
    for (const words_ of [['--status'], ['profile', 'status'], ['why', '198.51.100.66']])
      expect([words_, host().install('out', ...words_).out]).toEqual([words_, expect.stringMatching(words)]);
    expect(JSON.parse(run('status', '--json').out)).toMatchObject({
      begun: [
        { profile: 'attack', family: 'ipv4', secondsLeft: expect.any(Number), since: expect.any(Number) },
      ],
    });
    expect(JSON.parse(host().install('out', 'profile', 'status', '--json').out)).toMatchObject({
      profile: null,
      begun: [{ profile: 'attack', family: 'ipv4' }],
    });
    expect(JSON.parse(host().install('out', 'why', '198.51.100.66', '--json').out).sets).toEqual([
      expect.objectContaining({ holds: 'alarm' }),
    ]);
    expect(Number(left())).toBeGreaterThan(0);
    // Nobody is a refused source without an address.
    expect(host().install('out', 'watch', '--once', '--json').out).not.toContain('"0.0.0.0"');

    expect(apply()).toMatchObject({ status: 0 });
    expect(Number(left())).toBeGreaterThan(0);
  });
});
