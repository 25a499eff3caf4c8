# watch: what comes in, what is refused, and how full everything is, from counters and the sizes of sets. Two samples make a look, what of
# a look speaks for an attack is evidence, and evidence makes the state. The thresholds are those of the policy.

# Seconds between the two samples of one look, and how old the first may be.
SPAN_OF_LOOK=2
OLDEST_SAMPLE=600

watch() {
	open_applied
	sets_at=0
	open_watched
	open_samples
	watch_limits > "$WORK/watch.limits"
	CALM=$(limit_of calm)
	SUSPICIOUS_AT=$(limit_of refused_suspicious)
	ATTACK_AT=$(limit_of refused_attack)
	APPLIED_WORDS=$(applied_words)
	if [ "$BASELINE" = yes ]; then
		record_baseline
	elif [ "$TELLING" = yes ]; then
		watch_and_tell
	elif [ "$ONCE" = yes ]; then
		look_once
		most_refused > "$WORK/top"
		facts_of_host
		if [ "$FORMAT" = json ]; then watch_json; else watch_text; fi
		case $WATCH_STATE in suspicious) leave 1 ;; attack) leave 5 ;; esac
	else
		watch_live
	fi
	leave 0
}

# open_watched: what one look tells the next is of this boot, and kept in memory where the host has a /run: the disk that an attack has filled
# takes nothing. What is usual at an hour is kept for good, in $STATE/watch.
open_watched() {
	WATCHED=$STATE/watch
	[ ! -d "$ROOT/run" ] || WATCHED=$ROOT/run/vosguard-watch
}

# keep_watched FOLDER: for root alone.
keep_watched() { mkdir -p "$1" 2> /dev/null && chmod 700 "$1" || refuse "$1 cannot be written"; }

# watch_limits: lines "NAME VALUE" of the policy; what it has switched off is missing. Where an older version has compiled it, the defaults of now.
watch_limits() {
	sed -n '/^  "watch": {/,/^  }/s/^    "\([a-z_]*\)": \([0-9]*\),*$/\1 \2/p' "$MANIFEST" > "$WORK/watch.told"
	if grep -q '^  "watch": {' "$MANIFEST"; then
		cat "$WORK/watch.told"
	else
		printf '%s %s\n' refused_suspicious 50 refused_attack 500 source 100 options 50 bans 20 challenges 80 conntrack 80 cpu_suspicious 70 cpu_attack 80 disk 80 tables 80 below 50 above 200 calm 300
	fi
}

# look_once: a look of two samples of now, or of now and the one that is kept, where that is young and of the same rules. The state is told
# from what is kept too, and nothing is written.
look_once() {
	sets_sample
	if [ -s "$WATCHED/sample" ] && cp "$WATCHED/sample" "$WORK/sample.old" && is_young "$WORK/sample.old"; then
		sample > "$WORK/sample.new"
	else
		sample > "$WORK/sample.old"
		sleep "$SPAN_OF_LOOK"
		sample > "$WORK/sample.new"
	fi
	judge
}

is_young() {
	grep -qx "of $BOOT ${SNAP##*/}" "$1" || return 1
	read -r _ up < "$1"
	case $up in '' | *[!0-9]*) return 1 ;; esac
	age=$(($(uptime_seconds) - up / 100))
	[ "$age" -ge 1 ] && [ "$age" -le "$OLDEST_SAMPLE" ]
}

