# A profile that the rules begin by themselves, and end.

# For awk: seconds(TEXT) of a time as nft writes it, `1h59m3s996ms`.
UNITS='
function seconds(text,   sum, unit) {
	sum = 0
	while (match(text, /^[0-9]+(ms|[wdhms])/)) {
		unit = substr(text, 1, RLENGTH); sub(/^[0-9]+/, "", unit)
		sum += substr(text, 1, RLENGTH) * of[unit]; text = substr(text, RLENGTH + 1)
	}
	return sum < 1 ? 1 : int(sum)
}
BEGIN { of["w"] = 604800; of["d"] = 86400; of["h"] = 3600; of["m"] = 60; of["s"] = 1; of["ms"] = 0.001 }
'

# alarms_told: lines "PROFILE FAMILY LEFT SINCE" of what stands now by the apply in $SNAP, in seconds. nft tells the time that is left; xt_recent
# when it was written last, in jiffies, and how many of those are a second shows from how many there have been since the boot: they begin
# at 2^32, less those of five minutes. Of the usual numbers the nearest counts; in the sixth minute after a boot they differ by little, and still do.
alarms_told() {
	told_by=$SNAP/manifest.json
	[ -f "$told_by" ] || told_by=$ROOT/etc/vosguard/artifacts/${SNAP##*/}/manifest.json
	alarm_backend=$(cat "$SNAP/backend" 2> /dev/null)
	sed -n 's/.*"id": "alarm[46]*", "backend": "\([a-z]*\)", "name": "\([^"]*\)", "family": "ipv\([46]\)".*"timeoutMs": \([0-9]*\)000, .*"policy": "profiles\.\([A-Za-z0-9_-]*\)\.when".*/\1 \2 \3 \4 \5/p' "$told_by" 2> /dev/null |
		while read -r of_backend name family hold profile; do
			[ "$of_backend" = "$alarm_backend" ] || continue
			since_name=$(echo "$name" | sed 's/alarm/alarmed/')
			case $of_backend in
			nftables)
				for set in "$name" "$since_name"; do nft list set inet vosguard "$set" 2> /dev/null; done < /dev/null |
					awk -v words="$profile $family" "$UNITS"'
						$1 == "set" { set++ }
						{ for (i = 1; i < NF; i++) if ($i == "expires") left[set] = seconds($(i + 1)) }
						END { if (1 in left) print words, left[1], (2 in left ? 24 * 86400 - left[2] : 24 * 86400) }'
				;;
			iptables)
				[ -r "/proc/net/xt_recent/$name" ] && [ -r /proc/timer_list ] || continue
				since_file=/proc/net/xt_recent/$since_name
				# Some awks end at a file that is not there.
				[ -r "$since_file" ] || since_file=/dev/null
				awk -v words="$profile $family" -v hold="$hold" '
					FILENAME ~ /uptime$/ { up = $1 }
					FILENAME ~ /timer_list$/ && $1 == "jiffies:" { now = $2 }
					/^src=/ { last = $0; sub(/.*last_seen: /, "", last); sub(/ .*/, "", last); at[FILENAME ~ /alarmed/ ? "since" : "last"] = last }
					END {
						if (!("last" in at) || now == "") exit
						n = split("100 250 300 1000", hertz, " ")
						for (i = 1; i <= n; i++) { off = now - 4294967296 - hertz[i] * (up - 300); if (off < 0) off = -off; if (i == 1 || off < best) { best = off; hz = hertz[i] } }
						left = hold - (now - at["last"]) / hz
						if (left > 0) printf "%s %d %d\n", words, left, ("since" in at ? (now - at["since"]) / hz : 0)
					}' /proc/uptime /proc/timer_list "/proc/net/xt_recent/$name" "$since_file" 2> /dev/null < /dev/null
				;;
			esac
		done
}
