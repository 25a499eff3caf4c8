# What an operator changes in the sets, and the record of it.

# record SECONDS REASON: what was banned by hand, without those of $WORK/sources that were there before; no SECONDS: they are taken out.
record() {
	now=$(date +%s)
	{
		cat "$STATE/bans" 2> /dev/null | awk -v now="$now" -v sources="$WORK/sources" 'FILENAME == sources { gone[$3]; next } $2 > now && !($1 in gone)' "$WORK/sources" -
		[ -z "$1" ] || awk -v until="$((now + ${1:-0}))" '{ print $3, until, ENVIRON["REASON"] }' "$WORK/sources"
	} > "$WORK/bans.new"
	write_record
}

# write_record: from $WORK/bans.new. A disk may take a part of it, and the record of all others is worth more than that of this one.
write_record() {
	cp "$WORK/bans.new" "$STATE/bans.new" 2> /dev/null && cmp -s "$WORK/bans.new" "$STATE/bans.new" && on_disk "$STATE/bans.new" "$STATE/bans" && return
	rm -f "$STATE/bans.new"
	say "the kernel has it, and the record $STATE/bans could not be written: after the next start of the rules it is as before"
}

lines_in() { wc -l < "$1" | tr -d ' '; }
amount() { lines_in "$WORK/sources"; }
amount_words() {
	awk 'NR == 1 { one = $3 } { if ($3 ~ /\/(24|48)$/) nets++; else sources++ }
		function many(n, what) { return n " " what (n == 1 ? "" : "s") }
		END {
			if (NR == 1) { printf "%s is", one; exit }
			text = sources || !nets ? many(sources + 0, "source") : ""
			if (nets) text = text (text == "" ? "" : " and ") many(nets, "subnet")
			printf "%s are", text
		}' "$WORK/sources"
}

# A subnet is one entry, but where it holds somebody whom a ban spares: there it is each of its other sources.
bans_add() {
	split_subnets services
	if [ -s "$WORK/sources" ] || [ ! -s "$WORK/subnets" ]; then spare trusted services; fi
	fit banned
	fit_subnets
	: "${FOR:=3600}"
	in_sets known > "$WORK/were.known"
	in_sets called > "$WORK/were.called"
	inside_subnets known registered > "$WORK/inside"
	moves_of 'known registered' "$EVERY_BAN" "$FOR" > "$WORK/moves"
	with_sources "$WORK/inside" moves_of 'known registered' >> "$WORK/moves"
	with_sources "$WORK/subnets" moves_of '' subnets "$FOR" >> "$WORK/moves"
	move
	export REASON
	cat "$WORK/subnets" >> "$WORK/sources"
	record "$FOR" "$REASON"
	cat "$WORK/inside" >> "$WORK/were.known"
	if [ "$FORMAT" = json ]; then
		told_json banned "$(amount)" seconds "$FOR" spared "$(lines_in "$WORK/spared")" wereKnown "$(lines_in "$WORK/were.known")" wereCalled "$(lines_in "$WORK/were.called")"
	else
		echo "$(amount_words) banned for $(span "$FOR")"
	fi
	[ ! -s "$WORK/were.known" ] || say "of these were known, and are strangers until they register again: $(wc -l < "$WORK/were.known" | tr -d ' ')"
	[ ! -s "$WORK/were.called" ] || say "the switch has called in the last minutes, and their answers still pass: $(wc -l < "$WORK/were.called" | tr -d ' ')"
}

# split_subnets KIND...: of $WORK/sources the subnets in which no list of the policy has anybody: $WORK/subnets. Of others $WORK/sources gets
# each source.
split_subnets() {
	awk '$2 ~ /\//' "$WORK/sources" > "$WORK/subnets"
	[ -s "$WORK/subnets" ] || return 0
	awk '$2 !~ /\//' "$WORK/sources" > "$WORK/plain"
	cp "$WORK/subnets" "$WORK/sources"
	take_out_spared "$@"
	cp "$WORK/sources" "$WORK/subnets"
	cut -d' ' -f2 "$WORK/spared" > "$WORK/asked"
	WHOLE_SUBNETS=no
	read_sources "$WORK/asked" - | cat - "$WORK/plain" | awk '!seen[$2]++' > "$WORK/sources"
}

# with_sources FILE COMMAND...: with the sources of FILE in the place of those that were named.
with_sources() {
	mv -f "$WORK/sources" "$WORK/sources.kept"
	cp "$1" "$WORK/sources"
	shift
	"$@"
	mv -f "$WORK/sources.kept" "$WORK/sources"
}

