import { setTimeout } from 'node:timers/promises';
import { compileText } from '../../lint-text.js';
import { describeEachBackend } from './describe.js';
import type { Host } from './host.js';
import { backendOption } from './policies.js';
import { addForeignRules, rulesOf, stateOf } from './state.js';

const artifacts = compileText(`
vosguard: 1
target: { platform: debian12 }
trusted: [192.0.2.10]
blocked: [192.0.2.66]
services: { ssh: { tcp: [22], from: [192.0.2.8] } }
sip: { strangers: { limits: { SUBSCRIBE: drop, REGISTER: 2/s burst 4 } } }
`).artifacts;

/** A world at the other end of a cable, and a switch that counts what comes to it. */
const world = `
ip netns add world && ip link add eth0 type veth peer name eth0 netns world
ip addr add 192.0.2.1/24 dev eth0 && ip -6 addr add 2001:db8:1::1/64 dev eth0 nodad && ip link set eth0 up
ip -n world link set eth0 up && ip -n world link set lo up
for last in 10 20 66; do ip -n world addr add 192.0.2.$last/24 dev eth0; done
ip -n world -6 addr add 2001:db8:1::20/64 dev eth0 nodad`;

const counting = `perl -MSocket=:DEFAULT,inet_pton,pack_sockaddr_in6 -e '
  socket(A, AF_INET, SOCK_DGRAM, 0); bind(A, sockaddr_in(5060, INADDR_ANY)); socket(B, AF_INET6, SOCK_DGRAM, 0);
  setsockopt(B, 41, 26, 1); bind(B, pack_sockaddr_in6(5060, inet_pton(AF_INET6, "::"))); open F, ">", $ARGV[0]; close F;
  $mask = ""; vec($mask, fileno(A), 1) = vec($mask, fileno(B), 1) = 1;
  while (select($ready = $mask, undef, undef, 20)) {
    for $s (\\*A, \\*B) { next unless vec($ready, fileno($s), 1); recv($s, $d, 2000, 0); open F, ">>", $ARGV[0]; print F substr($d, 0, 9), "\\n"; close F }
  }' `;

const sends = (from: string, to: string, text: string, count: number) =>
  `ip netns exec world perl -MSocket=:DEFAULT,inet_pton,pack_sockaddr_in6 -e '
  $six = $ARGV[0] =~ /:/; $f = $six ? AF_INET6 : AF_INET; socket(S, $f, SOCK_DGRAM, 0);
  sub at { $six ? pack_sockaddr_in6($_[0], inet_pton(AF_INET6, $_[1])) : sockaddr_in($_[0], inet_aton($_[1])) }
  bind(S, at(5070, $ARGV[0])) or die "bind $!"; send(S, $ARGV[2], 0, at(5060, $ARGV[1])) for 1 .. $ARGV[3]' ${from} ${to} "${text} sip:a SIP/2.0" ${count}`;

/** What has come to the switch until now, behind the last packet: one of a carrier, which is trusted. */
function arrived(host: Host): readonly string[] {
  const file = `${host.folder}/arrived`;
  host.sh(
    `${sends('192.0.2.10', '192.0.2.1', 'ENOUGH', 1)}\nuntil grep -q ENOUGH ${file}; do sleep 0.1; done`,
  );
  return host
    .sh(`grep -v ENOUGH ${file} | sort | uniq -c || true`)
    .split('\n')
    .flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
}

