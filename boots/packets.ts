import type { Machine } from './machine.js';

/** What a stranger gets, who is not on the machine: a REGISTER arrives, and a port that the policy closes takes no connection. */
export interface Packets {
  readonly register: boolean;
  readonly closedPort: boolean;
}

/** Perl is a part of every Debian. Listens outside of the rules' view, sends from a network namespace of its own. */
const script = String.raw`
ip netns add stranger 2> /dev/null && {
	ip link add switch0 type veth peer name stranger0 && ip link set stranger0 netns stranger
	ip addr add 198.51.100.1/24 dev switch0 && ip link set switch0 up
	ip -n stranger addr add 198.51.100.77/24 dev stranger0 && ip -n stranger link set stranger0 up && ip -n stranger link set lo up
}
cat > /run/listen.pl <<'END'
use IO::Socket::INET; use IO::Select;
my $u = IO::Socket::INET->new(Proto => 'udp', LocalAddr => '198.51.100.1', LocalPort => 5060) or die "udp $!";
my $t = IO::Socket::INET->new(Proto => 'tcp', LocalAddr => '198.51.100.1', LocalPort => 3306, Listen => 5, ReuseAddr => 1) or die "tcp $!";
print "listening\n"; $| = 1; STDOUT->flush;
my $end = time + 20;
while (time < $end) { for my $s (IO::Select->new($u)->can_read(1)) { $u->recv(my $b, 2000); print "arrived\n"; STDOUT->flush; exit } }
END
cat > /run/send.pl <<'END'
use IO::Socket::INET;
my $t = IO::Socket::INET->new(Proto => 'tcp', PeerAddr => '198.51.100.1', PeerPort => 3306, Timeout => 2);
print $t ? "connected\n" : "refused\n";
my $u = IO::Socket::INET->new(Proto => 'udp', PeerAddr => '198.51.100.1', PeerPort => 5060);
my $m = join("\r\n", 'REGISTER sip:198.51.100.1 SIP/2.0', 'Via: SIP/2.0/UDP 198.51.100.77:5062;branch=z9hG4bK' . int(rand(1e9)), 'From: <sip:1001@198.51.100.1>;tag=a', 'To: <sip:1001@198.51.100.1>', 'Call-ID: ' . int(rand(1e9)), 'CSeq: 1 REGISTER', 'Contact: <sip:1001@198.51.100.77:5062>', 'Max-Forwards: 70', 'User-Agent: Grandstream GXP2160', 'Content-Length: 0', '', '');
for (1 .. 3) { $u->send($m); select(undef, undef, undef, 0.3) }
END
perl /run/listen.pl > /run/listened 2>&1 & listener=$!
for i in 1 2 3 4 5 6 7 8 9 10; do grep -q listening /run/listened && break; sleep 0.1; done
ip netns exec stranger perl /run/send.pl
sleep 0.3; kill $listener 2> /dev/null; cat /run/listened`;

export function packetsOn(machine: Machine): Packets {
  const { out } = machine.run(script, 60);
  if (!/^listening$/m.test(out)) throw new Error(`no packets could be sent: ${out}`);
  return { register: /^arrived$/m.test(out), closedPort: /^refused$/m.test(out) };
}
