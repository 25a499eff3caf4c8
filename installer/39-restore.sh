# find_room: a place to work in that takes what has to be written: a disk may have become full, or read-only.
find_room() {
	rm -f "$SNAP/ballast" 2> /dev/null
	for place in "$SNAP/undo" /run /dev/shm "${TMPDIR:-/tmp}"; do
		case $place in
		*/undo) WORK=$place && mkdir -p "$WORK" ;;
		*) WORK=$(mktemp -d "$place/vosguard.XXXXXX") ;;
		esac 2> /dev/null || continue
		cp -R "$SNAP/before" "$WORK/room" 2> /dev/null && rm -rf "$WORK/room" && return
		rm -rf "$WORK" 2> /dev/null
	done
	return 1
}

# begin: says who goes back, while he waits for the lock, too. Should he be killed, whoever waits for him begins anew.
begin() {
	{ echo "$$ $(started $$)" > "$SNAP/restorer"; } 2> /dev/null && return
	rm -f "$SNAP/ballast" 2> /dev/null
	{ echo "$$ $(started $$)" > "$SNAP/restorer"; } 2> /dev/null || :
}

# other_goes_back: waits while somebody else goes back; fails where he has not come to an end.
other_goes_back() {
	[ "$(cat "$SNAP/decision" 2> /dev/null)" = back ] || return 0
	gone=0
	while [ -d "$SNAP" ] && [ ! -f "$SNAP/result" ]; do
		# shellcheck disable=SC2046 # pid and beginning
		if alive $(cat "$SNAP/restorer" 2> /dev/null || echo 0 0); then gone=0; else gone=$((gone + 1)); fi
		[ "$gone" -lt 4 ] || return 1
		sleep 1
	done
}

# restore: what stood before, of ours and nothing else. What it could not put back is in $RESULT.
restore() {
	GUARD=no
	RESULT=$SNAP/result
	if ! find_room; then
		echo "vosguard: no disk of this host takes anything; free some room, then: sh $SNAP/back.sh force" >&2
		return 1
	fi
	KNOWN=$WORK/lists.known
	if ! { true >> "$LOG"; } 2> /dev/null; then LOG=$WORK/log; fi
	wait_for_child
	know_lists
	note_kinds
	# In seconds; see load_rules.
	PATIENCE=5
	PAST_LOCK=yes
	STRIP=yes
	attempt=0
	while :; do
		put_back
		left=$(what_is_left)
		[ -n "$left" ] || break
		attempt=$((attempt + 1))
		[ "$attempt" -lt 3 ] || break
		sleep 2
	done
	[ -z "$HOLDER" ] || echo "vosguard: $HOLDER" >&2
	if [ -z "$left" ]; then
		forget 2> /dev/null
		tell restored
		[ "$RESULT" != "$SNAP/result" ] || rm -rf "$WORK"
		return 0
	fi
	tell "not everything could be put back
$left
try again with: sh $SNAP/back.sh force
the tools' own words are in $LOG"
	return 1
}

# tell WORDS: all or none of them in $SNAP/result, where the installer waits for them; elsewhere where that takes none.
tell() {
	RESULT=$SNAP/result
	{ printf '%s\n' "$1" > "$RESULT.new" && mv -f "$RESULT.new" "$RESULT"; } 2> /dev/null && return
	RESULT=$WORK/result
	printf '%s\n' "$1" > "$RESULT"
}

# What the installer had started may still be at work, although the installer is gone.
wait_for_child() {
	# A pid is given again, also by the next boot.
	[ "$(cat "$SNAP/boot" 2> /dev/null)" = "$(boot_id)" ] || return 0
	{ read -r line < "$SNAP/child"; } 2> /dev/null || return 0
	child=${line%% *}
	began=$(stat_word "$line" 20)
	for _ in 1 2 3 4 5 6 7 8 9 10 last; do
		# One that has ended and that nobody has asked for yet has no words any more.
		alive "$child" "$began" && grep -q . "/proc/$child/cmdline" 2> /dev/null || return 0
		[ "$_" = last ] || sleep 1
	done
	kill -9 "$child" 2> /dev/null
}