# judge: from the two samples to $WORK/look, lines "rate NAME VALUE", "class METHOD REFUSED PASSED", "top SOURCE RATE RULE", "set ..." and
# "evidence LEVEL NAME VALUE LIMIT UNIT"; then the state.
judge() {
	awk -v work="$WORK" -v registrations="$REGISTERED" -v usual="${USUAL:-0}" '
		function from(name) { return FILENAME == work "/" name }
		function since(key) { return now[key] >= old[key] ? now[key] - old[key] : now[key] }
		function grown(key) { return now[key] >= old[key] ? now[key] - old[key] : 0 }
		function tell(level, name, value, limit_, unit) { if (worst_level != "attack") worst_level = level; printf "evidence %s %s %.0f %s %s\n", level, name, value, limit_, unit }
		function reaches(value, name) { return (name in limit) && value >= limit[name] }
		from("watch.limits") { limit[$1] = $2 + 0; next }
		from("sets.now") { print "set", $0; if ($5 > 0 && reaches($4 * 100 / $5, "tables")) full[++fulls] = $2 " " int($4 * 100 / $5); next }
		{ key = $1; if ($1 ~ /^(refused|ban|alarm|passed|challenged|accepted|disk|source)$/) key = $1 " " $2; value = $NF }
		from("sample.old") { if ($1 != "conntrack") old[key] = value; next }
		$1 == "conntrack" { tracked = $2; track_limit = $3; next }
		{ now[key] = value }
		END {
			span = (now["up"] - old["up"]) / 100; if (span < 0.5) span = 0.5
			busy = now["busy"] - old["busy"]; all = now["cpu"] - old["cpu"]
			for (key in now) {
				split(key, word, " ")
				if (word[1] == "refused") { n = since(key); refused += n; split(word[2], part, "."); method = word[2] ~ /banned|proven|parole|subnets/ ? "banned" : word[2] ~ /blocked/ ? "blocked" : part[2] ~ /^[A-Z]+$/ ? part[2] : "other"; no[method] += n; seen[method] }
				if (word[1] == "passed") { split(word[2], part, "."); yes[part[2]] += since(key); seen[part[2]] }
				if (word[1] == "ban") bans += since(key)
				if (word[1] == "alarm") alarmed += since(key)
				if (word[1] == "challenged") challenged += since(key)
				if (word[1] == "accepted") accepted += since(key)
				if (word[1] == "disk" && (key in old)) { n = since(key) / (10 * span); if (n > disk) disk = n }
				if (word[1] == "source") { n = since(key); at = index(word[2], "@"); who = substr(word[2], at + 1); rule = substr(word[2], 1, at - 1); by[who] += n; if (n > most[who]) { most[who] = n; why[who] = rule } if (rule ~ /OPTIONS/) options[who] += n }
			}
			printf "rate span %.1f\nrate received %.0f\nrate delivered %.0f\nrate refused %.0f\n", span, grown("received") / span, grown("delivered") / span, refused / span
			printf "rate gone %.0f\nrate challenged %.1f\nrate accepted %.1f\n", grown("gone") / span, challenged / span, accepted / span
			printf "rate bans %.0f\nrate cpu %.0f\nrate disk %.0f\nrate conntrack %s\nrate conntrack_limit %s\n", bans * 60 / span, (all > 0 ? busy * 100 / all : 0), (disk > 100 ? 100 : disk), tracked + 0, track_limit + 0
			printf "rate registrations %d\nrate usual %d\n", registrations, usual
			for (method in seen) printf "class %s %.0f %.0f\n", method, no[method] / span, yes[method] / span
			for (who in by) if (by[who] > 0) printf "top %s %.1f %s\n", who, by[who] / span, why[who]
			if (reaches(refused / span, "refused_attack")) tell("attack", "refused", refused / span, limit["refused_attack"], "packets/s")
			else if (reaches(refused / span, "refused_suspicious")) tell("suspicious", "refused", refused / span, limit["refused_suspicious"], "packets/s")
			if (alarmed > 0) tell("attack", "alarm", alarmed, 1, "packets beyond the rate of its when")
			for (who in by) if (by[who] / span > worst) { worst = by[who] / span; worst_source = who }
			if (reaches(worst, "source")) tell("suspicious", "source", worst, limit["source"], "packets/s of " worst_source)
			for (who in options) if (options[who] * 60 / span > scans && options[who] >= 5) { scans = options[who] * 60 / span; scanner = who }
			if (reaches(scans, "options")) tell("suspicious", "options", scans, limit["options"], "OPTIONS/min of " scanner)
			# One source may count several times in the moment before its ban holds.
			if (bans * 2 >= limit["bans"] && reaches(bans * 60 / span, "bans")) tell("attack", "bans", bans * 60 / span, limit["bans"], "bans/min")
			# Each phone is challenged once and then let in. Of a few answers a share says nothing.
			answers = challenged + accepted
			if (answers >= 20 && reaches(challenged * 100 / answers, "challenges")) tell("suspicious", "challenges", challenged * 100 / answers, limit["challenges"], "% of " answers " answers to REGISTERs over UDP")
			if (track_limit > 0 && reaches(tracked * 100 / track_limit, "conntrack")) tell("suspicious", "conntrack", tracked * 100 / track_limit, limit["conntrack"], "%")
			# A busy hour is no attack: it takes both.
			load = all > 0 ? busy * 100 / all : 0
			if (reaches(load, "cpu_attack") && reaches(refused / span, "refused_suspicious")) tell("attack", "cpu", load, limit["cpu_attack"], "%")
			else if (reaches(load, "cpu_suspicious")) tell("suspicious", "cpu", load, limit["cpu_suspicious"], "%")
			if (reaches(disk, "disk")) tell("suspicious", "disk", disk, limit["disk"], "%")
			for (i = 1; i <= fulls; i++) { split(full[i], word, " "); tell("suspicious", "tables", word[2], limit["tables"], "% of " word[1]) }
			if (usual >= 20 && ("below" in limit) && registrations * 100 < usual * limit["below"]) tell("suspicious", "registrations-below", registrations * 100 / usual, limit["below"], "%")
			if (usual >= 20 && ("above" in limit) && registrations * 100 > usual * limit["above"]) tell("suspicious", "registrations-above", registrations * 100 / usual, limit["above"], "%")
			print (worst_level == "" ? "normal" : worst_level), (span >= 10) > (work "/level")
		}' "$WORK/watch.limits" "$WORK/sets.now" "$WORK/sample.old" "$WORK/sample.new" > "$WORK/look"
	next_state
}

