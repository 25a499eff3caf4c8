# What others take away is put back. How it is known that something is gone: what was applied is compared with what stands, as far as that can
# be asked every few seconds. Rules and entries that somebody has added stay; status tells them.

# in_force: what is to stand now; its snapshot is in $SNAP. Not while an apply or a way back is at work, or where nobody knows.
in_force() {
	if waiting; then
		[ -f "$SNAP/asked" ] && [ "$(cat "$SNAP/decision" 2> /dev/null)" != back ] || return 1
	else
		confirmed_apply || return 1
	fi
	[ -d "$SNAP/after" ]
}

# lost: a line for each part of ours of which something is gone.
lost() {
	for tool in iptables ip6tables; do
		[ -s "$SNAP/after/$tool" ] && usable "$tool" && ours_rules "$tool" "$WORK/seen" || continue
		# Rules that others have put between ours move the places of all that follow.
		print_rules "$WORK/seen" | cut -d' ' -f1,2,4- > "$WORK/now"
		cut -d' ' -f1,2,4- "$SNAP/after/$tool" > "$WORK/then"
		tell_lost "rules of $tool"
	done
	if [ -s "$SNAP/after/nft" ] && have nft; then lost_nft; fi
	if [ -s "$SNAP/after/ipset" ] && have ipset; then lost_sets; fi
}

tell_lost() {
	gone=$(differences "$WORK/then" "$WORK/now" | grep -c '^- ')
	[ "$gone" = 0 ] || echo "$gone $1"
}

# The table without entries, then the sets that nothing but an apply fills. A list that is long cannot be changed where it stands.
lost_nft() {
	nft -s -p -t list ruleset inet > "$WORK/ruleset" 2>> "$LOG" || return 0
	our_table "$WORK/ruleset" | without_entries > "$WORK/now"
	sed 1,2d "$SNAP/after/nft" | without_entries > "$WORK/then"
	tell_lost 'lines of the table of nft'
	grep -qx 'table inet vosguard {' "$WORK/now" || return 0
	awk '/^\tset / { name = $2 } /^\t\telements = / { print name }' "$SNAP/after/nft" > "$WORK/names"
	sed 1,2d "$SNAP/after/nft" | entries_only > "$WORK/then"
	while read -r name; do
		nft -s -p list set inet vosguard "$name" 2>> "$LOG" < /dev/null
	done < "$WORK/names" | entries_only > "$WORK/now"
	tell_lost 'entries of sets of nft'
}

# Sets with a time are left to themselves: their entries end.
without_entries() {
	awk '/^[ \t]*# list / { next } /^\t\telements = \{/ { skip = 1 } !skip { print } skip && /}/ { skip = 0 }'
}
entries_only() {
	awk '/^\tset / { name = $2 } /^\t\telements = \{/ { inside = 1 }
		inside { text = $0; gsub(/elements = |[{}]/, "", text); n = split(text, one, ","); for (i = 1; i <= n; i++) { gsub(/^[ \t]+|[ \t]+$/, "", one[i]); if (one[i] != "") print name, one[i] } }
		inside && /}/ { inside = 0 }'
}

# By name and number of entries, which the kernel counts itself; older ones do not.
lost_sets() {
	ipset list -t > "$WORK/seen" 2>> "$LOG" || return 0
	awk '/^Name: / { print "set", $2; name = $2 } /^Number of entries: / { print "entries", name, $NF }' "$WORK/seen" > "$WORK/now"
	awk -v now="$WORK/now" '
		FILENAME == now { if ($1 == "set") there[$2]; else amount[$2] = $3; next }
		$1 == "create" && !($2 in there) { n++ }
		($1 == "entries" || $1 == "list") && $2 in amount && amount[$2] + 0 < $3 + 0 { n++ }
		END { if (n) print n " sets of ipset" }' "$WORK/now" "$SNAP/after/ipset"
}

# again: when a loader has loaded its own. Ours are loaded where something of them is gone.
again() {
	check_root
	open_work
	in_force || leave 0
	[ -n "$(lost)" ] || leave 0
	run_start
	leave "$?"
}

# run_start WORD...: what was confirmed, by the file that each way of starting runs.
run_start() {
	if [ -n "$ROOT" ]; then set -- "$@" --root "$ROOT"; fi
	sh "$ROOT/etc/vosguard/start" "$@"
}

# How often it looks, in seconds, and how often it saves what was learned.
TICK=3
SAVE=30

