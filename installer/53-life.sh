# Protocols beside UDP, TCP and ICMP that this host takes in now: a line for each, its number and by what it is seen. Only what can be
# known without waiting for a packet.
spoken() {
	cat /proc/net/raw /proc/net/raw6 2> /dev/null | awk '
		$1 ~ /^[0-9]+:$/ { split($2, end, ":"); hex = end[2]; n = 0
			for (i = 1; i <= length(hex); i++) n = 16 * n + index("0123456789ABCDEF", substr(hex, i, 1)) - 1
			print n, "for which a program has opened a raw socket" }'
	awk 'NR > 1 { print 132, "on which a program listens"; exit }' /proc/net/sctp/eps 2> /dev/null
	have ip || return 0
	# With a remote end: without one it is what the module makes by itself.
	ip -d -o link show 2> /dev/null | awk '/ remote [0-9a-f]/ {
		name = $2; sub(/[@:].*/, "", name)
		if (/\\ +(ip6)?(gre|gretap|erspan) /) print 47, "by the tunnel " name
		else if (/\\ +ipip /) print 4, "by the tunnel " name
		else if (/\\ +(sit|ip6tnl) /) print 41, "by the tunnel " name
		else if (/\\ +(vti6?|xfrm) /) print 50, "by the tunnel " name }'
	ip xfrm state 2> /dev/null | awk '$1 == "proto" && $2 == "esp" { print 50, "by a security association" }
		$1 == "proto" && $2 == "ah" { print 51, "by a security association" }'
}

# What the default would cut of what this host lives from is said in the policy first, or cut by force.
check_life() {
	case $COMMAND in boot | sets) return ;; esac
	[ "$DENIES" = yes ] || return 0
	spoken | awk -v said=" $PROTOCOLS " '
		$1 == 1 || $1 == 6 || $1 == 17 || $1 == 58 || $1 == 255 || $1 == 0 || index(said, " " $1 " ") || seen[$1]++ { next }
		{ number = $1; sub(/^[0-9]+ /, ""); print number, $0 }' > "$WORK/cut"
	[ -s "$WORK/cut" ] || return 0
	while read -r number why; do
		say "default: deny would cut what this host does now: IP protocol $number, $why"
		say "keep it with services: { NAME: { protocol: $number, from: [THE OTHER HOSTS] } } in the policy"
	done < "$WORK/cut"
	[ "$FORCE_CUT" = no ] || return 0
	[ "$COMMAND" = apply ] || return 0
	refuse 'the policy would cut what this host does now; --force-cut applies it all the same'
}
