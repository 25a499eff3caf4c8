/**
 * A Perl program that sends Ethernet frames as they are: its argument is the device; stdin holds frames, each after its
 * length (two bytes, big endian). Node opens no packet sockets, and perl-base is on every Debian host. The numbers are
 * those of packet(7): 17 AF_PACKET, 3 SOCK_RAW, 0x8933 SIOCGIFINDEX; the long pack is struct sockaddr_ll.
 */
export const framesPerl = String.raw`
use strict;
my ($device) = @ARGV;
socket(my $link, 17, 3, 0) or die "no packet socket: $!\n";
my $request = pack('a16 x24', $device);
ioctl($link, 0x8933, $request) or die "no device $device: $!\n";
my $address = pack('S n i S C C a8', 17, 0, unpack('x16 i', $request), 0, 0, 6, '');
binmode(STDIN);
sub take {
  my ($size) = @_;
  my $text = '';
  while (length($text) < $size) {
    my $got = sysread(STDIN, $text, $size - length($text), length($text));
    die "stdin: $!\n" unless defined $got;
    return undef if $got == 0;
  }
  return $text;
}
while (defined(my $head = take(2))) {
  my $frame = take(unpack('n', $head));
  die "stdin ends inside a frame\n" unless defined $frame;
  defined(send($link, $frame, 0, $address)) or die "a frame of " . length($frame) . " bytes: $!\n";
}
`;
