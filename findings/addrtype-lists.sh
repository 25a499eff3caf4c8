#!/usr/bin/env bash
# iptables 1.8.9, Linux 6.18: a list of types in `-m addrtype --dst-type A,B` means "one of them" in IPv4 and "all of them" in IPv6.
#
# No address is both local and multicast, so `--dst-type LOCAL,MULTICAST` matches nothing in ip6tables, without a word at load,
# while the same line in iptables matches both kinds (xt_addrtype.c, match_type6 beside nf addrtype of IPv4). A guard that is
# written once for both families is void in one of them.
#
# Seen: of 5 datagrams to an own address, iptables counts 5 and ip6tables 0; with LOCAL alone ip6tables counts 5.
# As root, in a network namespace of its own; needs Debian's iptables, iproute2 and python3.
set -eu
tag=vgf$$
trap 'ip netns del "$tag" 2> /dev/null || true' EXIT
ip netns add "$tag"
in_net() { ip netns exec "$tag" "$@"; }
in_net ip link set lo up
in_net ip addr add 192.0.2.1/32 dev lo
in_net ip -6 addr add 2001:db8::1/128 dev lo nodad
counted() { # counted TOOL ADDRESS TYPES
	rule="PREROUTING -p udp --dport 5060 -m addrtype --dst-type $3"
	in_net "$1" -t raw -A $rule
	in_net python3 -c '
import socket, sys
family = socket.AF_INET6 if ":" in sys.argv[1] else socket.AF_INET
s = socket.socket(family, socket.SOCK_DGRAM)
for _ in range(5): s.sendto(b"x", (sys.argv[1], 5060))' "$2"
	in_net "$1" -t raw -vnxL PREROUTING | awk 'NR == 3 { print $1 }'
	in_net "$1" -t raw -D $rule
}
iptables --version
for variant in nft legacy; do
	four=$(counted "iptables-$variant" 192.0.2.1 LOCAL,MULTICAST)
	six=$(counted "ip6tables-$variant" 2001:db8::1 LOCAL,MULTICAST)
	alone=$(counted "ip6tables-$variant" 2001:db8::1 LOCAL)
	echo "$variant: LOCAL,MULTICAST in IPv4 $four of 5, in IPv6 $six of 5; LOCAL alone in IPv6 $alone of 5"
	[ "$four $six $alone" = '5 0 5' ]
done
