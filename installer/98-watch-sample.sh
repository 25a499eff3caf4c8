# What a look is made of: counters of the kernel, and of the rules.

# open_samples: what stays the same as long as it watches.
open_samples() {
	read -r BOOT < /proc/sys/kernel/random/boot_id
	QUIET=no
	echo 0 > "$WORK/lost.now"
	DISKS=
	for disk in /sys/block/*/device; do
		disk=${disk%/device}
		DISKS="$DISKS ${disk##*/}"
	done
	TABLES4= TABLES6=
	if [ "$BACKEND" = iptables ]; then
		if usable iptables; then TABLES4=$(tables_of iptables); fi
		if usable ip6tables; then TABLES6=$(tables_of ip6tables); fi
	fi
}

# tables_of TOOL: where our chains are. A legacy tool makes a table by listing it, so no other is asked for.
tables_of() { awk '!($1 in seen) { seen[$1]; printf "%s ", $1 }' "$SNAP/after/$1"; }

# list_own: the counters of the backend that runs, and nothing else.
list_own() {
	case $BACKEND in
	nftables) nft -t list table inet vosguard 2>> "$LOG" ;;
	iptables)
		{
			for table in $TABLES4; do iptables-save -c -t "$table" 2>> "$LOG"; done
			for table in $TABLES6; do ip6tables-save -c -t "$table" 2>> "$LOG"; done
		} | whole_lines 1 0
		;;
	esac
}

# For awk: kernel() reads what the kernel counts of the whole host, without a program, into is[WORD]. `gone` are packets that it took and gave to
# nobody: refused by rules, ours or of others, before any socket.
KERNEL='
function line_of(file,   line) { line = ""; getline line < file; close(file); return line }
function kernel(   line, n, part, at, name, i, real, device) {
	line = line_of("/proc/uptime"); sub(/ .*/, "", line); sub(/\./, "", line); is["up"] = line
	split(line_of("/proc/stat"), part, " ")
	is["busy"] = part[2] + part[3] + part[4] + part[7] + part[8] + part[9]; is["cpu"] = is["busy"] + part[5] + part[6]
	n = split(disks, part, " "); for (i = 1; i <= n; i++) real[part[i]]
	if (n) { while ((getline line < "/proc/diskstats") > 0) { split(line, part, " "); if (part[3] in real) is["disk " part[3]] = part[13] } close("/proc/diskstats") }
	while ((getline line < "/proc/net/dev") > 0) {
		if (!(i = index(line, ":"))) continue
		device = substr(line, 1, i - 1); gsub(/ /, "", device); split(substr(line, i + 1), part, " ")
		if (device != "lo") is["received"] += part[2]
	}
	close("/proc/net/dev")
	while ((getline line < "/proc/net/snmp") > 0) {
		n = split(line, part, " ")
		for (i = 2; i <= n; i++) if (part[2] ~ /^[0-9-]/) at[part[1] name[i]] = part[i]; else name[i] = part[i]
	}
	close("/proc/net/snmp")
	while ((getline line < "/proc/net/snmp6") > 0) { split(line, part, " "); at[part[1]] = part[2] }
	close("/proc/net/snmp6")
	is["delivered"] = at["Udp:InDatagrams"] + at["Udp6InDatagrams"]
	is["gone"] = at["Ip:InReceives"] - at["Ip:InDelivers"] - at["Ip:ForwDatagrams"] - at["Ip:ReasmReqds"] + at["Ip:ReasmOKs"]
	is["gone"] += at["Ip6InReceives"] - at["Ip6InDelivers"] - at["Ip6OutForwDatagrams"] - at["Ip6ReasmReqds"] + at["Ip6ReasmOKs"]
	tracked = line_of("/proc/sys/net/netfilter/nf_conntrack_count") + 0; track_limit = line_of("/proc/sys/net/netfilter/nf_conntrack_max") + 0
}
'

# sample: lines of a word, a name where there are several, and numbers, by one program beside the listing.
sample() {
	list_own > "$WORK/counters"
	# Where nothing was refused, nobody was written down.
	[ "$QUIET" = yes ] && [ -f "$WORK/noted.now" ] || noted > "$WORK/noted.now"
	awk -v of="$BOOT ${SNAP##*/}" -v ends=" $REFUSING " -v noted="$WORK/noted.now" -v disks="$DISKS" "$COUNTED$KERNEL"'
		function put(word) { sum[word " " id] += packets }
		BEGIN { kernel(); printf "up %.0f\nof %s\n", is["up"], of; for (key in is) if (key != "up") printf "%s %.0f\n", key, is[key]; print "conntrack", tracked, track_limit }
		FILENAME == noted { print "source", $1 "@" $2, $3; next }
		!counted() { next }
		refuses { put("refused") }
		id ~ /^ban\.[a-z0-9.]*learn$/ { put("ban") }
		id == "refused.alarm.holds" { put("alarm") }
		id ~ /^(strangers|known)\.(REGISTER|INVITE)(\.[a-z]+)*\.(asked|ringing)$/ { put("passed") }
		id ~ /^asked\.denied\.seen\.[0-9]+$/ { put("challenged") }
		id == "answers.registered.seen" { put("accepted") }
		END { for (key in sum) printf "%s %.0f\n", key, sum[key] }' "$WORK/counters" "$WORK/noted.now"
}

# sets_sample: kept for a minute, for nft has to list a set to count it.
sets_sample() {
	now=$(uptime_seconds)
	[ -s "$WORK/sets.now" ] && [ "$((now - sets_at))" -lt 60 ] && return
	sets_at=$now
	entries_by_set > "$WORK/sets.now" || true > "$WORK/sets.now"
	[ "$QUIET" = begin ] || lost | grep -c . > "$WORK/lost.now"
	USUAL=$(usual_registrations)
	FOREIGN=$(truth foreign_baseline)
	REGISTERED=$(registrations_now)
}

# usual_registrations: of this hour of the week, in this host's own baseline; empty where there is none. The policy's number stands for it.
usual_registrations() {
	awk -v hour="$(hour_of_week)" -v host="$(host_mark)" '
		NR == 1 { if ($0 != "vosguard baseline 1 " host) exit; next }
		$1 == hour { print int($2 + 0.5); exit }' "$STATE/watch/baseline" 2> /dev/null | grep . ||
		sed -n 's/.*"registrations": \([0-9]*\).*/\1/p' "$MANIFEST" | head -n 1
}

hour_of_week() { echo $((($(date +%u) - 1) * 24 + $(date +%H | sed 's/^0//'))); }
# Copies of one image may have the same machine-id, or an empty one.
host_mark() { { cat "$ROOT/etc/machine-id" 2> /dev/null && uname -n || uname -n; } | tr -cd '0-9A-Za-z.-' | cut -c1-100; }

# foreign_baseline: of another host, so that it says nothing of this one.
foreign_baseline() { [ -s "$STATE/watch/baseline" ] && [ "$(head -n 1 "$STATE/watch/baseline")" != "vosguard baseline 1 $(host_mark)" ]; }

registrations_now() { awk '$2 == "registered" { n += $4 } $2 == "known" { k += $4 } END { print (n > 0 ? n : k) + 0 }' "$WORK/sets.now"; }
