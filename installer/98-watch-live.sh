# The live view. A beat reads what the kernel counts of the whole host, which takes one program; the rules are listed when something is refused
# that was not, and else as often as a hundredth of one processor has time for.

# In hundredths of a second: at least so long from one listing to the next.
BETWEEN_LOOKS=1000
# How much of one processor all of this may take, in thousandths; and in hundredths of a second, what it may take beyond that where something begins.
MOST_TAKEN=8
SPARE=40

# watch_live: frame after frame, in place on a terminal; for whoever reads it elsewhere each begins with its own line. It ends with its reader.
watch_live() {
	trap 'leave 0' HUP INT TERM
	TREND=
	KEPT_STATE=$WORK/state.own
	# Whether something is lost takes the longest, and can wait.
	QUIET=begin
	sets_sample
	sample > "$WORK/sample.old"
	sets_at=$((now - 50)) quiet=no light=normal level=normal
	true > "$WORK/kernel.old"
	beat
	sleep "$SPAN_OF_LOOK"
	beat
	look_live
	spent
	began=$BEAT_UP taken=$SPENT
	while :; do
		frame || leave 0
		sleep "${EVERY:-2}"
		beat
		if is_time_to_look; then look_live; fi
		if [ "$applied_now" != "${SNAP##*/}" ]; then again_watch; fi
	done
}

# beat: $WORK/rates, lines "rate NAME VALUE" of what the kernel counts; BEAT_UP, GONE and the sign of the trend.
beat() {
	awk -v work="$WORK" -v disks="$DISKS" "$KERNEL"'
		BEGIN {
			kernel(); last = work "/kernel.old"
			while ((getline line < last) > 0) { i = match(line, / [0-9.]+$/); old[substr(line, 1, i - 1)] = substr(line, i + 1) }
			close(last)
			for (key in is) printf "%s %.0f\n", key, is[key] > last
			span = ("up" in old) ? (is["up"] - old["up"]) / 100 : 0; if (span <= 0) span = 1
			for (key in is) {
				n = (key in old) && is[key] > old[key] ? is[key] - old[key] : 0; rate[key] = n / span
				if (key ~ /^disk / && n / (10 * span) > disk) disk = n / (10 * span)
			}
			printf "rate received %.0f\nrate delivered %.0f\nrate gone %.0f\nrate cpu %.0f\n", rate["received"], rate["delivered"], rate["gone"], (rate["cpu"] > 0 ? rate["busy"] * 100 / rate["cpu"] : 0)
			printf "rate disk %.0f\nrate conntrack %.0f\nrate conntrack_limit %.0f\n", (disk > 100 ? 100 : disk), tracked, track_limit
			# A sign is worth four times the one before it.
			n = rate["gone"]; for (i = 1; i < 10 && n >= 1; i++) n /= 4
			printf "%.0f %.0f [%s]\n", is["up"], rate["gone"], substr(" .:-=+*#%@", i, 1) > (work "/beat")
		}' > "$WORK/rates"
	read -r BEAT_UP GONE sign < "$WORK/beat"
	[ "$GONE" = 0 ] || quiet=no
	light_before=$light light=normal
	if [ -n "$ATTACK_AT" ] && [ "$GONE" -ge "$ATTACK_AT" ]; then light=attack; elif [ -n "$SUSPICIOUS_AT" ] && [ "$GONE" -ge "$SUSPICIOUS_AT" ]; then light=suspicious; fi
	sign=${sign#"["}
	TREND=$TREND${sign%"]"}
	[ "${#TREND}" -le 60 ] || TREND=${TREND#?}
	applied_now=
	{ read -r applied_now < "$STATE/applied"; } 2> /dev/null
	[ -n "$applied_now" ] || applied_now=${SNAP##*/}
}

# look_live: the rules are listed, and the state is told from that. Bans at a device are met before the kernel counts a packet as taken.
look_live() {
	QUIET=$quiet
	# Of the two looks that a state takes, a beat that saw as much dropped is the first.
	case $light_before:$level in attack:normal | attack:suspicious | suspicious:normal)
		[ ! -f "$KEPT_STATE" ] || echo "$WATCH_STATE $since $seen_suspicious $seen_attack $light_before $BOOT" > "$KEPT_STATE"
		;;
	esac
	sample > "$WORK/sample.new"
	judge
	echo "$WATCH_STATE $since $seen_suspicious $seen_attack $level $BOOT" > "$KEPT_STATE"
	mv -f "$WORK/sample.new" "$WORK/sample.old"
	LOOKED=$BEAT_UP
	QUIET=no quiet=yes
	! grep -q 'hook ingress' "$WORK/counters" || quiet=no
	most_refused > "$WORK/top"
	facts_of_host
}

# spent: SPENT, hundredths of a second of a processor that this shell and all that it has started have taken.
spent() {
	read -r line < /proc/$$/stat
	# shellcheck disable=SC2086 # words
	set -- ${line##*) }
	SPENT=$((${12} + ${13} + ${14} + ${15}))
}

# is_time_to_look: where more is gone than the state says, or the state waits for its second look, at once; else when there is time for it.
is_time_to_look() {
	spent
	free=$(((BEAT_UP - began) * MOST_TAKEN / 1000 - (SPENT - taken)))
	if is_new; then
		[ "$((free + SPARE))" -gt 0 ]
	else
		[ "$((BEAT_UP - LOOKED))" -ge "$BETWEEN_LOOKS" ] && [ "$free" -gt 0 ] && { sets_sample || true; }
	fi
}

is_new() {
	case $WATCH_STATE:$level in normal:suspicious | normal:attack | suspicious:attack) return 0 ;; esac
	case $WATCH_STATE in
	normal) [ -n "$SUSPICIOUS_AT" ] && [ "$GONE" -ge "$SUSPICIOUS_AT" ] ;;
	suspicious) [ -n "$ATTACK_AT" ] && [ "$GONE" -ge "$ATTACK_AT" ] ;;
	*) return 1 ;;
	esac
}

frame() {
	if [ "$FORMAT" = json ]; then watch_json; else
		[ ! -t 1 ] || printf '\033[H\033[J'
		watch_text
	fi 2>> "$LOG"
}
