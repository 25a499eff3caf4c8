# Datagrams that a device merges come to the rules as one packet, and a limit counts it as one. src/plan/offloads.ts says the same.
tell_offloads() {
	if ! have ethtool; then
		say 'whether devices merge UDP datagrams (rx-udp-gro-forwarding, rx-gro-list) is unknown: there is no ethtool here'
		return
	fi
	for device in $(awk -F: 'NR > 2 { gsub(/ /, "", $1); if ($1 != "lo") print $1 }' /proc/net/dev | head -n 64); do
		on=$(ethtool -k "$device" 2> /dev/null | awk '
			/^generic-receive-offload: on/ { gro = 1 }
			/^[ \t]*(rx-udp-gro-forwarding|rx-gro-list): on/ { sub(/:.*/, ""); gsub(/[ \t]/, ""); all = all (all == "" ? "" : " ") $0 }
			END { if (gro) print all }')
		[ -z "$on" ] || say "$device merges UDP datagrams ($(printf '%s' "$on" | sed 's/ /, /g')): many of one source count as one packet where a limit counts packets; end it with: ethtool -K $device $(printf '%s' "$on" | sed 's/ / off /g') off"
	done
}
