#!/usr/bin/env bash
# Linux 6.18, nft 1.0.6, iptables 1.8.9: a limit on open connections that is asked behind the handshake never counts any.
#
# nf_conncount takes up a connection only while conntrack has not confirmed it, that is with its SYN. `ct state established
# ct count over N` and `--ctstate ESTABLISHED -m connlimit --connlimit-above N` load, are listed as written, and are never met.
# Older kernels count there. Who wants forged SYNs left out of the count gets no count at all.
#
# Seen: eight connections against a limit of five, all eight served, the rule's counter at 0. The same limit at the SYN: 5 of 8.
# As root, in network namespaces of its own; needs Debian's nftables, iptables, iproute2 and python3.
set -eu
tag=vgf$$
work=$(mktemp -d)
server=
finish() {
	[ -z "$server" ] || kill "$server" 2> /dev/null || true
	ip netns del "$tag" 2> /dev/null || true
	ip netns del "${tag}c" 2> /dev/null || true
	rm -rf "$work"
}
trap finish EXIT
ip netns add "$tag"
ip netns add "${tag}c"
in_net() { ip netns exec "$tag" "$@"; }
ip link add name vgs netns "$tag" type veth peer name vgc netns "${tag}c"
in_net ip addr add 192.0.2.1/24 dev vgs
in_net ip link set vgs up
ip -n "${tag}c" addr add 192.0.2.2/24 dev vgc
ip -n "${tag}c" link set vgc up
cat > "$work/server.py" << 'P'
import socket, time
s = socket.socket(); s.bind(('192.0.2.1', 5060)); s.listen(50); s.settimeout(0.5)
held = []; end = time.time() + 30
while time.time() < end:
    try: held.append(s.accept()[0])
    except socket.timeout: pass
P
cat > "$work/client.py" << 'P'
import socket
served = 0; held = []
for _ in range(8):
    c = socket.socket(); c.settimeout(1); c.bind(('192.0.2.2', 0))
    try: c.connect(('192.0.2.1', 5060)); c.sendall(b'x'); held.append(c); served += 1
    except OSError: pass
print(served)
P
in_net python3 "$work/server.py" & server=$!
sleep 1
try() { # try STATE: how many of eight are served
	in_net nft -f - << N
table inet t {
  set s { type ipv4_addr; size 100; flags dynamic; }
  chain input { type filter hook input priority 0;
    ip daddr 192.0.2.1 tcp dport 5060 ct state $1 add @s { ip saddr ct count over 5 } counter reject with tcp reset
  }
}
N
	ip netns exec "${tag}c" python3 "$work/client.py"
	in_net nft delete table inet t
}
try_iptables() { # try_iptables TOOL STATE
	rule="INPUT -p tcp -d 192.0.2.1 --dport 5060 -m conntrack --ctstate $2 -m connlimit --connlimit-above 5 --connlimit-mask 32 --connlimit-saddr -j REJECT --reject-with tcp-reset"
	in_net "$1" -A $rule
	ip netns exec "${tag}c" python3 "$work/client.py"
	in_net "$1" -D $rule
}
uname -r
behind="$(try established) $(try_iptables iptables-nft ESTABLISHED) $(try_iptables iptables-legacy ESTABLISHED)"
echo "served of 8 with a limit of 5 behind the handshake (nft, iptables-nft, iptables-legacy): $behind"
at_syn="$(try new) $(try_iptables iptables-nft NEW) $(try_iptables iptables-legacy NEW)"
echo "the same limit at the SYN: $at_syn"
[ "$behind" = '8 8 8' ] && [ "$at_syn" = '5 5 5' ]
