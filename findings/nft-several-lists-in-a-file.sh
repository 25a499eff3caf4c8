#!/usr/bin/env bash
# nft 1.0.6: of several `list set` commands in one file it finds only the last set; the others "do not exist".
#
# Each command narrows what nft fetches from the kernel to its own set, and there is one such narrowing for the whole file: the last one.
# So `nft -f` with two `list set` of two sets that are there ends with 1 and "No such file or directory" for the first, and prints
# nothing. The same two commands, read as from a terminal (nft -i), are both answered, since each is fetched for by itself. Who lists a
# few sets out of many with one process, so as not to fetch all, needs that way, or a process for each.
#
# Seen: -f with one set: 0; with two: 1, and nothing printed; -i with two: both.
# As root, in a network namespace of its own; needs Debian 12's nftables and iproute2.
set -eu
tag=vgf$$
work=$(mktemp -d)
finish() { ip netns del "$tag" 2> /dev/null || true; rm -rf "$work"; }
trap finish EXIT
ip netns add "$tag"
in_net() { ip netns exec "$tag" "$@"; }
version=$(nft --version)
echo "$version, Linux $(uname -r)"
in_net nft -f - << 'N'
table inet t {
	set a { type ipv4_addr; elements = { 192.0.2.1 }; }
	set b { type ipv4_addr; elements = { 192.0.2.2 }; }
}
N
status_of() { "$@" > "$work/out" 2> "$work/err" && echo 0 || echo $?; }
echo 'list set inet t a' > "$work/one"
printf 'list set inet t a\nlist set inet t b\n' > "$work/two"
one=$(status_of in_net nft -f "$work/one")
printed=$(grep -c 192.0.2 "$work/out" || true)
echo "one set in a file: status $one, $printed set printed"
[ "$one $printed" = '0 1' ]
two=$(status_of in_net nft -f "$work/two")
printed=$(grep -c 192.0.2 "$work/out" || true)
echo "two sets in a file: status $two, $printed sets printed: $(head -n 1 "$work/err")"
[ "$two $printed" = '1 0' ]
grep -q 'No such file or directory' "$work/err"
printed=$( (cat "$work/two"; echo quit) | HOME=/dev/null in_net nft -i | grep -c 192.0.2)
echo "the same two from a terminal: $printed sets printed"
[ "$printed" = 2 ]
