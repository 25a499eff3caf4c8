# Bans and known sources by hand, on a host without Node. vosguard bans and vosguard known do the same.

# A ban by hand holds for UDP and TCP, and has no parole.
EVERY_BAN='banned paroled proven'
# Whom an operator lets in comes back to nothing.
NO_BAN="$EVERY_BAN returned"

bans() {
	case $ACTION in
	list) refuse_words 'bans list' && open_applied && list_bans ;;
	export)
		refuse_words 'bans export' && open_applied
		if [ -n "$PROVEN" ]; then export_entries bans proven; else export_entries bans banned proven; fi
		;;
	add) change_by_hand bans_add ;;
	remove) change_by_hand bans_remove ;;
	*) usage_fault "bans needs an action: list, add, remove or export" ;;
	esac
	leave 0
}

known() {
	case $ACTION in
	list) refuse_words 'known list' && open_applied && list_known ;;
	export) refuse_words 'known export' && open_applied && export_entries known known ;;
	add) change_by_hand known_add ;;
	remove) change_by_hand known_remove ;;
	*) usage_fault "known needs an action: list, add, remove or export" ;;
	esac
	leave 0
}

refuse_words() { [ -z "$WORDS$ALL" ] || usage_fault "$1 takes no address"; }

# change_by_hand HOW: under the lock, so that no apply is at work.
change_by_hand() {
	[ "$COMMAND" != bans ] || WHOLE_SUBNETS=yes
	[ -n "$WORDS$ALL" ] || usage_fault "$COMMAND $ACTION needs an address, or - for a list from the standard input"
	[ -z "$ALL" ] || [ -z "$WORDS" ] || usage_fault '--all goes without an address'
	open_applied
	# shellcheck disable=SC2086 # words without blanks
	named_sources $WORDS
	cp "$WORK/sources" "$WORK/named"
	take_lock 5 || refuse "$(at_work)"
	shield
	"$1"
}

# merged HOLDS...: lines "ADDRESS LEFT OF" in $WORK/merged, once for each source, with the later end. Where there is a set for each time, the set
# tells it. Not into a pipe: what ends the program in one ends a part of it.
merged() {
	for what in "$@"; do
		for family in 4 6; do
			for name in $(sets_of "$what" "$family"); do
				entries_of "$name" > "$WORK/entries.one" || refuse "the set $name cannot be read"
				several=$(sets_of "$what" "$family" | wc -w)
				awk -v several="$several" -v name="$name" -v told="$WORK/told" 'FILENAME == told { if ($4 == name) whole = $6; next }
					{ print $1, $2, ($3 == "-" && several + 0 != 1 ? whole : $3) }' "$WORK/told" "$WORK/entries.one"
			done
		done
	done > "$WORK/merged.all"
	awk '{ if (!($1 in left) || $2 > left[$1]) { left[$1] = $2 + 0; whole[$1] = $3 } } END { for (one in left) print one, left[one], whole[one] }' "$WORK/merged.all" > "$WORK/merged"
}

# merged_subnets: the same of subnets, each written as a network.
merged_subnets() {
	merged subnets
	awk '{ $1 = $1 ($1 ~ /:/ ? "/48" : "/24"); print }' "$WORK/merged" > "$WORK/merged.all" && mv -f "$WORK/merged.all" "$WORK/merged"
}

# sources_of FILE: lines as merged has them, as $WORK/sources has them.
sources_of() { awk '{ print ($1 ~ /:/ ? 6 : 4), $1, ($1 ~ /:/ && $1 !~ /\// ? $1 "/64" : $1) }' "$1"; }

