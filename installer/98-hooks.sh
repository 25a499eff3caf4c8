# hooks: programs and addresses of the operator's own that are told what has happened, as /etc/vosguard/hooks.yaml says. Whoever may write
# there is root, so it is read only where nobody else can; and it is no part of a policy, which others may write.

# Of all hooks together in an hour, and the seconds of one, where the file says nothing.
HOOKS_AN_HOUR=20
HOOK_SECONDS=10
EVENTS='state bans drift tables registrations way-back'

# way_to PATH: each folder and link on the way to it, and itself: whoever may change one of them decides what stands at its end.
way_to() {
	left=$1 at='' links=0
	while [ -n "$left" ]; do
		one=${left%%/*}
		case $left in */*) left=${left#*/} ;; *) left= ;; esac
		case $one in
		'' | .) continue ;;
		..)
			at=${at%/*}
			continue
			;;
		esac
		printf '%s\n' "$at/$one"
		if [ -h "$at/$one" ]; then
			links=$((links + 1))
			[ "$links" -le 40 ] && leads=$(readlink "$at/$one") || return 1
			left=$leads/$left
			case $leads in /*) at= ;; esac
		else
			at=$at/$one
		fi
	done
}

# root_alone PATH: root owns it and whatever is on the way to it, and nobody else may write there. In a folder such as /tmp (sticky) others may make
# files of their own, and change none of root's.
root_alone() {
	way_to "$1" > "$WORK/way" || return 1
	set --
	while read -r one; do set -- "$@" "$one"; done < "$WORK/way"
	ls -ldn "$@" 2> /dev/null | awk -v amount="$#" '
		$3 != 0 || ($1 !~ /^l/ && $1 ~ /^.....w...[^tT]|^........w[^tT]/) { bad = 1 }
		END { exit bad || NR != amount }'
}

# read_hooks: $WORK/hooks, a line for each: "EVENTS SECONDS run PROGRAM WORD..." or "EVENTS SECONDS url URL"; $WORK/hooks.hour with the number an hour. The form is
# narrow, so that what a host without Node reads is what is meant.
read_hooks() {
	hooks_file=$ROOT/etc/vosguard/hooks.yaml
	true > "$WORK/hooks"
	echo "$HOOKS_AN_HOUR" > "$WORK/hooks.hour"
	[ -e "$hooks_file" ] || return 0
	[ -f "$hooks_file" ] || {
		say "$hooks_file is not used: it is no file"
		return 2
	}
	root_alone "$hooks_file" || {
		say "$hooks_file is not used: it, or a folder or link on the way to it, belongs to somebody else than root or can be written by others"
		return 2
	}
	[ "$(wc -c < "$hooks_file")" -le 65536 ] || {
		say "$hooks_file is not used: it is larger than 64 KiB"
		return 2
	}
	awk -v known=" $EVENTS " -v seconds="$HOOK_SECONDS" -v hour="$WORK/hooks.hour" '
		function wrong(what) { if (!bad++) printf "line %d: %s\n", NR, what }
		function put() {
			if (!open) return
			if (events == "") wrong("a hook needs on: [state], or other events")
			else if ((run == "") == (url == "")) wrong("a hook has either run or url")
			else line[++n] = events " " time " " (run != "" ? "run " run : "url " url)
			open = 0
		}
		function list(text,   i, m, item, out) {
			if (text !~ /^\[.*\]$/) { wrong("a list is written [one, two]"); return "" }
			m = split(substr(text, 2, length(text) - 2), item, ",")
			for (i = 1; i <= m; i++) {
				gsub(/^[ \t]+|[ \t]+$/, "", item[i]); gsub(/^"|"$/, "", item[i])
				if (item[i] == "" || item[i] ~ /[ \t"\\]/ || item[i] ~ /\047/) { wrong("a word of a list has no blanks, quotes or backslashes"); return "" }
				out = out (i > 1 ? " " : "") item[i]
			}
			return out
		}
		{ sub(/\r$/, ""); sub(/(^|[ \t])#.*/, ""); sub(/[ \t]+$/, "") }
		/^$/ || /^---$/ { next }
		/^hooks:$/ { inside = 1; next }
		/^per_hour: / { value = $2; if (value !~ /^[0-9]+$/ || value < 1 || value > 1000) wrong("per_hour is a number from 1 to 1000"); else print value > hour; next }
		!inside { wrong("only hooks: and per_hour: stand at the beginning of a line"); next }
		/^  - / { put(); open = 1; events = ""; run = ""; url = ""; time = seconds; sub(/^  - /, "    ") }
		!open || !/^    [a-z]+: / { wrong("a hook is written `  - on: [state]`, and below it `    run: [/path, word]` or `    url: https://...`"); next }
		{
			key = $1; sub(/:$/, "", key); value = $0; sub(/^    [a-z]+: +/, "", value); gsub(/^"|"$/, "", value)
			if (key == "on") { events = list(value); m = split(events, one, " "); for (i = 1; i <= m; i++) if (!index(known, " " one[i] " ")) wrong("there is no event " one[i] "; there are" known); gsub(/ /, ",", events) }
			else if (key == "run") { run = value ~ /^\[/ ? list(value) : list("[" value "]"); if (run !~ /^\//) wrong("the program of run is a path that begins with /") }
			else if (key == "url") { url = value; if (url !~ /^https:\/\/[0-9A-Za-z._~:\/?&=%+@,;!$*()\-]+$/) wrong("url begins with https://, and holds no blanks or quotes") }
			else if (key == "seconds") { time = value; if (time !~ /^[0-9]+$/ || time < 1 || time > 60) wrong("seconds is a number from 1 to 60") }
			else wrong("there is no key " key " in a hook: on, run, url and seconds")
		}
		END { put(); if (bad) exit 2; for (i = 1; i <= n; i++) print line[i] }' "$hooks_file" > "$WORK/hooks.read"
	# shellcheck disable=SC2181 # of the reader
	if [ $? != 0 ]; then
		say "$hooks_file is not used: $(head -n 1 "$WORK/hooks.read" | tr -cd ' -~' | cut -c1-200)"
		true > "$WORK/hooks"
		return 2
	fi
	mv -f "$WORK/hooks.read" "$WORK/hooks"
}

# event_facts EVENT: JSON of what has happened. What an attacker can influence is in here, and nowhere else.
event_facts() {
	{
		printf '{ "format": 1, "event": "%s", "host": "%s", "time": %s, "policy": "%s", "profile": "%s", "watch": ' "$1" "$(uname -n | tr -cd '0-9A-Za-z._-')" "$(date +%s)" \
			"$(label "$(sed 's/, sha256 .*//' "$SNAP/policy")")" "$(label "$(profile_of "$SNAP")")"
		if [ -s "$WORK/look" ]; then watch_json; else echo null; fi
		echo '}'
	} > "$WORK/facts"
}

# run_hooks EVENT [all|again]: one after the other. Failed where one of them has not taken it: $WORK/hooks.owed. `again`: those of which that was so before.
run_hooks() {
	event=$1
	true > "$WORK/hooks.owed"
	read_hooks || return 2
	grep -E "^([a-z,-]+,)?$event[, ]" "$WORK/hooks" > "$WORK/hooks.of" || [ "${2-}" = all ] || return 0
	[ "${2-}" != all ] || cp "$WORK/hooks" "$WORK/hooks.of"
	if [ "${2-}" = again ] && sed 1d "$WATCHED/owed.$event" > "$WORK/hooks.again" && grep -xF -f "$WORK/hooks.again" "$WORK/hooks.of" > "$WORK/hooks.left"; then
		mv -f "$WORK/hooks.left" "$WORK/hooks.of"
	fi
	event_facts "$event"
	failed_hooks=0
	true > "$WORK/hooks.results"
	while read -r of seconds kind target; do
		if too_many_hooks; then
			hook_result false "$(cat "$WORK/hooks.hour") in the last hour are enough"
			say "the hook $(shown_target) was not run for $event: $(cat "$WORK/hooks.hour") in the last hour are enough"
			failed_hooks=1
			echo "$of $seconds $kind $target" >> "$WORK/hooks.owed"
			continue
		fi
		echo "$(date +%s) $event" >> "$WATCHED/hooks.run"
		if why=$("hook_$kind" < /dev/null); then
			hook_result true ''
			[ "${2-}" != all ] || say "told: $(shown_target)"
		else
			hook_result false "$why"
			loud "the hook $(shown_target) has failed for $event: $(printf '%s' "$why" | tr -cd ' -~' | cut -c1-300)"
			failed_hooks=1
			echo "$of $seconds $kind $target" >> "$WORK/hooks.owed"
		fi
	done < "$WORK/hooks.of"
	tail -n 1000 "$WATCHED/hooks.run" > "$WORK/hooks.run" 2> /dev/null && cp "$WORK/hooks.run" "$WATCHED/hooks.run"
	return "$failed_hooks"
}

# hook_result TRUTH WHY: for programs.
hook_result() {
	printf '{ "hook": %s, "told": %s, "why": %s }\n' "$(shown_target | json_line)" "$1" "$(printf '%s\n' "$2" | tr -cd ' -~\n' | json_line)" >> "$WORK/hooks.results"
}

# What a url holds may be a secret.
shown_target() { case $kind in url) echo "${target%"${target#https://*/}"}..." ;; run) echo "${target%% *}" ;; esac; }

# Of a clock that has jumped, what lies in the future does not count.
too_many_hooks() {
	[ "$(awk -v now="$(date +%s)" 'now >= $1 && now - $1 < 3600 { n++ } END { print n + 0 }' "$WATCHED/hooks.run" 2> /dev/null || echo 0)" -ge "$(cat "$WORK/hooks.hour")" ]
}

# hook_run: the program itself, without a shell. It has its seconds, and what it prints goes nowhere.
hook_run() {
	program=${target%% *}
	[ -f "$program" ] && [ -x "$program" ] || {
		echo 'there is no such program'
		return 1
	}
	root_alone "$program" || {
		echo 'it, or a folder or link on the way to it, belongs to somebody else than root or can be written by others'
		return 1
	}
	# shellcheck disable=SC2086 # words without blanks
	in_time "$seconds" $target
}

# hook_url: over https, as read_hooks has seen to, without following anybody. The address is no word of a command that others can list.
hook_url() {
	have curl || {
		echo 'there is no curl on this host'
		return 1
	}
	printf 'url = "%s"\n' "$target" > "$WORK/hooks.url"
	answer=$(curl -q -K "$WORK/hooks.url" --max-redirs 0 --max-time "$seconds" --silent --show-error --output /dev/null --write-out '%{http_code}' \
		--header 'Content-Type: application/json' --data-binary "@$WORK/facts" 2> "$WORK/hooks.said") || {
		head -c 300 "$WORK/hooks.said"
		return 1
	}
	case $answer in
	2??) return 0 ;;
	3??) echo "the answer was $answer, which leads elsewhere: nobody is followed; write the address that takes it" ;;
	*) echo "the answer was $answer" ;;
	esac
	return 1
}

