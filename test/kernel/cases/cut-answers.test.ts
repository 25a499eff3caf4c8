import { response } from '../../../src/host/lab/agent/answer.js';
import { link } from '../../../src/host/lab/link.js';
import { describeBackends } from '../../packets/kernel.js';
import { sipRequest } from '../../packets/sip.js';
import { behindMinimum, howMany } from './conversation.js';

const guess = sipRequest({ method: 'REGISTER', headers: [], via: `;received=${'x'.repeat(160)}` });
const answer = response(guess, 401).length;

/**
 * A client who leaves the switch no room: the smallest buffer that Linux gives (socket(7), SO_RCVBUF), and nothing read from it while he
 * writes. Then he reads all that has been answered, in segments that begin wherever there was room. Prints how many bytes that was.
 */
const stingy = String.raw`
use strict;
use Socket qw(:all);
my ($family, $from, $to, $guess) = @ARGV;
my $six = $family eq 'ipv6';
my $of = sub { my ($text, $port) = @_; $six ? pack_sockaddr_in6($port, inet_pton(AF_INET6, $text)) : pack_sockaddr_in($port, inet_aton($text)) };
socket(my $s, $six ? AF_INET6 : AF_INET, SOCK_STREAM, 0) or die "socket: $!\n";
setsockopt($s, SOL_SOCKET, SO_RCVBUF, 1) or die "buffer: $!\n";
bind($s, $of->($from, 0)) or die "bind: $!\n";
connect($s, $of->($to, 5060)) or die "connect: $!\n";
my $end = time() + 3;
for (1 .. 120) {
  send($s, $guess, MSG_DONTWAIT | MSG_NOSIGNAL);
  select(undef, undef, undef, 0.02);
}
my $bytes = 0;
$end = time() + 5;
while (time() < $end) {
  my $got;
  if (!defined recv($s, $got, 65_536, MSG_DONTWAIT)) {
    last unless $!{EAGAIN};
    select(undef, undef, undef, 0.01);
    next;
  }
  last if length($got) == 0;
  $bytes += length($got);
}
print $bytes;
`;

describeBackends('a guesser who chooses where the answers are cut', (backend, lab) => {
  test.each([
    { family: 'ipv4', from: '198.51.100.1' },
    { family: 'ipv6', from: '2001:db8:5::1' },
  ] as const)('has no more of them, over $family', async ({ family, from }) => {
    await behindMinimum(lab(), backend, 401);
    const begin = Date.now();
    const bytes = await lab().world.run('perl', [
      '-MErrno',
      '-e',
      stingy,
      family,
      from,
      link.switch[family],
      guess,
    ]);
    const answered = Number(bytes) / answer;
    expect(answered).toBeGreaterThan(10);
    expect(answered).toBeLessThanOrEqual(60 + (Date.now() - begin) / 5_000);
    expect(await howMany(lab(), backend, 'proven')).toBe(1);
  });
});