# next_state: up by the second look in a row that has the evidence, or by one of ten seconds; down when there has been none for `calm`.
# Kept in $STATE/watch/state: the state, since when, when each level was last seen, and which the look before had; seconds since the boot.
next_state() {
	read -r now _ < /proc/uptime
	now=${now%%.*}
	WATCH_STATE=normal since=$now seen_suspicious=0 seen_attack=0 level_before=normal kept_boot=
	if [ -s "${KEPT_STATE:-$WATCHED/state}" ]; then read -r WATCH_STATE since seen_suspicious seen_attack level_before kept_boot < "${KEPT_STATE:-$WATCHED/state}" || true; fi
	case $WATCH_STATE:$since:$seen_suspicious:$seen_attack in
	normal:*[!0-9:]* | suspicious:*[!0-9:]* | attack:*[!0-9:]*) kept_boot= ;;
	normal:* | suspicious:* | attack:*) ;;
	*) kept_boot= ;;
	esac
	fresh=no
	if [ "$kept_boot" != "$BOOT" ]; then fresh=yes WATCH_STATE=normal since=$now seen_suspicious=0 seen_attack=0; fi
	STATE_BEFORE=$WATCH_STATE
	read -r level long < "$WORK/level"
	case $level in attack) seen_attack=$now seen_suspicious=$now ;; suspicious) seen_suspicious=$now ;; esac
	calm=${CALM:-0}
	held=$level
	# Of two looks the milder one counts; where nobody has looked before, this one.
	if [ "$long$fresh" = 0no ]; then case $level:$level_before in attack:suspicious) held=suspicious ;; *:normal) held=normal ;; esac fi
	case $WATCH_STATE:$held in
	normal:suspicious | normal:attack | suspicious:attack) WATCH_STATE=$held since=$now ;;
	attack:*) if [ "$((now - seen_attack))" -ge "$calm" ]; then fall_back; fi ;;
	suspicious:*) if [ "$((now - seen_suspicious))" -ge "$calm" ]; then fall_back; fi ;;
	esac
}