put_back() {
	if [ -s "$SNAP/known" ] && [ ! -e "$SNAP/kept" ] && have ipset; then
		# Also in the sets that stood before; those of nft are no sets of ipset.
		sed -n 's/^\(vg-[^ ]*\) \([^ ]*\) .*/del \1 \2 -exist/p' "$SNAP/known" | ipset restore 2>> "$LOG"
	fi
	learned_before
	put_sets "$SNAP/before/ipset"
	learned_again
	for tool in $XT_TOOLS; do [ ! -f "$SNAP/before/$tool" ] || put_rules "$tool" "$SNAP/before/$tool"; done
	case $(cat "$SNAP/before/backend") in
	nftables)
		put_nft "$SNAP/before/nft"
		put_rules "$(as_kept iptables)" "$SNAP/before/iptables"
		put_rules "$(as_kept ip6tables)" "$SNAP/before/ip6tables"
		;;
	*)
		put_rules "$(as_kept iptables)" "$SNAP/before/iptables"
		put_rules "$(as_kept ip6tables)" "$SNAP/before/ip6tables"
		put_nft "$SNAP/before/nft"
		;;
	esac
	put_keys "$SNAP/before/sysctl"
	drop_sets "$SNAP/before/ipset"
	put_files "$SNAP/before/files"
	[ ! -s "$SNAP/untrusted" ] || ipset restore < "$SNAP/untrusted" 2>> "$LOG"
}

# learned_before, learned_again: an apply to the other backend has taken away what the rules of before had learned. Into sets that are not
# there yet, with the time that was left then and without what has passed since. Once it was confirmed, a ban of then may have been ended
# by a 200: only those by hand come back, of which there is a record.
learned_before() {
	rm -f "$WORK/nft.saved"
	[ -s "$SNAP/learned.before" ] || return 0
	if have ipset; then ipset list -n; fi > "$WORK/sets.there" 2>> "$LOG"
	now=$(date +%s)
	began=$(number_in "$SNAP/time")
	passed=$((now - ${began:-$now}))
	[ "$passed" -ge 0 ] || passed=0
	cat "$STATE/bans" > "$WORK/bans.hand" 2> /dev/null
	[ -e "$SNAP/kept" ] && confirmed=yes || confirmed=no
	awk -v passed="$passed" -v confirmed="$confirmed" -v hand="$WORK/bans.hand" '
		FILENAME == hand { sub(/\/[0-9]+$/, "", $1); by[$1]; next }
		confirmed == "yes" && $1 ~ /^(vg-)?(banned|proven|paroled|subnets)/ && !($3 in by) { next }
		$4 == 0 { print; next }
		$4 - passed > 0 { print $1, $2, $3, $4 - passed }' "$WORK/bans.hand" "$SNAP/learned.before" > "$WORK/learned.left"
	nft_live || awk '$1 !~ /^vg-/ { gsub(/,/, " . ", $3); print $1, $3 ($4 ? " timeout " $4 "s" : "") }' "$WORK/learned.left" > "$WORK/nft.saved"
}

learned_again() {
	[ -s "$SNAP/learned.before" ] && have ipset || return 0
	ipset list -n > "$WORK/sets.now" 2>> "$LOG"
	awk -v there="$WORK/sets.there" -v now="$WORK/sets.now" '
		FILENAME == there { old[$1]; next }
		FILENAME == now { is[$1]; next }
		$1 in is && !($1 in old) { print "add", $1, $3 ($4 ? " timeout " $4 : ""), "-exist" }' "$WORK/sets.there" "$WORK/sets.now" "$WORK/learned.left" > "$WORK/learned.add"
	[ ! -s "$WORK/learned.add" ] || ipset restore < "$WORK/learned.add" 2>> "$LOG"
}

# Reads everything back: a tool that fails and one that lies come to the same.
what_is_left() {
	if ! prints "$WORK/prints" 2>> "$LOG"; then
		echo 'the state cannot be read back'
		return
	fi
	for part in iptables ip6tables nft ipset sysctl $XT_TOOLS; do
		[ -f "$SNAP/before/prints/$part" ] || [ -f "$WORK/prints/$part" ] || continue
		for side in "$SNAP/before/prints" "$WORK/prints"; do [ -f "$side/$part" ] || true > "$side/$part"; done
		differences "$SNAP/before/prints/$part" "$WORK/prints/$part" > "$WORK/left"
		[ ! -s "$WORK/left" ] || echo "$part: $(wc -l < "$WORK/left" | tr -d ' ') lines differ from what stood before, such as: $(head -n 1 "$WORK/left")"
	done
	for file in $OUR_FILES; do
		if there "$SNAP/before/files/$file"; then
			same_file "$SNAP/before/files/$file" "$ROOT/$file" || echo "the file $ROOT/$file is not as it was"
		elif there "$ROOT/$file"; then
			echo "the file $ROOT/$file is still there"
		fi
	done
}

# The apply is over: what was applied before it counts again.
forget() {
	if [ -s "$SNAP/before/applied" ]; then
		cp "$SNAP/before/applied" "$STATE/applied.new" && mv -f "$STATE/applied.new" "$STATE/applied"
	else
		rm -f "$STATE/applied"
	fi
	# The sets of lists that this host fetches hold what they held then.
	rm -f "$STATE/pending" "$STATE/fetched/loaded"
	rm -rf "$SNAP/work" "$SNAP/artifacts" "$SNAP/target" "$SNAP/enforcing"
}
#@end
