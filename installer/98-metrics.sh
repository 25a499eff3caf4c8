# metrics: what stands, what it has refused and how full it is, in the text format of Prometheus, for the textfile collector of its node
# exporter. Counters begin anew with a restart; an apply carries them on.

metrics() {
	open_applied
	refused_by_rule > "$WORK/refused"
	entries_by_set > "$WORK/entries"
	{
		metrics_of_apply
		metrics_of_health
		metrics_of_rules
		metrics_of_sets
		metrics_of_conntrack
	} > "$WORK/metrics"
	# All or nothing: half a file would be read as a host without the rest.
	if [ "$FORMAT" = json ]; then metrics_json "$WORK/metrics"; else cat "$WORK/metrics"; fi
	leave 0
}

# metric NAME TYPE HELP, then lines of samples from standard input.
metric() { printf '# HELP %s %s\n# TYPE %s %s\n' "$1" "$3" "$1" "$2" && cat; }

# one NAME HELP VALUE: a gauge without labels; nothing where there is no number.
one() { case $3 in '' | *[!0-9-]*) ;; *) echo "$1 $3" | metric "$1" gauge "$2" ;; esac; }

# truth COMMAND...: 1 or 0.
truth() { if "$@" > /dev/null 2>&1; then echo 1; else echo 0; fi; }

label() { printf '%s' "$1" | tr -cd ' -~' | sed 's/[\\"]/\\&/g'; }

metrics_of_apply() {
	printf 'vosguard_info{policy="%s",profile="%s",backend="%s"} 1\n' \
		"$(label "$(sed 's/, sha256 .*//' "$SNAP/policy")")" "$(label "$(profile_of "$SNAP")")" "$BACKEND" |
		metric vosguard_info gauge 'The policy and profile that are in force.'
	one vosguard_applied_timestamp_seconds 'When they were applied.' "$(cat "$SNAP/time" 2> /dev/null)"
	one vosguard_confirmation_pending 'An apply waits for its confirmation.' "$(truth waiting)"
	one vosguard_profile_seconds_left 'Until the profile ends; below zero: it should have ended.' "$(seconds_left)"
	metrics_of_alarm
	one vosguard_settings_by_hand "The switch's own settings are to be put back by hand." "$(truth test -s "$STATE/by-hand.md")"
}

# Not there where no profile of the policy begins by itself.
metrics_of_alarm() {
	grep -q '"holds": "alarm"' "$MANIFEST" || return 0
	alarms_told > "$WORK/alarms"
	for family in 4 6; do
		awk -v family="$family" '$2 == family { left = $3 } END { printf "vosguard_alarm_seconds_left{family=\"ipv%s\"} %d\n", family, left }' "$WORK/alarms"
	done | metric vosguard_alarm_seconds_left gauge 'For how long the profile that began by itself holds still; 0: it does not.'
}

metrics_of_health() {
	one vosguard_lost_parts 'Parts of what was applied of which something is gone.' "$(lost | grep -c .)"
	one vosguard_losses_today 'How often in the last day others have taken something away that was put back.' \
		"$(cat "$STATE/losses" 2> /dev/null | awk -v now="$(date +%s)" 'now - $3 < 86400 && now >= $3 { n++ } END { print n + 0 }')"
	one vosguard_boot_failed 'The last start of the rules failed.' "$(truth test -s "$STATE/boot.failed")"
	one vosguard_watch_state 'What watch --tell has seen last: 0 normal, 1 suspicious, 2 attack.' "$(seen_state)"
	if [ "$(cat "$SNAP/persist")" = yes ]; then one vosguard_keep_running 'vosguard-keep looks after the rules.' "$(truth keeper_runs)"; fi
}

# seen_state: of this boot; nothing where nobody watches.
seen_state() {
	open_watched
	awk -v boot="$(boot_id)" '$6 == boot { print $1 == "attack" ? 2 : $1 == "suspicious" ? 1 : 0 }' "$WATCHED/state" 2> /dev/null
}

metrics_of_rules() {
	rules_told > "$WORK/rules"
	awk -v told="$WORK/rules" '
		FILENAME == told { policy[$1] = $2; next }
		{ text = policy[$2]; gsub(/[\\"]/, "\\\\&", text); printf "vosguard_refused_packets_total{rule=\"%s\",policy=\"%s\"} %.0f\n", $2, text, $1 }' "$WORK/rules" "$WORK/refused" |
		sort | metric vosguard_refused_packets_total counter 'Packets that a rule has refused, by its id and the key of the policy that it comes from.'
}

metrics_of_sets() {
	awk '{ printf "vosguard_set_entries{set=\"%s\",holds=\"%s\",family=\"ipv%s\"} %s\n", $1, $2, $3, $4 }' "$WORK/entries" |
		metric vosguard_set_entries gauge 'Sources in a set that the rules fill: known, called, banned and others.'
	awk '{ printf "vosguard_set_size{set=\"%s\",holds=\"%s\",family=\"ipv%s\"} %s\n", $1, $2, $3, $5 }' "$WORK/entries" |
		metric vosguard_set_size gauge 'How many it can hold; see sip.sizes.'
}

# Lines "SET HOLDS FAMILY ENTRIES SIZE". ipset counts by itself; nft has to list a set, so only those are counted that tell an operator
# something.
entries_by_set() {
	awk -v backend="$BACKEND" '$2 == "learned" && (backend == "iptables" || $3 ~ /^(known|registered|called|calling|banned|proven|subnets)$/)' "$WORK/told" > "$WORK/counted"
	case $BACKEND in
	iptables)
		ipset list -t 2>> "$LOG" | awk '/^Name: / { name = $2 } /^Number of entries: / { print name, $NF }'
		;;
	nftables)
		options=
		cut -d' ' -f4 "$WORK/counted" > "$WORK/nft.wanted"
		list_sets && awk '/^\tset / { name = $2; n[name] += 0 } { n[name] += gsub(/ expires /, "") } END { for (name in n) if (name != "") print name, n[name] }' "$WORK/nft.entries"
		;;
	esac > "$WORK/amounts" || return 1
	awk -v amounts="$WORK/amounts" 'FILENAME == amounts { n[$1] = $2; next } $4 in n { print $4, $3, $1, n[$4], $5 }' "$WORK/amounts" "$WORK/counted"
}

metrics_of_conntrack() {
	folder=/proc/sys/net/netfilter
	one vosguard_conntrack_entries 'Connections that the kernel tracks.' "$(cat "$folder/nf_conntrack_count" 2> /dev/null)"
	one vosguard_conntrack_limit 'How many it can track.' "$(cat "$folder/nf_conntrack_max" 2> /dev/null)"
}