# in_time SECONDS WORD...: with everything that it has started. It gets the facts on its standard input.
in_time() {
	patience=$1
	shift
	if have setsid; then set -- setsid "$@"; fi
	"$@" < "$WORK/facts" > /dev/null 2>&1 &
	child=$!
	{ sleep "$patience" && true > "$WORK/hooks.late" && end_group TERM && sleep 2 && end_group KILL; } < /dev/null > /dev/null 2>&1 &
	clock=$!
	wait "$child" 2> /dev/null
	ended=$?
	kill "$clock" 2> /dev/null
	if [ -e "$WORK/hooks.late" ]; then
		rm -f "$WORK/hooks.late"
		end_group KILL
		echo "it was ended after $patience s"
		return 1
	fi
	[ "$ended" != 0 ] || return 0
	echo "it ended with status $ended"
	return 1
}

end_group() { kill -s "$1" -- "-$child" 2> /dev/null || kill -s "$1" "$child" 2> /dev/null; }

# tell_event EVENT [again]: what nobody has taken is kept in $WATCHED: how often and when it was tried, and which hooks are left.
tell_event() {
	tries=0
	if [ "${2-}" = again ]; then read -r tries _ < "$WATCHED/owed.$1"; fi
	if run_hooks "$@"; then
		rm -f "$WATCHED/owed.$1"
	else
		{ echo "$((tries + 1)) $(uptime_seconds)" && cat "$WORK/hooks.owed"; } 2>> "$LOG" > "$WATCHED/owed.$1"
	fi
}

