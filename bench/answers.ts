import { link } from '../src/host/lab/link.js';
import { type Backend, backends } from '../src/host/lab/load.js';
import { compileText } from '../test/lint-text.js';
import { frame, udpPacket } from '../test/packets/frames.js';
import { Lab } from '../test/packets/lab.js';
import { sipRequest, sipResponse } from '../test/packets/sip.js';
import { median } from './median.js';
import { costOf } from './sender.js';
import { table } from './table.js';

const rounds = 15;
const load = { warm: 500, batches: 12, size: 500 };
const phone = '192.0.2.50';

/** The example, with a known source that may send as fast as the bench does. */
const policy = `vosguard: 1
services: { ssh: { tcp: [22], from: [192.0.2.8] } }
sip: { known: { limits: { REGISTER: 1000000/s burst 1000000, all: 1000000/s burst 1000000 } } }
`;

/** A Perl program that sends one datagram from port 5060 over and over, and prints the nanoseconds that one took, by batch. */
const program = String.raw`
use strict;
use Socket;
use Time::HiRes qw(clock_gettime CLOCK_MONOTONIC);
my ($to, $warm, $batches, $size) = @ARGV;
my $text = do { local $/; <STDIN> };
socket(my $socket, PF_INET, SOCK_DGRAM, 17) or die "no socket: $!\n";
bind($socket, sockaddr_in(5060, INADDR_ANY)) or die "no port: $!\n";
my $address = sockaddr_in(5060, inet_aton($to));
sub batch { my ($count) = @_; for (1 .. $count) { send($socket, $text, 0, $address) } }
batch($warm);
for (1 .. $batches) {
  my $start = clock_gettime(CLOCK_MONOTONIC);
  batch($size);
  printf("%d\n", (clock_gettime(CLOCK_MONOTONIC) - $start) / $size * 1e9);
}
`;

async function costOfAnswer(lab: Lab, status: number): Promise<number> {
  const asked = [phone, load.warm, load.batches, load.size].map(String);
  const out = await lab.switch.run('perl', ['-e', program, ...asked], sipResponse(status));
  return Math.min(...out.trim().split('\n').map(Number));
}

const request = frame(
  udpPacket({
    ...{ source: phone, destination: link.switch.ipv4, sourcePort: 5060, destinationPort: 5060 },
    payload: sipRequest({ method: 'REGISTER' }),
  }),
);

const know: Readonly<Record<Backend, readonly [string, readonly string[]]>> = {
  nftables: ['nft', ['add', 'element', 'inet', 'vosguard', 'known4', `{ ${phone} timeout 1h }`]],
  'iptables-nft': ['ipset', ['add', 'vg-known-4', phone]],
  'iptables-legacy': ['ipset', ['add', 'vg-known-4', phone]],
};
const silence: Readonly<Record<Backend, readonly [string, readonly string[]]>> = {
  nftables: ['nft', ['flush', 'chain', 'inet', 'vosguard', 'hook.output']],
  'iptables-nft': ['iptables-nft', ['-t', 'raw', '-F', 'VG-hook.output']],
  'iptables-legacy': ['iptables-legacy', ['-t', 'raw', '-F', 'VG-hook.output']],
};

/** A laboratory with the rules, one with the same rules and an empty chain on the way out. */
async function pair(backend: Backend): Promise<readonly [Lab, Lab]> {
  const labs = [await Lab.start(), await Lab.start()] as const;
  for (const lab of labs) {
    await lab.load(backend, compileText(policy).artifacts);
    await lab.switch.run(...know[backend]);
  }
  await labs[1].switch.run(...silence[backend]);
  return labs;
}

/** A request of a known phone and the answer to it: what the rules on the way out add to both together. */
async function rowOf(backend: Backend): Promise<readonly string[]> {
  const labs = await pair(backend);
  try {
    const shares: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const incoming = await costOf(labs[0].world, { ...load, frames: [request] });
      const [ruled, free] = [await costOfAnswer(labs[0], 200), await costOfAnswer(labs[1], 200)];
      shares.push((ruled - free) / (incoming + free));
    }
    return [backend, `${(100 * median(shares)).toFixed(1)} %`];
  } finally {
    for (const lab of labs) await lab.close();
  }
}

export async function answers(): Promise<string> {
  const rows: (readonly string[])[] = [];
  for (const backend of backends) rows.push(await rowOf(backend));
  return `Goal: less than 15 %.\n\n${table(['rules on the way out', 'add to a request and its 200'], rows)}`;
}