# told_bans: lines "ADDRESS LEFT REASON", the longest first.
told_bans() {
	merged banned proven
	mv -f "$WORK/merged" "$WORK/bans.now"
	merged_subnets
	cat "$WORK/merged" >> "$WORK/bans.now"
	cat "$STATE/bans" > "$WORK/bans.hand" 2> /dev/null
	noted > "$WORK/noted"
	causes_told > "$WORK/causes"
	rules_told > "$WORK/rules"
	awk -v hand="$WORK/bans.hand" -v noted="$WORK/noted" -v causes="$WORK/causes" -v rules="$WORK/rules" -v now="$(date +%s)" "$BITS"'
		BEGIN {
			words["challenged"] = "challenged: too many answers of 401 or 407, as for passwords that are guessed"
			words["refused"] = "refused: too many answers of 403 or 404"; words["flood"] = "flood: too many packets that were refused"
		}
		FILENAME == rules { path[$1] = $2; next }
		FILENAME == causes { cause[++n] = $1; time[n] = $2; next }
		FILENAME == noted {
			address = bits($2)
			if ($1 ~ /^ban\./ && path[$1] ~ /^sip\.bans\./) seen[address, substr(path[$1], 10)]
			if ($1 ~ /\.signatures\./) { text = $1; sub(/.*\.signatures\./, "", text); sub(/\.[0-9]+$/, "", text); if (text != "search") signature[address] = text }
			next
		}
		FILENAME == hand { address = $1; sub(/\/64$/, "", address); until[address] = $2; why = $0; sub(/^[^ ]+ [^ ]+ ?/, "", why); reason[address] = why; next }
		{
			off = until[$1] - now - $2
			if (off <= 10 && off >= -10) { print $1, $2, "by hand" (reason[$1] == "" ? "" : ": " reason[$1]); next }
			at = $1; sub(/\/.*/, "", at); key = bits(at); fits = ""; exact = ""; amount = 0; exacts = 0
			split("", fit)
			for (i = 1; i <= n; i++) if (!(cause[i] in fit) && ($3 == "-" ? time[i] >= $2 : time[i] == $3)) {
				fit[cause[i]]; amount++; fits = fits (fits == "" ? "" : " or ") cause[i]; only = cause[i]
				if ((key, cause[i]) in seen) { exacts++; exact = exact (exact == "" ? "" : " or ") cause[i]; one = cause[i] }
			}
			if (exacts) { amount = exacts; fits = exact; only = one }
			if (amount == 1 && only in words) fits = words[only]
			else if (amount == 1 && only == "signature" && key in signature) fits = "signature " signature[key]
			print $1, $2, (amount ? fits : "not known")
		}' "$WORK/rules" "$WORK/causes" "$WORK/noted" "$WORK/bans.hand" "$WORK/bans.now" | tr -d '\000-\011\013-\037\177' | sort -k2,2rn -k1,1
}

list_bans() {
	told_bans > "$WORK/bans.told"
	if [ "$FORMAT" = json ]; then
		json_sources "$WORK/bans.told"
		return
	fi
	awk -v limit="${LIMIT:-50}" "$SPAN_WORDS"'
		{ source = $1 ~ /:/ && $1 !~ /\// ? $1 "/64" : $1; left = $2; sub(/^[^ ]+ [^ ]+ /, ""); n++
			if (n <= limit) line[n] = sprintf("  %-19s  %8s left  %s", source, span(left), $0) }
		END {
			print (n == 0 ? "nobody is banned" : n == 1 ? "1 source is banned" : n " sources are banned")
			for (i = 1; i <= n && i <= limit; i++) print line[i]
			if (n > limit) print "  and " (n - limit) " more; --limit shows more of them"
		}' "$WORK/bans.told"
}

list_known() {
	merged known
	sort -k2,2rn -k1,1 "$WORK/merged" > "$WORK/known.told"
	if [ "$FORMAT" = json ]; then
		cut -d' ' -f1,2 "$WORK/known.told" > "$WORK/known.json"
		json_sources "$WORK/known.json"
		return
	fi
	awk -v limit="${LIMIT:-50}" "$SPAN_WORDS"'
		{ n++; if (n <= limit) line[n] = sprintf("  %-19s  %8s left", $1 ~ /:/ ? $1 "/64" : $1, span($2)) }
		END {
			print (n == 0 ? "no source is known" : n == 1 ? "1 source is known" : n " sources are known")
			for (i = 1; i <= n && i <= limit; i++) print line[i]
			if (n > limit) print "  and " (n - limit) " more; --limit shows more of them"
		}' "$WORK/known.told"
}

