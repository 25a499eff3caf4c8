# What watch has seen, for people and for programs.

# most_refused: lines "SOURCE RATE RULE LEFT" of five; LEFT is that of a ban, - without one.
most_refused() {
	sed -n 's/^top //p' "$WORK/look" | sort -k2,2rn -k1,1 | head -n 5 | while read -r source rate rule; do
		ENTRY=${source%/64}
		case $ENTRY in *:*) FAMILY=6 ;; *) FAMILY=4 ;; esac
		left=$({ left_in proven && left_in banned; } < /dev/null | sort -rn | head -n 1)
		echo "$source $rate $rule ${left:--}"
	done
}

watch_json() {
	most_refused > "$WORK/top"
	awk -v work="$WORK" -v state="$WATCH_STATE" -v before="$STATE_BEFORE" -v since="$(($(uptime_seconds) - since))" -v lost="$(cat "$WORK/lost.now")" -v waiting="$(truth waiting)" -v hand="$(truth test -s "$STATE/by-hand.md")" '
		function list(name, n, line,   i) { printf "  \"%s\": [", name; for (i = 1; i <= n; i++) printf "%s\n    %s", (i > 1 ? "," : ""), line[i]; printf "%s],\n", (n ? "\n  " : "") }
		function quoted(text) { gsub(/[\\"]/, "", text); return "\"" text "\"" }
		FILENAME == work "/top" { top[++tops] = "{ \"source\": " quoted($1) ", \"refusedPerSecond\": " $2 ", \"rule\": " quoted($3) ", \"bannedFor\": " ($4 == "-" ? "null" : $4) " }"; next }
		$1 == "rate" { rate[$2] = $3; next }
		$1 == "class" { class[++classes] = "{ \"class\": " quoted($2) ", \"refusedPerSecond\": " $3 ", \"passedPerSecond\": " $4 " }"; next }
		$1 == "set" { set[++sets] = "{ \"set\": " quoted($2) ", \"holds\": " quoted($3) ", \"family\": \"ipv" $4 "\", \"entries\": " $5 ", \"size\": " $6 " }"; next }
		$1 == "evidence" { unit = $0; sub(/^[^ ]+ [^ ]+ [^ ]+ [^ ]+ [^ ]+ /, "", unit); evidence[++n] = "{ \"what\": " quoted($3) ", \"level\": " quoted($2) ", \"value\": " $4 ", \"limit\": " $5 ", \"unit\": " quoted(unit) " }" }
		END {
			printf "{\n  \"format\": 1,\n  \"state\": \"%s\",\n  \"before\": \"%s\",\n  \"forSeconds\": %d,\n  \"spanSeconds\": %s,\n", state, before, since, rate["span"]
			list("evidence", n, evidence)
			printf "  \"packetsPerSecond\": { \"received\": %s, \"deliveredUdp\": %s, \"refused\": %s },\n", rate["received"], rate["delivered"], rate["refused"]
			list("classes", classes, class); list("sources", tops, top); list("sets", sets, set)
			printf "  \"bansPerMinute\": %s,\n  \"registrations\": { \"now\": %s, \"usual\": %s },\n", rate["bans"], rate["registrations"], (rate["usual"] > 0 ? rate["usual"] : "null")
			printf "  \"conntrack\": { \"entries\": %s, \"limit\": %s },\n  \"cpuPercent\": %s,\n  \"diskPercent\": %s,\n", rate["conntrack"], rate["conntrack_limit"], rate["cpu"], rate["disk"]
			printf "  \"lostParts\": %d,\n  \"confirmationPending\": %s,\n  \"settingsByHand\": %s\n}\n", lost, (waiting ? "true" : "false"), (hand ? "true" : "false")
		}' "$WORK/top" "$WORK/look"
}

# What each kind of evidence is, in words.
EVIDENCE='
function words(what) {
	if (what == "refused") return "packets that the rules refuse"
	if (what == "alarm") return "the rules have begun the profile by themselves"
	if (what == "source") return "packets of one source that the rules refuse"
	if (what == "options") return "OPTIONS of one source that the rules refuse"
	if (what == "bans") return "bans by rules"
	if (what == "conntrack") return "the table of connections is full to"
	if (what == "cpu") return "the processors are busy to"
	if (what == "disk") return "a disk is busy to"
	if (what == "tables") return "a set is full to"
	if (what == "registrations-below") return "registered sources are fewer than usual at this hour"
	if (what == "registrations-above") return "registered sources are more than usual at this hour"
	return what
}
'

watch_text() {
	most_refused > "$WORK/top"
	echo "vosguard watch $(date +%H:%M:%S) UTC, $(applied_words)"
	echo "state: $WATCH_STATE$([ "$(($(uptime_seconds) - since))" -lt 1 ] || echo " for $(span "$(($(uptime_seconds) - since))")")"
	awk -v work="$WORK" -v trend="${TREND-}" "$EVIDENCE$SPAN_WORDS"'
		FILENAME == work "/top" { top[++tops] = sprintf("  %-24s %8.1f/s  %s%s", $1, $2, $3, ($4 == "-" ? "" : ", banned for another " span($4))); next }
		$1 == "rate" { rate[$2] = $3; next }
		$1 == "class" { if ($3 + $4 > 0) class[++classes] = sprintf("  %-16s %8d/s refused %8d/s passed to the switch", $2, $3, $4); next }
		$1 == "set" { if ($3 !~ /^(tried|greeted|opened|paroled)$/ && $5 > 0) set[++sets] = sprintf("  %-16s %8d of %d (%s)", $2, $5, $6, $3); next }
		$1 == "evidence" { unit = $0; sub(/^[^ ]+ [^ ]+ [^ ]+ [^ ]+ [^ ]+ /, "", unit); printf "  %s: %s: %s %s, threshold %s\n", $2, words($3), $4, unit, $5; found = 1 }
		END {
			if (!found) print "  nothing speaks for an attack"
			printf "packets: %d/s received on all devices, %d/s UDP delivered, %d/s refused%s\n", rate["received"], rate["delivered"], rate["refused"], (trend == "" ? "" : "  |" trend "|")
			for (i = 1; i <= classes; i++) print class[i]
			if (tops) print "refused most:"
			for (i = 1; i <= tops; i++) print top[i]
			if (sets) print "sets:"
			for (i = 1; i <= sets; i++) print set[i]
			printf "registrations: %d%s; bans: %d/min\n", rate["registrations"], (rate["usual"] > 0 ? " (usual at this hour: " rate["usual"] ")" : ""), rate["bans"]
			printf "conntrack: %d of %d; cpu: %d %%; disk: %d %%\n", rate["conntrack"], rate["conntrack_limit"], rate["cpu"], rate["disk"]
		}' "$WORK/top" "$WORK/look"
	[ "$(cat "$WORK/lost.now")" = 0 ] || echo 'rules are not as they were applied: see status'
	by_hand_words
}

# watch_live: frame after frame, in place on a terminal; for whoever reads it elsewhere each begins with its own line. It ends with its reader.
watch_live() {
	trap 'leave 0' HUP INT TERM
	TREND=
	sets_sample
	sample > "$WORK/sample.old"
	sleep "$SPAN_OF_LOOK"
	while :; do
		sets_sample
		sample > "$WORK/sample.new"
		judge
		KEPT_STATE=$WORK/state.own
		echo "$WATCH_STATE $since $seen_suspicious $seen_attack $level $(boot_id)" > "$KEPT_STATE"
		TREND=$(printf '%s' "$TREND$(trend_of)" | tail -c 60)
		if [ "$FORMAT" = json ]; then watch_json; else
			[ ! -t 1 ] || printf '\033[H\033[J'
			watch_text
		fi > "$WORK/frame"
		cat "$WORK/frame" 2> /dev/null || leave 0
		mv -f "$WORK/sample.new" "$WORK/sample.old"
		sleep "${EVERY:-2}"
	done
}

# A sign for what is refused a second: each is worth four times the one before it.
trend_of() { awk '$2 == "refused" { n = $3; signs = " .:-=+*#%@"; for (i = 1; i < 10 && n >= 1; i++) n /= 4; print substr(signs, i, 1) }' "$WORK/look"; }