# keep: looks after the rules as long as there is something to start.
keep_rules() {
	check_root
	[ -d "$STATE" ] || leave 0
	only_keeper || leave 0
	open_work
	trap 'leave 0' HUP INT TERM
	start=$ROOT/etc/vosguard/start
	begun=$(sum_of < "$start" 2> /dev/null)
	next=0
	while [ -f "$start" ]; do
		# What has been applied since brings its own.
		[ "$(sum_of < "$start" 2> /dev/null)" = "$begun" ] || begin_anew
		from=$(uptime_fine)
		look_after
		now=$(uptime_fine)
		if [ "$now" -ge "$next" ] && [ ! -s "$WORK/lost" ] && in_force; then
			write_learned || :
			next=$((now + 100 * SAVE + 20 * ($(uptime_fine) - now)))
		fi
		# A host that takes long to tell has other work: it is asked less often.
		sleep "$((TICK + (now - from) / 100))"
	done
	leave 0
}

only_keeper() {
	keeper=$(cat "$STATE/keeper" 2> /dev/null)
	# shellcheck disable=SC2086 # pid and beginning
	[ "$keeper" = "$$ $(started $$)" ] || ! alive ${keeper:-0 0} || return 1
	# On a disk that takes nothing it looks after the rules all the same.
	{ echo "$$ $(started $$)" > "$STATE/keeper.$$" && mv -f "$STATE/keeper.$$" "$STATE/keeper"; } 2> /dev/null || :
}

begin_anew() {
	rm -rf "$TEMPORARY"
	set -- sh "$start" keep
	if [ -n "$ROOT" ]; then set -- "$@" --root "$ROOT"; fi
	exec "$@"
}

# One look. An apply, a way back or a boot that is at work now changes what stands, and has the lock.
look_after() {
	true > "$WORK/lost"
	[ ! -d "$STATE/lock" ] || lock_is_stale || return 0
	if is_over && ! waiting; then end_profile; fi
	in_force || return 0
	lost > "$WORK/lost"
	[ -s "$WORK/lost" ] || return 0
	{ [ ! -d "$STATE/lock" ] || lock_is_stale; } && in_force || return 0
	if [ "$(recent_losses)" -ge "$MOST_LOSSES" ]; then
		[ "${silent:-}" = yes ] || loud "gone again: $(loss_words). That was the $MOST_LOSSES. time in $((SPAN / 60)) minutes: somebody takes them away each time, and they stay away for a while"
		silent=yes
		return
	fi
	silent=no
	note_loss
	say "gone: $(loss_words); put back"
	run_start || loud 'what is gone could not be put back'
}

lock_is_stale() {
	# shellcheck disable=SC2046 # pid and beginning
	! alive $(cat "$STATE/lock/owner" 2> /dev/null || echo 0 0)
}

loss_words() { tr '\n' ',' < "$WORK/lost" | sed 's/,$//; s/,/, /g'; }

# note_loss: a line of boot, seconds since then, seconds of the clock, what, and who was at work in the seconds before.
note_loss() {
	{
		tail -n 99 "$STATE/losses" 2> /dev/null
		echo "$(boot_id) $(uptime_seconds) $(date +%s) $(loss_words)$(just_at_work)"
	} > "$STATE/losses.new" && mv -f "$STATE/losses.new" "$STATE/losses"
}

# Loaders whose unit has changed its state in the last seconds. One that is asked in another way, as firewalld is, changes none.
just_at_work() {
	[ -d "$ROOT/run/systemd/system" ] && have systemctl || return 0
	# shellcheck disable=SC2046 # one word for each
	systemctl show -p Id -p StateChangeTimestampMonotonic $(printf '%s.service ' $LOADERS) 2> /dev/null |
		awk -F= -v now="$(uptime_seconds)" '/^Id=/ { id = $2 } /^State/ { at = $2 / 1000000 }
			/^$/ { show() } END { show() }
			function show() { if (at > 0 && now - at < 15) printf "%s %s", (n++ ? "," : "; just before, somebody started, reloaded or stopped"), id; at = 0 }'
}

# To the journal as an error, to the system log elsewhere.
loud() {
	if [ -n "${JOURNAL_STREAM-}" ]; then
		printf '<3>vosguard: %s\n' "$1" >&2
	else
		say "$1"
		if have logger; then logger -p daemon.err -t vosguard "$1"; fi
	fi
}