# owed EVENT: to be told again: with the next two looks, then each ten minutes, for the hooks of an hour are counted for all events together.
owed() {
	[ -s "$WATCHED/owed.$1" ] || return 1
	read -r tries tried < "$WATCHED/owed.$1"
	case $tries:$tried in *[!0-9:]* | :* | *:) return 1 ;; esac
	since_tried=$(($(uptime_seconds) - tried))
	[ "$tries" -lt 3 ] || [ "$since_tried" -ge 600 ] || [ "$since_tried" -lt 0 ]
}

# tell_events: what has become true since the last look. What stays true is told once; what no hook has taken, again as long as it is true.
tell_events() {
	true > "$WORK/flags"
	for flag in bans tables registrations-below; do
		if grep -q "^evidence [a-z]* $flag " "$WORK/look"; then echo "${flag%-below}" >> "$WORK/flags"; fi
	done
	[ "$(cat "$WORK/lost.now")" = 0 ] || echo drift >> "$WORK/flags"
	[ ! -s "$STATE/by-hand.md" ] || echo way-back >> "$WORK/flags"
	cat "$WATCHED/flags" > "$WORK/flags.before" 2> /dev/null
	if [ "$WATCH_STATE" != "$STATE_BEFORE" ]; then
		say "state: $STATE_BEFORE, now $WATCH_STATE"
		echo "$STATE_BEFORE" 2>> "$LOG" > "$WATCHED/before"
		tell_event state
	elif owed state; then
		read -r STATE_BEFORE < "$WATCHED/before"
		tell_event state again
		STATE_BEFORE=$WATCH_STATE
	fi
	while read -r flag; do
		if ! grep -qx "$flag" "$WORK/flags.before"; then
			tell_event "$flag"
		elif owed "$flag"; then
			tell_event "$flag" again
		fi
	done < "$WORK/flags"
	cp "$WORK/flags" "$WATCHED/flags" 2>> "$LOG"
}

hooks() {
	case $ACTION in
	test)
		open_applied
		open_watched
		keep_watched "$WATCHED"
		run_hooks test all
		told=$?
		[ "$FORMAT" != json ] || [ "$told" = 2 ] || awk 'BEGIN { printf "{\n  \"format\": 1,\n  \"hooks\": [" } { printf "%s\n    %s", (NR > 1 ? "," : ""), $0 } END { print (NR ? "\n  " : "") "]\n}" }' "$WORK/hooks.results"
		case $told in
		0) [ -s "$WORK/hooks" ] || give_up 2 "there is no hook in $ROOT/etc/vosguard/hooks.yaml" ;;
		1) leave 1 ;;
		*) leave 2 ;;
		esac
		;;
	*) usage_fault "hooks takes test, not $ACTION" ;;
	esac
	leave 0
}
