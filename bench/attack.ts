import { Host } from '../test/kernel/install/host.js';
import { backendOption } from '../test/kernel/install/policies.js';
import { shells } from '../test/kernel/install/tools.js';
import { compileText } from '../test/lint-text.js';
import { median } from './median.js';
import { table } from './table.js';

const rounds = 3;
const sources = 60_000;
const kinds = ['nftables', 'iptables-legacy', 'iptables-nft'] as const;
type Kind = (typeof kinds)[number];

const { artifacts } = compileText(`vosguard: 1
trusted: [203.0.113.10]
services: { ssh: { tcp: [22], from: [192.0.2.8] } }
`);

/** A world at the other end of a cable that may send from all of 11.0.0.0/8. */
const world = `mkdir -p /run/netns && ip netns add world && ip link add eth0 type veth peer name eth0 netns world
ip addr add 192.0.2.1/24 dev eth0 && ip link set eth0 up && ip route add 11.0.0.0/8 dev eth0
ip -n world addr add 192.0.2.2/24 dev eth0 && ip -n world link set eth0 up && ip -n world link set lo up
ip -n world route add local 11.0.0.0/8 dev lo`;

/** A REGISTER from each of the sources. Limits keep a source for 30 s. */
const flood = `ip netns exec world perl -MSocket -e 'for $i (1 .. ${sources}) {
  socket(S, AF_INET, SOCK_DGRAM, 0); bind(S, sockaddr_in(5070, pack("N", 0x0b000000 + $i))) or die "bind $!";
  send(S, "REGISTER sip:a SIP/2.0\\r\\n", 0, sockaddr_in(5060, inet_aton("192.0.2.1"))) }'`;

function seconds(host: Host, words: readonly string[]): number {
  const start = performance.now();
  const { status, err } = host.install('out', ...words);
  if (status !== 0) throw new Error(`${words.join(' ')}: ${err}`);
  return (performance.now() - start) / 1000;
}

async function rowOf(kind: Kind): Promise<readonly string[]> {
  const host = await Host.start(kind, shells.dash);
  const apply = [...backendOption(kind), '--yes'];
  const look = ['--status'];
  const times = {
    status: [] as number[],
    fullStatus: [] as number[],
    apply: [] as number[],
    fullApply: [] as number[],
  };
  try {
    host.put('out', artifacts);
    host.sh(world);
    for (let round = 0; round < rounds; round++) {
      host.install('out', '--uninstall');
      seconds(host, apply);
      times.status.push(seconds(host, look));
      times.apply.push(seconds(host, apply));
      host.sh(flood);
      times.fullStatus.push(seconds(host, look));
      // An apply gives every source its limits anew.
      host.sh(flood);
      times.fullApply.push(seconds(host, apply));
    }
  } finally {
    host.close();
  }
  const text = (values: readonly number[]) => `${median(values).toFixed(2)} s`;
  const ratio = (full: readonly number[], empty: readonly number[]) =>
    (median(full) / median(empty)).toFixed(1);
  return [
    ...[kind, text(times.status), text(times.fullStatus), ratio(times.fullStatus, times.status)],
    ...[text(times.apply), text(times.fullApply), ratio(times.fullApply, times.apply)],
  ];
}

/** What an operator waits for when the tables of limits hold the sources of a flood. */
export async function attack(): Promise<string> {
  const rows = [];
  for (const kind of kinds) rows.push(await rowOf(kind));
  const head = [
    'install.sh, dash',
    'status',
    `${sources} sources`,
    'ratio',
    'apply',
    `${sources} sources`,
    'ratio',
  ];
  return ['Goal: each at most twice what it takes on an empty host.', '', table(head, rows)].join('\n');
}
