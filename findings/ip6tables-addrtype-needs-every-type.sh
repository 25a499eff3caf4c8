#!/bin/sh
# ip6tables: `-m addrtype --dst-type A,B` holds only for an address that is of type A and of type B. In iptables (IPv4) the same words
# hold for an address of either type, as the list suggests. `LOCAL,MULTICAST` therefore never matches over IPv6: a rule that is meant to
# take what is for this host takes nothing, and neither tool nor kernel says so.
#
# Seen with iptables 1.8.9 of Debian 12 (legacy and nf_tables) on Linux 6.18; net/netfilter/xt_addrtype.c, match_type6, tests each type and
# leaves at the first that fails. Needs root, iptables, iproute2 and perl; one packet for each rule, in a network namespace of its own.
#
# Output seen:
#   iptables-legacy: LOCAL 1, LOCAL,MULTICAST 1
#   ip6tables-legacy: LOCAL 1, LOCAL,MULTICAST 0
#   iptables-nft: LOCAL 1, LOCAL,MULTICAST 1
#   ip6tables-nft: LOCAL 1, LOCAL,MULTICAST 0
set -eu
[ "${1:-}" = inside ] || exec unshare -n sh "$0" inside
PATH=$PATH:/usr/sbin:/sbin
ip link set lo up
status=0
for kind in legacy nft; do
	for tool in iptables ip6tables; do
		"$tool-$kind" -t raw -A PREROUTING -p udp --dport 4444 -m addrtype --dst-type LOCAL
		"$tool-$kind" -t raw -A PREROUTING -p udp --dport 4444 -m addrtype --dst-type LOCAL,MULTICAST
		perl -MSocket=:DEFAULT,inet_pton,pack_sockaddr_in6 -e '$six = $ARGV[0] eq "ip6tables";
			socket(S, $six ? AF_INET6 : AF_INET, SOCK_DGRAM, 0);
			send(S, "x", 0, $six ? pack_sockaddr_in6(4444, inet_pton(AF_INET6, "::1")) : sockaddr_in(4444, inet_aton("127.0.0.1")))' "$tool"
		count() { "$tool-$kind-save" -c -t raw | sed -n "s/^\[\([0-9]*\):.*--dst-type $1\$/\1/p"; }
		one=$(count LOCAL) both=$(count LOCAL,MULTICAST)
		echo "$tool-$kind: LOCAL $one, LOCAL,MULTICAST $both"
		case $tool:$one:$both in iptables:1:1 | ip6tables:1:0) ;; *) status=1 ;; esac
		"$tool-$kind" -t raw -F PREROUTING
	done
done
exit "$status"
