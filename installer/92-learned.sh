# Kept in $STATE/learned, for root alone: a line with the time of day, then lines of set, its type, entry and the seconds
# that are left; 0 is for ever.

# save: at a stop, and every half a minute. Where nothing of ours is in force, what was kept before stays.
save() {
	check_root
	[ -d "$STATE" ] || leave 0
	open_work
	write_learned
	leave "$?"
}

# The bans by hand of before the listing: those that it lacks have been ended by a rule, and do not come back.
write_learned() {
	true > "$WORK/found"
	cat "$STATE/bans" > "$WORK/bans" 2> /dev/null
	{ learned_in_ipset && learned_in_nft; } > "$WORK/learned" || {
		say 'what the rules have learned cannot be read'
		return 3
	}
	[ -s "$WORK/found" ] || return 0
	{ echo "saved $(date +%s)" && cat "$WORK/learned"; } > "$STATE/learned.$$" && sync_file "$STATE/learned.$$" &&
		mv -f "$STATE/learned.$$" "$STATE/learned" || {
		say "$STATE/learned cannot be written"
		return 3
	}
	cmp -s "$WORK/bans" "$STATE/bans.saved" || { cp "$WORK/bans" "$STATE/bans.$$" && mv -f "$STATE/bans.$$" "$STATE/bans.saved"; }
	return 0
}

learned_in_ipset() {
	have ipset || return 0
	for name in $LEARNED; do
		case $name in vg-*) ipset save "$name" 2> /dev/null ;; esac
	done > "$WORK/entries"
	grep '^create' "$WORK/entries" >> "$WORK/found"
	awk '$1 == "create" { type = $3 }
		$1 == "add" { left = 0; for (i = 4; i < NF; i++) if ($i == "timeout") left = $(i + 1); print $2, type, $3, left }' "$WORK/entries"
}

# Each set by itself: a listing of the table has the lists too.
learned_in_nft() {
	nft_live
	case $? in 1) return 0 ;; 2) return 1 ;; esac
	for name in $LEARNED; do
		case $name in vg-*) ;; *) nft -p list set inet vosguard "$name" 2> /dev/null ;; esac
	done > "$WORK/nft.now"
	cp "$WORK/nft.now" "$WORK/nft.same" && cat "$WORK/nft.now" >> "$WORK/found" || return 1
	learned_nft "$WORK/nft.same" > "$WORK/entries" && types_nft "$WORK/nft.now" > "$WORK/types" && awk -v types="$WORK/types" "$UNITS"'
		FILENAME == types { type[$1] = $2; next }
		{
			left = 0; key = $2
			for (i = 3; i < NF; i++) { if ($i == ".") key = key "," $(i + 1); if ($i == "expires") left = seconds($(i + 1)) }
			print $1, type[$1], key, left
		}' "$WORK/types" "$WORK/entries"
}

# types_nft FILE: lines of set, type in one word, and size.
types_nft() {
	awk '$1 == "set" { set = $2; size = 0 }
		$1 == "type" && set != "" { type = $0; gsub(/^[ \t]*type |[ \t;]/, "", type) }
		$1 == "size" { size = $2 }
		/^\t}/ && set != "" { print set, type, size; set = "" }' "$1"
}

# remembered ROOM: what was kept, without the time that has passed since by the clock, and no more of each set than it takes
# by ROOM's lines of set, type and size, none longer than ipset can keep one. A clock that stands before the stop, as without a battery, says nothing.
remembered() {
	if [ -s "$WORK/carried" ]; then
		cat "$WORK/carried"
	else
		hand_bans "$1"
		cat "$STATE/learned" 2> /dev/null
	fi > "$WORK/kept"
	awk -v now="$(date +%s)" -v room="$1" -v most=2147483 '
		FILENAME == room { type[$1] = $2; size[$1] = $3; next }
		$1 == "saved" { passed = now > $2 ? now - $2 : 0; next }
		$3 !~ /^[0-9A-Za-z.:,-]+$/ || $4 !~ /^[0-9]+$/ || !($1 in type) || ($2 != type[$1] && ($2 != "-" || type[$1] !~ /^(ipv[46]_addr|hash:ip|hash:net)$/)) || ($1, $3) in seen { next }
		{ left = $4 + 0; seen[$1, $3] }
		left > 0 && (left -= passed) <= 0 { next }
		left > most { left = most }
		size[$1] && ++count[$1] > size[$1] { next }
		{ print $1, $3, left }' "$1" "$WORK/kept" > "$WORK/remembered"
	trusted_of "$TARGET/ipset" "$TARGET/nft" > "$WORK/trusted"
	without_trusted "$WORK/trusted" "$WORK/remembered" "$WORK/gone"
}

# hand_bans ROOM: those that were made since what was learned was written down, in the same form. With ipset the first of several sets
# is the one that is filled by hand. What a disk has lost at a power cut counts as never written.
hand_bans() {
	[ -s "$STATE/bans" ] || return 0
	true > "$WORK/bans.saved"
	[ "$(head -c 6 "$STATE/learned" 2> /dev/null)" != 'saved ' ] || cat "$STATE/bans.saved" > "$WORK/bans.saved" 2> /dev/null
	# A clock without a battery begins in the past: no earlier than the moment at which they were written down.
	now=$(date +%s)
	written=$(date -r "$STATE/bans" +%s 2> /dev/null)
	[ "${written:-0}" -le "$now" ] || now=$written
	for family in 4 6; do
		for holds in banned paroled proven subnets; do
			names=$(sets_of "$holds" "$family")
			[ "$BACKEND" = nftables ] || names=${names%% *}
			for name in $names; do
				awk -v now="$now" -v name="$name" -v holds="$holds" -v family="$family" -v room="$1" -v saved="$WORK/bans.saved" '
					FILENAME == room { if ($1 == name) type = $2; next }
					FILENAME == saved { before[$0]; next }
					!($0 in before) && ($1 ~ /:/) == (family == 6) && ($1 ~ /\/(24|48)$/) == (holds == "subnets") && $2 > now { sub(/\/[0-9]+$/, "", $1); print name, type, $1, $2 - now }' \
					"$1" "$WORK/bans.saved" "$STATE/bans"
			done
		done
	done
}

# For sets that hold nothing yet.
remembered_sets() {
	have ipset && [ -s "$TARGET/ipset" ] || return 0
	set_headers > "$WORK/headers"
	while read -r _ name type params; do
		ipset save "$name" 2> /dev/null < /dev/null | grep -q '^add ' ||
			printf '%s %s %s\n' "$name" "$type" "$(printf '%s\n' "$params" | sed -n 's/.*maxelem \([0-9]*\).*/\1/p')"
	done < "$WORK/headers" > "$WORK/room"
	remembered "$WORK/room" > "$WORK/fresh" && awk '{ print "add", $1, $2, "timeout", $3, "-exist" }' "$WORK/fresh" > "$WORK/add"
	[ ! -s "$WORK/add" ] || act ipset restore < "$WORK/add" 2>> "$LOG" || say 'not everything that had been learned could be loaded'
	return 0
}

# Loaded in the one step that makes the table. A table that stands already has it all.
remembered_nft() {
	rm -f "$WORK/nft.saved"
	[ -s "$TARGET/nft" ] && ! nft_live || return 0
	types_nft "$TARGET/nft" > "$WORK/room"
	remembered "$WORK/room" | awk '{ gsub(/,/, " . ", $2); print $1, $2 ($3 ? " timeout " $3 "s" : "") }' > "$WORK/nft.saved"
}
