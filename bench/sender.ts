import type { Agent } from '../src/host/lab/agent.js';
import { link } from '../src/host/lab/link.js';

/**
 * Sends frames round and round and prints the nanoseconds that one took, for each batch. A veth hands a frame to the
 * receiver's softirq on the sender's CPU before send(2) comes back (veth_xmit, netif_rx), so this is the cost of sending
 * and of everything that the switch's kernel does with the frame. Numbers as in test/packets/agent/frames-perl.ts.
 */
const program = String.raw`
use strict;
use Time::HiRes qw(clock_gettime CLOCK_MONOTONIC);
my ($device, $warm, $batches, $size) = @ARGV;
socket(my $link, 17, 3, 0) or die "no packet socket: $!\n";
my $request = pack('a16 x24', $device);
ioctl($link, 0x8933, $request) or die "no device $device: $!\n";
my $address = pack('S n i S C C a8', 17, 0, unpack('x16 i', $request), 0, 0, 6, '');
my @frames = map { pack('H*', $_) } split(/\n/, do { local $/; <STDIN> });
my $next = 0;
sub batch {
  my ($count) = @_;
  for (1 .. $count) {
    defined(send($link, $frames[$next], 0, $address)) or die "a frame: $!\n";
    $next = 0 if ++$next == @frames;
  }
}
batch($warm);
for (1 .. $batches) {
  my $start = clock_gettime(CLOCK_MONOTONIC);
  batch($size);
  printf("%d\n", (clock_gettime(CLOCK_MONOTONIC) - $start) / $size * 1e9);
}
`;

export interface Load {
  readonly frames: readonly Buffer[];
  /** Sent before the clock starts, so that limits are used up. */
  readonly warm: number;
  readonly batches: number;
  readonly size: number;
}

/** Nanoseconds for a frame, in the quickest batch: what is above it is other work on the same CPU. */
export async function costOf(world: Agent, { frames, warm, batches, size }: Load): Promise<number> {
  const asked = [link.world.name, warm, batches, size].map(String);
  const input = frames.map((frame) => frame.toString('hex')).join('\n');
  const stdout = await world.run('perl', ['-e', program, ...asked], input);
  return Math.min(...stdout.trim().split('\n').map(Number));
}
