/**
 * A Perl program that holds both ends of the link at once, so that packets leave one after the other and there is one clock.
 * It is started in the switch's network namespace and opens raw sockets there; then it starts itself anew in the world's,
 * the sockets in its hands. Its argument is a process in the world.
 *
 * stdin: a packet a line, `MS WAY NEEDS L4 HEX`: milliseconds after the start; `in` or `out`; the numbers of the lines that must
 * have got through first, with commas, or `-`; where the transport header begins; the packet from its IP header on.
 * stdout: a line for each, `NUMBER FROM UNTIL PASSED RESET`: monotonic milliseconds before and after the send, whether it came out
 * behind the rules, and how many resets the world had meanwhile; `NUMBER -` where a line that it needs had not.
 *
 * A raw socket has a TCP segment once it is through INPUT (raw(7)), whether somebody listens or not. What the switch's own TCP says
 * to that is dropped before any rule (`guard`); it has no mark.
 */
export const wirePerl = String.raw`
use strict;
use Socket;
use Time::HiRes qw(clock_gettime CLOCK_MONOTONIC sleep);
my ($world, @held) = @ARGV;
my ($INET6, $PACKET, $SO_MARK, $MARK) = (10, 17, 36, 0x7a7a);
sub raw { my ($family, $protocol) = @_; socket(my $s, $family, SOCK_RAW, $protocol) or die "raw socket: $!\n"; return $s }
unless (@held) {
  $^F = 255;
  my @sockets = (raw(AF_INET, 6), raw(AF_INET, 17), raw($INET6, 6), raw($INET6, 17), raw(AF_INET, 255), raw($INET6, 255));
  setsockopt($_, SOL_SOCKET, $SO_MARK, pack('L', $MARK)) or die "mark: $!\n" for @sockets[4, 5];
  setsockopt($_, SOL_SOCKET, SO_RCVBUF, 4_000_000) for @sockets;
  exec('nsenter', "--net=/proc/$world/ns/net", $^X, '-e', $ENV{WIRE}, $world, map { fileno($_) } @sockets) or die "nsenter: $!\n";
}
my @sockets = map { open(my $s, '+<&=', $_) or die "socket $_: $!\n"; $s } @held;
my ($out4, $out6) = @sockets[4, 5];
my $link = raw($PACKET, 0);
my $request = pack('a16 x24', 'world');
ioctl($link, 0x8933, $request) or die "no device world: $!\n";
my $index = unpack('x16 i', $request);
my $all = unpack('n', pack('S', 3));
my $device = sub { pack('S n i S C C a8', $PACKET, $_[0], $index, 0, 0, 6, '') };
bind($link, pack('S n i S C C a8', $PACKET, 3, $index, 0, 0, 0, '')) or die "bind: $!\n";
setsockopt($link, SOL_SOCKET, SO_RCVBUF, 4_000_000);
my $ethernet = pack('H*', '020000000002020000000001');
sub now { 1000 * clock_gettime(CLOCK_MONOTONIC) }
my ($resets, $awaited, $way, $passed) = (0, '', '', 0);
sub look {
  for my $i (0 .. 3) {
    while (defined recv($sockets[$i], my $got, 65_536, MSG_DONTWAIT)) {
      $got = substr($got, 4 * (ord($got) & 15)) if $i < 2;
      $passed = 1 if $way eq 'in' && $got eq $awaited;
    }
  }
  while (defined(my $from = recv($link, my $got, 65_536, MSG_DONTWAIT))) {
    next if unpack('x10 C', $from) == 4;
    my $ip = substr($got, 14);
    my ($protocol, $l4) = ord($ip) >> 4 == 4
      ? (unpack('x9 C', $ip), substr($ip, 4 * (ord($ip) & 15), unpack('x2 n', $ip) - 4 * (ord($ip) & 15)))
      : (unpack('x6 C', $ip), substr($ip, 40, unpack('x4 n', $ip)));
    if ($way eq 'out' && $l4 eq $awaited) { $passed = 1 }
    elsif ($protocol == 6 && unpack('x13 C', $l4) & 4) { $resets++ }
  }
}
my @lines = <STDIN>;
my $start = now() + 5;
my @through;
my $last = '';
for my $number (0 .. $#lines) {
  my ($ms, $direction, $needs, $offset, $hex) = split ' ', $lines[$number];
  my $left = $start + $ms - now();
  sleep($left / 1000) if $left > 0;
  look();
  print "$last $resets\n" if $last ne '';
  $last = '';
  if ($needs ne '-' && grep { !$through[$_] } split /,/, $needs) { print "$number -\n"; next }
  my $packet = pack('H*', $hex);
  ($way, $awaited, $passed, $resets) = ($direction, substr($packet, $offset), 0, 0);
  my $four = ord($packet) >> 4 == 4;
  my $from = now();
  my $sent;
  if ($way eq 'in') {
    my $type = $four ? 0x0800 : 0x86dd;
    $sent = send($link, $ethernet . pack('n', $type) . $packet, 0, $device->($type));
  } else {
    my $destination = $four ? substr($packet, 16, 4) : substr($packet, 24, 16);
    my $to = $four ? pack_sockaddr_in(0, $destination) : pack('S n N a16 N', $INET6, 0, 0, $destination, 0);
    $sent = send($four ? $out4 : $out6, $packet, 0, $to);
  }
  my $until = now();
  # A rule on the way out makes it fail with EPERM.
  die "packet $number: $!\n" unless defined $sent || $way eq 'out';
  look();
  if (!$passed && defined $sent) { sleep(0.0005); look() }
  $through[$number] = $passed;
  $last = "$number $from $until $passed";
}
sleep(0.02);
look();
print "$last $resets\n" if $last ne '';
`;