# spare KIND...: takes out of $WORK/sources whoever is in a list of the policy, and says so. A source that was named alone is refused.
spare() {
	take_out_spared "$@"
	[ -s "$WORK/spared" ] || return 0
	awk -F '\t' -v verb="$([ "$COMMAND" = bans ] && echo 'is not banned' || echo 'is not put among the known')" '
		NR <= 5 { split($1, word, " "); print "vosguard: " word[3] " " verb ": " ($2 ~ /^your/ ? $2 : "it is in " $2) }
		END { if (NR > 5) print "vosguard: and " (NR - 5) " sources more" }' "$WORK/spared" | tr -cd '\n -~' >&2
	[ -s "$WORK/sources" ] || [ -s "$WORK/subnets" ] || refuse 'nobody is left of those that were named'
}

# take_out_spared KIND...: from $WORK/sources to $WORK/spared, each there with where the policy names it.
take_out_spared() {
	true > "$WORK/spared.all"
	own=$(connection)
	own=${own%% *}
	if [ -n "$own" ]; then
		case " $* " in *' services '*)
			echo "$own your own connection comes from there" > "$WORK/networks"
			touched "$WORK/networks" "$WORK/sources" > "$WORK/spared.all"
			;;
		esac
	fi
	list_of "$@" > "$WORK/networks" || refuse 'the lists of the policy cannot be read'
	{ touched "$WORK/networks" "$WORK/sources" && in_long_lists "$@"; } >> "$WORK/spared.all" || refuse 'the lists of the policy cannot be read'
	awk -F '\t' '!seen[$1]++' "$WORK/spared.all" > "$WORK/spared"
	awk -F '\t' -v spared="$WORK/spared" 'FILENAME == spared { gone[$1]; next } !($0 in gone)' "$WORK/spared" "$WORK/sources" > "$WORK/sources.left"
	mv -f "$WORK/sources.left" "$WORK/sources"
}

# fit HOLDS: ipset takes a batch line by line and would stop in the middle.
fit() {
	many=sources key=sip.sizes.$1
	[ "$1" != subnets ] || many=subnets key='sip.sizes.banned, of which subnets have a quarter'
	for family in 4 6; do
		wanted=$(grep -c "^$family " "$WORK/sources")
		[ "$wanted" -gt 0 ] || continue
		name=$(sets_of "$1" "$family") && name=${name%% *}
		[ -n "$name" ] || refuse "the rules on this host keep no $1 sources of IPv$family"
		[ "$wanted" -gt 1 ] || continue
		size=$(awk -v name="$name" '$4 == name { print $5 }' "$WORK/told")
		entries_of "$name" > "$WORK/fit" || refuse "the set $name cannot be read"
		room=$(awk -v seen="$WORK/fit" 'FILENAME == seen { there[$1]; n++; next } { entry = $2; sub(/\/.*/, "", entry) } entry in there { n-- } END { print n + 0 }' "$WORK/fit" "$WORK/sources")
		[ "$size" = 0 ] || [ "$((room + wanted))" -le "$size" ] || refuse "$wanted $many do not fit: $name holds $size, and $room others are in it; see $key"
	done
}

# make_batch OUT [IN SECONDS]: takes $WORK/sources out of the sets that hold OUT, and puts them into those that hold IN, where the time of
# who is there already begins anew.
make_batch() {
	moves_of "$@" > "$WORK/moves"
	move
}

moves_of() {
	awk -v out="$1" -v in_="${2-}" -v time="${3-}" '
		BEGIN { outs = split(out, o, " "); ins = split(in_, p, " ") }
		{ for (i = 1; i <= outs; i++) print o[i], $1, $2; for (i = 1; i <= ins; i++) print p[i], $1, $2, time }' "$WORK/sources"
}