fall_back() {
	since=$now
	if [ "$((now - seen_suspicious))" -lt "$calm" ]; then WATCH_STATE=suspicious; else WATCH_STATE=normal; fi
}

limit_of() { awk -v name="$1" '$1 == name { print $2 }' "$WORK/watch.limits"; }

# Of a disk that takes nothing the look is told all the same, and the next one begins anew.
keep_look() {
	cp "$WORK/sample.new" "$WATCHED/sample.new" 2> /dev/null && mv -f "$WATCHED/sample.new" "$WATCHED/sample" || rm -f "$WATCHED/sample.new"
	echo "$WATCH_STATE $since $seen_suspicious $seen_attack $level $BOOT" > "$WATCHED/state.new" 2> /dev/null && mv -f "$WATCHED/state.new" "$WATCHED/state" || say "$WATCHED cannot be written"
} 2>> "$LOG"

# watch_and_tell: for a unit (--every) or cron: looks, keeps what it has seen, and runs the hooks. One at a time.
watch_and_tell() {
	keep_watched "$WATCHED"
	keeper=$(cat "$WATCHED/owner" 2> /dev/null)
	# shellcheck disable=SC2086 # pid and beginning
	if [ "$keeper" != "$$ $(started $$)" ] && alive ${keeper:-0 0}; then
		say 'another watch is at work on this host'
		leave 0
	fi
	echo "$$ $(started $$)" > "$WATCHED/owner"
	while :; do
		look_once
		keep_look
		facts_of_host
		true > "$WORK/top"
		[ "$FORMAT" != json ] || { most_refused > "$WORK/top" && watch_json; }
		tell_events
		[ -n "$EVERY" ] || break
		sleep "$EVERY"
		# What has been applied meanwhile has other rules.
		applied_now=$(cat "$STATE/applied" 2> /dev/null)
		[ -n "$applied_now" ] || [ -s "$STATE/pending" ] || leave 0
		if [ -n "$applied_now" ] && [ "$applied_now" != "${SNAP##*/}" ]; then again_watch; fi
	done
}

again_watch() {
	rm -rf "$TEMPORARY"
	set -- watch
	[ "$TELLING" = no ] || set -- "$@" --tell
	[ -z "$EVERY" ] || set -- "$@" --every "$EVERY"
	[ "$FORMAT" != json ] || set -- "$@" --json
	[ -z "$ROOT" ] || set -- "$@" --root "$ROOT"
	if [ -f "$ROOT/etc/vosguard/start" ]; then set -- sh "$ROOT/etc/vosguard/start" "$@"; else set -- sh "$SELF" "$@"; fi
	exec "$@"
}

# record_baseline: registrations of this hour of the week, a quarter of the new number at a time. For a cron line, once an hour.
record_baseline() {
	sets_sample
	WATCH_STATE=
	if [ -s "$WATCHED/state" ]; then read -r WATCH_STATE _ < "$WATCHED/state" || true; fi
	case $WATCH_STATE in suspicious | attack) refuse "the state is $WATCH_STATE: no usual hour" ;; esac
	keep_watched "$STATE/watch"
	mark="vosguard baseline 1 $(host_mark)"
	if foreign_baseline; then
		refuse "$STATE/watch/baseline is of another host; take it away to begin anew"
	fi
	{
		echo "$mark"
		sed 1d "$STATE/watch/baseline" 2> /dev/null | awk -v hour="$(hour_of_week)" -v now="$REGISTERED" '
			$1 ~ /^[0-9]+$/ && $1 < 168 && $2 ~ /^[0-9.]+$/ { mean[$1] = $2 }
			END { mean[hour] = hour in mean ? mean[hour] * 0.75 + now * 0.25 : now; for (i = 0; i < 168; i++) if (i in mean) printf "%d %.1f\n", i, mean[i] }'
	} > "$WORK/baseline" && cp "$WORK/baseline" "$STATE/watch/baseline.new" && mv -f "$STATE/watch/baseline.new" "$STATE/watch/baseline" || refuse "$STATE/watch cannot be written"
	say "noted for this hour of the week: $REGISTERED registrations"
}
