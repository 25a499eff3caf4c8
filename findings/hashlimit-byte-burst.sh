#!/usr/bin/env bash
# iptables 1.8.9: iptables-save does not print the burst of a hashlimit in bytes as it stands, so save and restore change the rule.
#
# The burst is printed in the largest unit that is not above it, without what is left over: 17,952 bytes come out as 17kb (17,408).
# What is restored from that has a smaller burst, and each further round may lower it again. A tool that compares what it loaded
# with what is listed sees a difference for ever.
#
# Seen: --hashlimit-burst 17952b is saved as 17kb, restored and saved as 17kb; --hashlimit-burst 18432b comes back as 18kb, unchanged.
# As root, in a network namespace of its own; needs Debian's iptables and iproute2.
set -eu
tag=vgf$$
trap 'ip netns del "$tag" 2> /dev/null || true' EXIT
ip netns add "$tag"
in_net() { ip netns exec "$tag" "$@"; }
saved() { in_net iptables-legacy-save -t filter | sed -n 's/.*--hashlimit-burst \([^ ]*\) .*/\1/p'; }
burst() { # burst BYTES: what iptables-save says of it
	in_net iptables-legacy -F INPUT
	in_net iptables-legacy -A INPUT -p udp -m hashlimit --hashlimit-above 48b/s --hashlimit-burst "$1" --hashlimit-mode srcip --hashlimit-name "f$1" -j DROP
	saved
}
iptables --version
odd=$(burst 17952b)
in_net iptables-legacy-save -t filter | in_net iptables-legacy-restore
again=$(saved)
whole=$(burst 18432b)
echo "17952b is saved as $odd, restored and saved as $again; 18432b is saved as $whole"
[ "$odd $again $whole" = '17kb 17kb 18kb' ]