# move: what $WORK/moves says, in one batch: lines "HOLDS FAMILY ENTRY [SECONDS]"; without seconds, out of it. With ipset the first of
# several sets is the one that is filled by hand. nft has no "if it is there", so whoever is in a set is added and then deleted, in the same step: he may
# leave it by himself until then. Of others that would take room in the meantime, which a full set has not.
move() {
	true > "$WORK/there"
	[ "$BACKEND" != nftables ] || those_there > "$WORK/there"
	awk -v backend="$BACKEND" -v told="$WORK/told" -v there="$WORK/there" '
		FILENAME == told { if ($2 == "learned") { key = $3 " " $1; name[key, ++sets[key]] = $4 } next }
		FILENAME == there { has[$1, $2]; next }
		{
			key = $1 " " $2; sub(/\/.*/, "", $3)
			for (i = 1; i <= sets[key]; i++) {
				one = name[key, i]
				if (backend == "iptables") { print (NF > 3 && i == 1 ? "add " one " " $3 " timeout " $4 " -exist" : "del " one " " $3 " -exist"); continue }
				if ((one, $3) in has) old[one] = old[one] ", " $3
				if (NF > 3) new[one] = new[one] ", " $3 " timeout " $4 "s"
			}
		}
		END {
			for (one in old) { text = substr(old[one], 3); print "add element inet vosguard " one " { " text " }"; print "delete element inet vosguard " one " { " text " }" }
			for (one in new) print "add element inet vosguard " one " { " substr(new[one], 3) " }"
		}' "$WORK/told" "$WORK/there" "$WORK/moves" > "$WORK/batch"
	[ ! -s "$WORK/batch" ] || load_batch
}

# those_there: lines "SET ENTRY" of $WORK/moves that are so in the kernel. A few are asked for one by one.
those_there() {
	awk -v told="$WORK/told" '
		FILENAME == told { if ($2 == "learned") { key = $3 " " $1; name[key, ++sets[key]] = $4 } next }
		{ key = $1 " " $2; sub(/\/.*/, "", $3); for (i = 1; i <= sets[key]; i++) if (!seen[name[key, i], $3]++) print name[key, i], $3 }' "$WORK/told" "$WORK/moves" > "$WORK/there.asked"
	if [ "$(wc -l < "$WORK/there.asked")" -le 16 ]; then
		while read -r name entry; do
			if holds "$name" "$entry" < /dev/null; then echo "$name $entry"; fi
		done < "$WORK/there.asked"
		return
	fi
	cut -d' ' -f1 "$WORK/there.asked" | sort -u > "$WORK/there.sets"
	while read -r name; do
		entries_of "$name" > "$WORK/there.one" || refuse "the set $name cannot be read"
		awk -v set="$name" -v there="$WORK/there.one" "$BITS"'
			function spelled(entry) { return entry ~ /:/ ? bits(entry) : entry }
			FILENAME == there { has[spelled($1)]; next }
			$1 == set && (spelled($2) in has)' "$WORK/there.one" "$WORK/there.asked"
	done < "$WORK/there.sets"
}

# empty_sets HOLDS: of both families, in one batch.
empty_sets() {
	for what in $1; do
		for family in 4 6; do
			for name in $(sets_of "$what" "$family"); do
				case $BACKEND in iptables) echo "flush $name" ;; nftables) echo "flush set inet vosguard $name" ;; esac
			done
		done
	done > "$WORK/batch"
	[ ! -s "$WORK/batch" ] || load_batch
}

load_batch() {
	case $BACKEND in
	iptables) ipset restore < "$WORK/batch" 2>> "$LOG" ;;
	nftables) nft -f "$WORK/batch" 2>> "$LOG" ;;
	esac || {
		tools_said
		refuse 'the sets could not be changed'
	}
}
