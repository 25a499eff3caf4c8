# What watch has seen, for people and for programs.

# most_refused: lines "SOURCE RATE RULE LEFT" of five; LEFT is that of a ban, - without one.
most_refused() {
	sed -n 's/^top //p' "$WORK/look" | sort -k2,2rn -k1,1 | head -n 5 > "$WORK/most"
	[ -s "$WORK/most" ] || return 0
	bans_of_most > "$WORK/most.bans"
	awk -v bans="$WORK/most.bans" "$BITS"'
		FILENAME == bans { if ($2 > left[bits($1)]) left[bits($1)] = $2; next }
		{ entry = $1; sub(/\/64$/, "", entry); print $1, $2, $3, (bits(entry) in left ? left[bits(entry)] : "-") }' "$WORK/most.bans" "$WORK/most"
}

# bans_of_most: lines "ENTRY LEFT" of those that are banned, themselves or with their subnet, by one program. Of nft, as in list_sets; where it
# cannot be asked so, nothing is told.
bans_of_most() {
	while read -r source _; do
		entry=${source%/64}
		case $entry in *:*) family=6 ;; *) family=4 ;; esac
		for name in $(sets_of banned "$family") $(sets_of proven "$family"); do echo "$name $entry $entry"; done
		for name in $(sets_of subnets "$family"); do echo "$name $(subnet_of "$entry") $entry"; done
	done < "$WORK/most" > "$WORK/most.asked"
	case $BACKEND in
	nftables)
		{ awk '{ print "get element inet vosguard " $1 " { " $2 " }" }' "$WORK/most.asked" && echo quit; } | HOME=/dev/null nft -i 2> /dev/null |
			awk "$UNITS"'/^[ \t]*set / { set = $2 } / expires / { sub(/.*elements = \{/, ""); for (i = 2; i < NF; i++) if ($i == "expires") print set, $1, seconds($(i + 1)) }'
		;;
	iptables)
		cut -d' ' -f1 "$WORK/most.asked" | sort -u > "$WORK/most.sets"
		saved_sets "$WORK/most.sets" | awk '$1 == "add" { for (i = 4; i < NF; i++) if ($i == "timeout") print $2, $3, $(i + 1) }'
		;;
	esac | awk -v asked="$WORK/most.asked" "$BITS"'
		function spelled(entry) { return entry ~ /:/ ? bits(entry) : entry }
		FILENAME == asked { key = $1 " " spelled($2); of[key] = of[key] " " $3; next }
		{ n = split(of[$1 " " spelled($2)], source, " "); for (i = 1; i <= n; i++) print source[i], $3 }' "$WORK/most.asked" -
}

# facts_of_host: what a look tells beside it.
facts_of_host() {
	WAITING=$(truth waiting)
	BY_HAND=$(truth test -s "$STATE/by-hand.md")
	read -r LOST < "$WORK/lost.now"
	# What the time of day is, without asking for it each time.
	read -r up _ < /proc/uptime
	BEGAN_AT=$(($(date +%s) - ${up%%.*}))
}

# for_seconds: NOW and FOR_SECONDS, of the boot and of the state.
for_seconds() {
	read -r up _ < /proc/uptime
	NOW=${up%%.*}
	FOR_SECONDS=$((NOW - since))
	[ -f "$WORK/rates" ] || true > "$WORK/rates"
}

