import type { Agent } from '../src/host/lab/agent.js';

/**
 * Binds ports of UDP, answers the first datagram of one source at each, so that its flow is an answered one, and then reads nothing more: the
 * buffer is full, and what a packet costs ends there. A closed port would cost an ICMP error instead. Ends with the agent that started it.
 */
const program = String.raw`
use strict;
use Socket;
my $parent = getppid();
my %answer = (5060 => "SIP/2.0 200 OK\r\n\r\n");
my %heard;
my @sockets = map {
  my ($port, $source) = split /=/;
  socket(my $one, PF_INET, SOCK_DGRAM, 17) or die "no socket: $!\n";
  setsockopt($one, SOL_SOCKET, SO_RCVBUF, pack('i', 2048));
  bind($one, sockaddr_in($port, INADDR_ANY)) or die "no port $port: $!\n";
  [$one, $answer{$port} // "\x80\x00", $source];
} @ARGV;
while (getppid() == $parent) {
  for (@sockets) {
    my ($socket, $text, $source) = @$_;
    next if $heard{$socket};
    my $from = recv($socket, my $data, 4096, MSG_DONTWAIT) or next;
    my (undef, $address) = sockaddr_in($from);
    next if inet_ntoa($address) ne $source;
    send($socket, $text, 0, $from);
    $heard{$socket} = 1;
  }
  select(undef, undef, undef, 0.05);
}
`;

/** Does not wait: it runs as long as the agent does. */
export function sink(agent: Agent, ports: Readonly<Record<number, string>>): void {
  const words = Object.entries(ports).map(([port, source]) => `${port}=${source}`);
  agent.run('perl', ['-e', program, ...words]).catch(() => {});
}
