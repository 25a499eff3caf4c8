#!/usr/bin/env bash
# nft 1.0.6: in JSON, the flag of a table is another text of the same process, never the name of the flag.
#
# A table with `flags dormant` does nothing, so whoever reads `nft -j list ruleset` to see what a host refuses must pass it over. nft
# prints "dormant" in its own syntax. With -j the value of "flags" is what happens to lie there: the release name of nft
# ("Lester Gooch #5") or the name of the table. So the flag cannot be told from JSON; that there is one can. In the same listing a
# chain of the family netdev has no "dev": at which device it stands cannot be told either.
#
# Seen: text "flags dormant"; JSON: "flags" there, and not "dormant"; a netdev chain without "dev".
# As root, in a network namespace of its own; needs Debian 12's nftables and iproute2.
set -eu
tag=vgf$$
finish() { ip netns del "$tag" 2> /dev/null || true; }
trap finish EXIT
ip netns add "$tag"
in_net() { ip netns exec "$tag" "$@"; }
echo "$(nft --version), Linux $(uname -r)"
in_net nft -f - << 'N'
table ip sleeper {
	flags dormant
	chain in { type filter hook input priority 0; policy drop; }
}
table netdev edge {
	chain in { type filter hook ingress device "lo" priority 0; policy accept; }
}
N
in_net nft list tables > /dev/null
echo "text: $(in_net nft list table ip sleeper | sed -n 's/^\t\(flags .*\)/\1/p')"
in_net nft list table ip sleeper | grep -q 'flags dormant'
flags=$(in_net nft -j list table ip sleeper | sed -n 's/.*"table": {[^}]*"flags": \("[^"]*"\|\[[^]]*\]\).*/\1/p')
echo "JSON: $flags"
[ -n "$flags" ]
case $flags in *dormant*) echo 'this nft names the flag' && exit 1 ;; esac
in_net nft list table netdev edge | grep -q 'device "lo"'
echo "JSON of the netdev chain: $(in_net nft -j list table netdev edge | grep -c '"dev"' || true) times \"dev\""
! in_net nft -j list table netdev edge | grep -q '"dev"'