watch_json() {
	for_seconds
	awk -v work="$WORK" -v state="$WATCH_STATE" -v before="$STATE_BEFORE" -v since="$FOR_SECONDS" -v age="$(((${BEAT_UP:-0} - ${LOOKED:-0}) / 100))" -v lost="$LOST" -v foreign="$FOREIGN" -v waiting="$WAITING" -v hand="$BY_HAND" '
		function list(name, n, line,   i) { printf "  \"%s\": [", name; for (i = 1; i <= n; i++) printf "%s\n    %s", (i > 1 ? "," : ""), line[i]; printf "%s],\n", (n ? "\n  " : "") }
		function quoted(text) { gsub(/[\\"]/, "", text); return "\"" text "\"" }
		FILENAME == work "/top" { top[++tops] = "{ \"source\": " quoted($1) ", \"refusedPerSecond\": " $2 ", \"rule\": " quoted($3) ", \"bannedFor\": " ($4 == "-" ? "null" : $4) " }"; next }
		$1 == "rate" { rate[$2] = $3; next }
		$1 == "class" { class[++classes] = "{ \"class\": " quoted($2) ", \"refusedPerSecond\": " $3 ", \"passedPerSecond\": " $4 " }"; next }
		$1 == "set" { set[++sets] = "{ \"set\": " quoted($2) ", \"holds\": " quoted($3) ", \"family\": \"ipv" $4 "\", \"entries\": " $5 ", \"size\": " $6 " }"; next }
		$1 == "evidence" { unit = $0; sub(/^[^ ]+ [^ ]+ [^ ]+ [^ ]+ [^ ]+ /, "", unit); evidence[++n] = "{ \"what\": " quoted($3) ", \"level\": " quoted($2) ", \"value\": " $4 ", \"limit\": " $5 ", \"unit\": " quoted(unit) " }" }
		END {
			printf "{\n  \"format\": 1,\n  \"state\": \"%s\",\n  \"before\": \"%s\",\n  \"forSeconds\": %d,\n  \"spanSeconds\": %s,\n  \"ageSeconds\": %d,\n", state, before, since, rate["span"], age
			list("evidence", n, evidence)
			printf "  \"packetsPerSecond\": { \"received\": %s, \"deliveredUdp\": %s, \"dropped\": %s, \"refused\": %s },\n  \"answersToRegisters\": { \"challengedPerSecond\": %s, \"acceptedPerSecond\": %s },\n", rate["received"], rate["delivered"], rate["gone"], rate["refused"], rate["challenged"], rate["accepted"]
			list("classes", classes, class); list("sources", tops, top); list("sets", sets, set)
			printf "  \"bansPerMinute\": %s,\n  \"registrations\": { \"now\": %s, \"usual\": %s, \"foreignBaseline\": %s },\n", rate["bans"], rate["registrations"], (rate["usual"] > 0 ? rate["usual"] : "null"), (foreign ? "true" : "false")
			printf "  \"conntrack\": { \"entries\": %s, \"limit\": %s },\n  \"cpuPercent\": %s,\n  \"diskPercent\": %s,\n", rate["conntrack"], rate["conntrack_limit"], rate["cpu"], rate["disk"]
			printf "  \"lostParts\": %d,\n  \"confirmationPending\": %s,\n  \"settingsByHand\": %s\n}\n", lost, (waiting ? "true" : "false"), (hand ? "true" : "false")
		}' "$WORK/top" "$WORK/look" "$WORK/rates"
}

# What each kind of evidence is, in words.
EVIDENCE='
function words(what) {
	if (what == "refused") return "packets that the rules refuse"
	if (what == "alarm") return "the rules have begun the profile by themselves"
	if (what == "source") return "packets of one source that the rules refuse"
	if (what == "options") return "OPTIONS of one source that the rules refuse"
	if (what == "bans") return "bans by rules"
	if (what == "challenges") return "answers of 401 and 407 to REGISTERs over UDP"
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
	for_seconds
	awk -v head="$APPLIED_WORDS" -v now="$((BEGAN_AT + NOW))" -v state="$WATCH_STATE" -v since="$FOR_SECONDS" -v age="$(((${BEAT_UP:-0} - ${LOOKED:-0}) / 100))" \
		-v work="$WORK" -v trend="${TREND-}" "$EVIDENCE$SPAN_WORDS"'
		FILENAME == work "/top" { top[++tops] = sprintf("  %-24s %8.1f/s  %s%s", $1, $2, $3, ($4 == "-" ? "" : ", banned for another " span($4))); next }
		$1 == "rate" { rate[$2] = $3; next }
		$1 == "class" { if ($3 + $4 > 0) class[++classes] = sprintf("  %-16s %8d/s refused %8d/s passed to the switch", $2, $3, $4); next }
		$1 == "set" { if ($3 !~ /^(tried|greeted|opened|paroled)$/ && $5 > 0) set[++sets] = sprintf("  %-16s %8d of %d (%s)", $2, $5, $6, $3); next }
		$1 == "evidence" { unit = $0; sub(/^[^ ]+ [^ ]+ [^ ]+ [^ ]+ [^ ]+ /, "", unit); found[++founds] = sprintf("  %s: %s: %s %s, threshold %s", $2, words($3), $4, unit, $5) }
		END {
			day = now % 86400; printf "vosguard watch %02d:%02d:%02d UTC, %s\n", int(day / 3600), int(day / 60) % 60, day % 60, head
			printf "state: %s%s\n", state, (since < 1 ? "" : " for " span(since))
			for (i = 1; i <= founds; i++) print found[i]
			if (!founds) print "  nothing speaks for an attack"
			printf "packets: %.0f/s received on all devices, %.0f/s UDP delivered, %.0f/s dropped%s\n", rate["received"], rate["delivered"], rate["gone"], (trend == "" ? "" : "  |" trend "|")
			printf "refused by the rules: %.0f/s%s; answers to REGISTERs over UDP: %s/s challenged, %s/s accepted\n", rate["refused"], (age > 0 ? " (a look of " age " s ago)" : ""), rate["challenged"], rate["accepted"]
			for (i = 1; i <= classes; i++) print class[i]
			if (tops) print "refused most:"
			for (i = 1; i <= tops; i++) print top[i]
			if (sets) print "sets:"
			for (i = 1; i <= sets; i++) print set[i]
			printf "registrations: %d%s; bans: %d/min\n", rate["registrations"], (rate["usual"] > 0 ? " (usual at this hour: " rate["usual"] ")" : ""), rate["bans"]
			printf "conntrack: %d of %d; cpu: %d %%; disk: %d %%\n", rate["conntrack"], rate["conntrack_limit"], rate["cpu"], rate["disk"]
		}' "$WORK/top" "$WORK/look" "$WORK/rates" || return 1
	[ "$FOREIGN" = 0 ] || echo "the baseline is of another host, and says nothing of this one; to begin anew, take away $STATE/watch/baseline"
	[ "$LOST" = 0 ] || echo 'rules are not as they were applied: see status'
	by_hand_words
}