describeEachBackend('apply --observe', (host, backend) => {
  const options = [...backendOption(backend), '--no-persist'];

  beforeEach(() => {
    host().put('policy', artifacts);
    addForeignRules(host());
    host().sh(`mkdir -p /run/netns\n${world}`);
    host().sh(
      `${counting} ${host().folder}/arrived > /dev/null 2>&1 &\nuntil [ -f ${host().folder}/arrived ]; do sleep 0.1; done`,
    );
  });

  test('refuses the blocked alone, reports who would be hurt and by which line, then confirm enforces, and confirm keeps', async () => {
    const before = stateOf(host());
    const apply = host().begin('policy', [...options, '--observe', '6']);
    await apply.said(/observes for 6 s/);
    host().sh(
      [
        sends('192.0.2.20', '192.0.2.1', 'SUBSCRIBE', 5),
        sends('192.0.2.20', '192.0.2.1', 'REGISTER', 9),
        sends('192.0.2.66', '192.0.2.1', 'REGISTER', 3),
        sends('2001:db8:1::20', '2001:db8:1::1', 'SUBSCRIBE', 2),
      ].join('\n'),
    );
    expect(arrived(host())).toEqual(['9 REGISTER', '7 SUBSCRIBE']);
    const status = host().install('policy', '--status');
    expect(status).toMatchObject({ status: 1, err: expect.stringContaining('it only observes') });
    expect(status.out).toMatch(/192\.0\.2\.20 +\d+ +strangers\./);

    const code = await apply.said(/Put the rules into force with: .* confirm (\d+)\n/);
    const words = (await apply.said(/known now: [\s\S]*nothing is refused yet/)).replace(/ +/g, ' ');
    expect(words).toMatch(
      /^ 192\.0\.2\.20 (?:5|9|10|14) strangers\.(?:SUBSCRIBE\.source\.SUBSCRIBE|REGISTER\.source\.REGISTER) policy/m,
    );
    expect(words).toMatch(/^ 2001:0?db8:[^ ]* 2 strangers\.SUBSCRIBE\.source\.SUBSCRIBE /m);
    expect(words).not.toContain('192.0.2.66');

    const enforced = host().install('policy', 'confirm', code);
    expect(enforced).toMatchObject({ status: 0 });
    const second = /confirm (\d+)\n/.exec(enforced.err)?.[1] ?? '';
    expect(second).not.toBe(code);
    host().sh(`: > ${host().folder}/arrived\n${sends('192.0.2.20', '192.0.2.1', 'SUBSCRIBE', 5)}`);
    expect(arrived(host())).toEqual([]);
    expect(host().install('policy', 'confirm', second)).toMatchObject({ status: 0 });
    expect(await apply.end).toMatchObject({ status: 0 });
    expect(host().install('policy', '--status')).toMatchObject({ status: 0 });
    expect(host().install('policy', 'rollback')).toMatchObject({ status: 0 });
    expect(stateOf(host())).toBe(before);
  });

  test('what stood before comes back where nobody puts the rules into force, whoever has gone', async () => {
    const before = rulesOf(host());
    const apply = host().begin('policy', [...options, '--observe', '60']);
    await apply.said(/observes for 60 s/);
    const snapshot = `${host().root}/var/lib/vosguard/snapshots/000001`;
    expect(rulesOf(host())).not.toBe(before);
    // The terminal is lost, and the time is up.
    host().sh(
      `kill -HUP $(cut -d' ' -f1 ${snapshot}/installer); sleep 1; cat ${snapshot}/waiter > /dev/null; echo 1 > ${snapshot}/limit`,
    );
    expect((await apply.end).status).toBe(3);
    host().sh(
      `rm ${snapshot}/asked; sleep 3; test -f ${snapshot}/result || { sleep 10; test -f ${snapshot}/result; }`,
    );
    expect(rulesOf(host())).toBe(before);
  });

  test('what stood before the observation comes back where nobody confirms over a new connection', async () => {
    const before = stateOf(host());
    const apply = host().begin('policy', [...options, '--observe', '1', '--confirm', '3']);
    const code = await apply.said(/confirm (\d+)\n/);
    expect(host().install('policy', 'confirm', code)).toMatchObject({ status: 0 });
    // Nobody confirms from a new connection.
    expect(await apply.end).toMatchObject({ status: 3 });
    await setTimeout(500);
    expect(stateOf(host())).toBe(before);
  });

  test('--yes goes on by itself', () => {
    const done = host().install('policy', ...options, '--observe', '1', '--yes');
    expect(done).toMatchObject({ status: 0, err: expect.stringContaining('known now: 0 sources') });
    host().sh(sends('192.0.2.20', '192.0.2.1', 'SUBSCRIBE', 5));
    expect(arrived(host())).toEqual([]);
    expect(host().install('policy', '--status')).toMatchObject({ status: 0 });
  });
});
