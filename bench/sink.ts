import type { Agent } from '../src/host/lab/agent.js';

/**
 * Binds ports of UDP, answers the first datagram of each source so that its flow is an answered one, and reads nothing more: from then on the
 * buffer is full, and what a packet costs ends there. A closed port would cost an ICMP error instead. Ends with the agent that started it.
 */
const program = String.raw`
use strict;
use Socket;
my $parent = getppid();
my %answer = (5060 => "SIP/2.0 200 OK\r\n\r\n");
my %heard;
my @sockets = map {
  socket(my $one, PF_INET, SOCK_DGRAM, 17) or die "no socket: $!\n";
  setsockopt($one, SOL_SOCKET, SO_RCVBUF, pack('i', 2048));
  bind($one, sockaddr_in($_, INADDR_ANY)) or die "no port $_: $!\n";
  [$one, $answer{$_} // "\x80\x00"];
} @ARGV;
while (getppid() == $parent) {
  for (@sockets) {
    my ($socket, $text) = @$_;
    next if $heard{$socket};
    my $from = recv($socket, my $data, 4096, MSG_DONTWAIT) or next;
    send($socket, $text, 0, $from);
    $heard{$socket} = 1;
  }
  select(undef, undef, undef, 0.05);
}
`;

/** Does not wait: it runs as long as the agent does. */
export function sink(agent: Agent, ports: readonly number[]): void {
  agent.run('perl', ['-e', program, ...ports.map(String)]).catch(() => {});
}
