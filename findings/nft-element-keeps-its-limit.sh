#!/usr/bin/env bash
# nft 1.0.6, Linux 6.18: an element of a dynamic set keeps the limit of the rule that made it; another rule that updates the set asks that limit, not
# the one in its own words.
#
# Two rules name one set: the first `update @seen { ip saddr limit rate over 1000/second }`, the second the same without `over`. Each is listed as it was
# written. Of a source whose element the first rule has made, a single packet is not over the limit, so the second rule should hold; it does not. Where
# the second rule makes the element, the second holds and the first does too, though nothing is over 1,000 a second.
#
# Seen: made by the rule with `over`: rule with over 0, rule without 0. Made by the rule without: rule without 1, rule with over 1.
# As root, in network namespaces of its own; needs Debian's nftables, iproute2 and bash.
set -eu
tag=vgf$$
trap 'ip netns del "$tag" 2> /dev/null || true' EXIT
ip netns add "$tag"
in_net() { ip netns exec "$tag" "$@"; }
in_net ip link set lo up
load() {
	in_net nft -f - <<'END'
flush ruleset
table ip t {
	set seen { type ipv4_addr; size 64; flags dynamic,timeout; timeout 1m; }
	chain c {
		type filter hook input priority 0
		udp dport 1001 update @seen { ip saddr limit rate over 1000/second } counter comment "over"
		udp dport 1002 update @seen { ip saddr limit rate 1000/second } counter comment "within"
	}
}
END
}
send() { in_net bash -c "echo x > /dev/udp/127.0.0.1/$1" 2> /dev/null || true; }
count() { in_net nft list chain ip t c | sed -n "s/.* counter packets \([0-9]*\) .*comment \"$1\"/\1/p"; }
nft --version
uname -r
load
send 1001
send 1002
first="$(count over) $(count within)"
load
send 1002
send 1001
second="$(count within) $(count over)"
echo "made by the rule with over: over and within hold $first times; made by the other: within and over hold $second times"
[ "$first / $second" = '0 0 / 1 1' ]