# inside_subnets HOLDS...: those that the kernel has there and that one of $WORK/subnets holds.
inside_subnets() {
	[ -s "$WORK/subnets" ] || return 0
	merged "$@"
	sources_of "$WORK/merged" > "$WORK/there"
	awk '{ print $2, $2 }' "$WORK/subnets" > "$WORK/networks"
	touched "$WORK/networks" "$WORK/there" | cut -f1
}

fit_subnets() { [ ! -s "$WORK/subnets" ] || with_sources "$WORK/subnets" fit subnets; }

# in_sets HOLDS...: those of $WORK/sources that the kernel has there. A few are asked for one by one.
in_sets() {
	if [ "$(wc -l < "$WORK/sources")" -le 4 ]; then
		while read -r family entry shown; do
			for what in "$@"; do
				for name in $(sets_of "$what" "$family"); do
					holds "$name" "${entry%/*}" < /dev/null || continue
					echo "$family $entry $shown"
					continue 3
				done
			done
		done < "$WORK/sources"
		return
	fi
	merged "$@"
	awk -v there="$WORK/merged" 'FILENAME == there { in_[$1]; next } { entry = $2; sub(/\/.*/, "", entry) } entry in in_' "$WORK/merged" "$WORK/sources"
}

bans_remove() {
	if [ -n "$ALL" ]; then
		merged banned proven paroled returned
		sources_of "$WORK/merged" > "$WORK/sources"
		merged_subnets
		sources_of "$WORK/merged" >> "$WORK/sources"
		empty_sets "$NO_BAN subnets"
		true > "$WORK/bans.new" && write_record
		if [ "$FORMAT" = json ]; then told_json removed "$(amount)"; else echo 'nobody is banned any more'; fi
		return
	fi
	# Of a subnet, its own ban, and whoever is banned in it.
	awk '$2 ~ /\//' "$WORK/sources" > "$WORK/subnets"
	inside_subnets banned proven paroled returned > "$WORK/inside"
	awk '$2 !~ /\//' "$WORK/sources" | cat - "$WORK/inside" | awk '!seen[$2]++' > "$WORK/plain"
	cp "$WORK/plain" "$WORK/sources"
	in_sets banned proven > "$WORK/were"
	with_sources "$WORK/subnets" in_sets subnets >> "$WORK/were"
	tell_subnets
	moves_of "$NO_BAN" > "$WORK/moves"
	with_sources "$WORK/subnets" moves_of subnets >> "$WORK/moves"
	move
	cat "$WORK/subnets" >> "$WORK/sources"
	record '' ''
	awk '$2 ~ /\//' "$WORK/were" > "$WORK/were.subnets"
	if [ "$FORMAT" = json ]; then
		told_json removed "$(lines_in "$WORK/were")"
	elif [ ! -s "$WORK/were" ]; then
		echo "$(with_sources "$WORK/named" amount_words) not banned"
	else
		mv -f "$WORK/were" "$WORK/sources"
		echo "$(amount_words) no longer banned"
	fi
}

# tell_subnets: of a few that were named, which subnet is banned with them.
tell_subnets() {
	[ "$(amount)" -le 4 ] || return 0
	while read -r family entry shown; do
		for name in $(sets_of subnets "$family"); do
			if holds "$name" "$(subnet_of "$entry")" < /dev/null && ! grep -qxF "$family $(network_of "$entry") $(network_of "$entry")" "$WORK/subnets"; then
				say "$shown stays banned with its subnet; to end that: $(call)$(rooted) bans remove $(network_of "$entry")"
			fi
		done
	done < "$WORK/sources"
}

# Whoever is named is a registered customer: both sets get him, and his ban ends, which a device would look up before anything else.
known_add() {
	spare trusted blocked
	fit known
	: "${FOR:=$(awk '$3 == "known" { print $6; exit }' "$WORK/told")}"
	in_sets banned proven > "$WORK/were"
	make_batch "$NO_BAN" 'known registered' "$FOR"
	record '' ''
	if [ "$FORMAT" = json ]; then
		told_json known "$(amount)" seconds "$FOR" spared "$(lines_in "$WORK/spared")" wereBanned "$(lines_in "$WORK/were")"
	else
		echo "$(amount_words) known for $(span "$FOR")"
	fi
	[ ! -s "$WORK/were" ] || say "banned until now, and let in: $(wc -l < "$WORK/were" | tr -d ' ')"
}

known_remove() {
	if [ -n "$ALL" ]; then
		merged known registered
		sources_of "$WORK/merged" > "$WORK/sources"
		empty_sets 'known registered'
	else
		make_batch 'known registered'
	fi
	if [ "$FORMAT" = json ]; then told_json removed "$(amount)"; elif [ -n "$ALL" ]; then echo 'no source is known any more'; else echo "$(amount_words) not known any more"; fi
}
