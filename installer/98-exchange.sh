# Sources for other programs, and for other hosts of vosguard.

# export_entries NOUN HOLDS...: by address, IPv4 first, as --format says.
export_entries() {
	noun=$1
	shift
	if [ "$noun:$FORMAT" = bans:json ] && [ -z "$PROVEN" ]; then
		told_bans > "$WORK/entries.all"
	else
		merged "$@"
		cut -d' ' -f1,2 "$WORK/merged" > "$WORK/entries.all"
		if [ "$noun" = bans ]; then
			merged_subnets
			cut -d' ' -f1,2 "$WORK/merged" >> "$WORK/entries.all"
		fi
	fi
	awk '{ print ($1 ~ /:/), $0 }' "$WORK/entries.all" | sort | cut -d' ' -f2- > "$WORK/exported"
	case ${FORMAT:-plain} in
	json) json_sources "$WORK/exported" ;;
	nft | ipset) export_for_firewall "$noun" ;;
	*) export_lines "$FORMAT" ;;
	esac
}

# json_sources FILE: of lines "ADDRESS LEFT REASON", a source a line, as many as --limit says.
json_sources() {
	awk -v limit="${LIMIT:-0}" '
		{
			n++
			if (limit && n > limit) next
			source = $1 ~ /:/ && $1 !~ /\// ? $1 "/64" : $1; left = $2; reason = $0
			if (NF > 2) { sub(/^[^ ]+ [^ ]+ /, "", reason); gsub(/[\\"]/, "\\\\&", reason); reason = ", \"reason\": \"" reason "\"" } else reason = ""
			line[++shown] = "    { \"source\": \"" source "\", \"secondsLeft\": " left reason " }"
		}
		END {
			printf "{\n  \"format\": 1,\n  \"total\": %d,\n  \"sources\": [", n
			for (i = 1; i <= shown; i++) printf "%s\n%s", (i > 1 ? "," : ""), line[i]
			print (shown ? "\n  " : "") "]\n}"
		}' "$1"
}

# A line for each source. A router that is told by FlowSpec drops everything from it, not SIP alone.
export_lines() {
	[ "$1" != crowdsec ] || echo 'duration,scope,value,type,reason'
	awk -v format="$1" '
		{ six = $1 ~ /:/; wide = $1 ~ /\//; network = $1 (wide ? "" : six ? "/64" : "/32") }
		format == "crowdsec" { print $2 "s," (six || wide ? "range," network : "ip," $1) ",ban,vosguard"; next }
		format == "exabgp" { print "announce flow route { match { source " network "; } then { discard; } }"; next }
		format == "gobgp" { print "gobgp global rib add -a ipv" (six ? 6 : 4) "-flowspec match source " network " then discard"; next }
		{ print (six || wide ? network : $1) }' "$WORK/exported"
}

# export_for_firewall NOUN: for nft -f and ipset restore on another host, in sets of their own that a rule there has to name. What is read
# again replaces what was read before.
export_for_firewall() {
	awk -v format="$FORMAT" -v noun="$1" "$BITS"'
		function net(address) { return substr(bits(address), 1, address ~ /:/ ? 49 : 25) }
		BEGIN {
			for (f = 4; f <= 6; f += 2)
				if (format == "ipset") {
					name[f] = "vosguard-" noun "-" f
					print "create " name[f] " hash:net family " (f == 4 ? "inet" : "inet6") " timeout 0 maxelem 1048576 -exist\nflush " name[f]
				} else {
					name[f] = noun f
					if (f == 4) print "add table inet vosguard_export"
					print "add set inet vosguard_export " name[f] " { type ipv" f "_addr; flags interval, timeout; }\nflush set inet vosguard_export " name[f]
				}
		}
		{ entry[++n] = $1; left[n] = $2 > 0 ? $2 : 1; if (sub(/\/.*/, "", $1)) whole[net($1)] }
		END {
			for (i = 1; i <= n; i++) {
				one = entry[i]; f = one ~ /:/ ? 6 : 4
				# One interval holds no other.
				if (one !~ /\//) { if (net(one) in whole) continue; if (f == 6) one = one "/64" }
				if (format == "ipset") print "add " name[f] " " one " timeout " left[i] " -exist"
				else text[f] = text[f] (text[f] == "" ? "" : ", ") one " timeout " left[i] "s"
			}
			for (f = 4; f <= 6; f += 2) if (text[f] != "") print "add element inet vosguard_export " name[f] " { " text[f] " }"
		}' "$WORK/exported"
}

exchange() {
	[ -z "$WORDS" ] || usage_fault "sets $ACTION takes no address"
	open_applied
	case $ACTION in
	export) export_sets ;;
	import)
		take_list
		take_lock 5 || refuse "$(at_work)"
		shield
		import_sets
		;;
	esac
	leave 0
}

# merged_each HOLDS...: lines "HOLDS ADDRESS LEFT".
merged_each() {
	for each in "$@"; do
		if [ "$each" = subnets ]; then merged_subnets; else merged "$each"; fi
		awk -v what="$each" '{ print what, $1, $2 }' "$WORK/merged"
	done
}

# What goes from host to host, whatever rules they run: lines "HOLDS ADDRESS LEFT", and `hand ADDRESS LEFT REASON` for a ban by hand.
export_sets() {
	merged_each banned proven known registered subnets > "$WORK/exported"
	cat "$STATE/bans" > "$WORK/bans.hand" 2> /dev/null
	awk -v hand="$WORK/bans.hand" -v now="$(date +%s)" '
		FILENAME == hand { address = $1; sub(/\/64$/, "", address); until[address] = $2; why = $0; sub(/^[^ ]+ [^ ]+ ?/, "", why); reason[address] = why; next }
		$1 == "proven" || $1 == "subnets" { off = until[$2] - now - $3; if (off <= 10 && off >= -10) by_hand[++n] = "hand " $2 " " $3 " " reason[$2] }
		{ print }
		END { for (i = 1; i <= n; i++) print by_hand[i] }' "$WORK/bans.hand" "$WORK/exported" | sort | {
		echo 'vosguard sets 1'
		cat
		echo end
	}
}

# read_exchange: $WORK/asked, which another host has written, into $WORK/offered: lines "HOLDS FAMILY ENTRY LEFT SHOWN REASON". Nothing of it
# is believed: an address that is none makes it a file that is not ours.
read_exchange() {
	[ "$(head -n 1 "$WORK/asked")" = 'vosguard sets 1' ] || usage_fault 'this is not what sets export writes; with an older version on the other host: known export and bans export'
	[ "$(tail -n 1 "$WORK/asked")" = end ] || usage_fault 'what sets export has written ends early; nothing was changed'
	sed '1d;$d' "$WORK/asked" | awk '($1 !~ /^(banned|proven|subnets|known|registered|hand)$/ || $3 !~ /^[0-9]+$/ || length($3) > 7) { exit 1 } { print }' > "$WORK/lines" ||
		usage_fault 'this is not what sets export writes; nothing was changed'
	awk '{ print $2 }' "$WORK/lines" > "$WORK/addresses"
	WHOLE_SUBNETS=yes
	read_sources "$WORK/addresses" - > "$WORK/read" && [ "$(wc -l < "$WORK/read")" = "$(wc -l < "$WORK/lines")" ] ||
		usage_fault 'this is not what sets export writes: not every address is one; nothing was changed'
	# Only a ban by hand is one of a whole subnet.
	paste -d' ' "$WORK/lines" "$WORK/read" | awk '$1 !~ /^(subnets|hand)$/ && $0 ~ / [46] [^ ]+\/(24|48) [^ ]+$/ { exit 1 }' ||
		usage_fault 'this is not what sets export writes: not every address is one; nothing was changed'
	awk -v sources="$WORK/read" -v most="$MOST_SECONDS" '
		FILENAME == sources { source[++n] = $0; next }
		{
			split(source[++line], one, " "); left = $3 + 0; what = $1; sub(/^[^ ]+ [^ ]+ [^ ]+ ?/, "")
			if (left > most) left = most
			if (left > 0) print what, one[1], one[2], left, one[3], $0
		}' "$WORK/read" "$WORK/lines" | tr -cd '\n -~' > "$WORK/offered"
}

# spared_of OFFERS KIND...: the entries among lines of $WORK/offered that a list of the policy holds.
spared_of() {
	awk -v kinds=" $1 " 'index(kinds, " " $1 " ") { print $2, $3, $5 }' "$WORK/offered" | sort -u > "$WORK/sources"
	shift
	take_out_spared "$@"
	awk '{ print $2 }' "$WORK/spared"
}

# import_sets: in one batch. Who is trusted, named in a service or connected is not banned; a ban by a rule does not reach who is known on
# either host; one by hand does, and ends what was known. The longer time counts, and a set that is full takes no more.
import_sets() {
	read_exchange
	spared_of 'banned proven subnets hand' trusted services > "$WORK/never.banned"
	spared_of 'known registered' trusted blocked > "$WORK/never.known"
	merged_each banned proven paroled known registered subnets > "$WORK/here"
	true > "$WORK/subnets"
	awk -v now="$(date +%s)" '$2 > now { sub(/\/64$/, "", $1); print $1 }' "$STATE/bans" 2> /dev/null > "$WORK/hand.here"
	awk -v work="$WORK" '
		function from(name) { return FILENAME == work "/" name }
		function put(what, entry) {
			key = what SUBSEP entry
			if (left[key] + 5 >= time[key]) return 0
			print what, family[entry], entry, time[key]
			return 1
		}
		function take(what, entry) { if ((what, entry) in left) print what, family[entry], entry }
		from("never.banned") { not_banned[$1]; next }
		from("never.known") { not_known[$1]; next }
		from("hand.here") { hand_here[$1]; next }
		from("here") { left[$1, $2] = $3 + 0; next }
		{
			family[$3] = $2
			if ($1 == "hand") { hand[$3] = $4; shown[$3] = $5; why = $0; sub(/^[^ ]+ [^ ]+ [^ ]+ [^ ]+ [^ ]+ ?/, "", why); reason[$3] = why; next }
			if ($4 > time[$1, $3]) time[$1, $3] = $4
		}
		END {
			for (entry in family) if (entry ~ /\//) {
				# A subnet, by hand.
				if (entry in not_banned) { spared++; continue }
				if ((entry in hand) && hand[entry] > time["subnets", entry]) time["subnets", entry] = hand[entry]
				if (put("subnets", entry)) { bans++; if (entry in hand) { print shown[entry], hand[entry], reason[entry] > (work "/hand.new"); print family[entry], entry, entry > (work "/subnets") } }
			} else {
				is_known = (("known", entry) in time || ("registered", entry) in time) && !(entry in not_known) && !(entry in hand) && !(entry in hand_here)
				is_banned = (("banned", entry) in time || ("proven", entry) in time || entry in hand)
				if (is_banned && (entry in not_banned)) { spared++; is_banned = 0 }
				else if (is_banned && !(entry in hand) && (is_known || ("known", entry) in left)) { kept++; is_banned = 0 }
				if (is_banned) {
					new = put("banned", entry) + put("proven", entry)
					if (("banned", entry) in time) { time["paroled", entry] = time["banned", entry]; put("paroled", entry) }
					if (entry in hand) { take("known", entry); take("registered", entry); if (new) print shown[entry], hand[entry], reason[entry] > (work "/hand.new") }
					bans += new > 0
				} else if (is_known) {
					new = put("known", entry) + put("registered", entry)
					take("banned", entry); take("proven", entry); take("paroled", entry)
					knowns += new > 0
				}
			}
			print bans + 0, knowns + 0, spared + 0, kept + 0 > (work "/sums")
		}' "$WORK/never.banned" "$WORK/never.known" "$WORK/hand.here" "$WORK/here" "$WORK/offered" > "$WORK/wanted"
	forget_inside >> "$WORK/wanted"
	fitting "$WORK/wanted" > "$WORK/moves"
	move
	record_imported
	tell_imported
}

# forget_inside: who is known here in a subnet that is banned by hand now, unless he is known there too, since that ban.
forget_inside() {
	inside_subnets known registered | awk -v offered="$WORK/offered" '
		FILENAME == offered { if ($1 == "known" || $1 == "registered") there[$3]; next }
		!($2 in there)' "$WORK/offered" - > "$WORK/inside"
	with_sources "$WORK/inside" moves_of 'known registered'
}

# fitting MOVES: without those that their set has no room for, which are counted in $WORK/over. ipset stops in the middle of a batch.
fitting() {
	awk -v work="$WORK" '
		FILENAME == work "/told" { if ($2 == "learned" && !(($3, $1) in size)) size[$3, $1] = $5; next }
		FILENAME == work "/here" { count[$1, $2 ~ /:/ ? 6 : 4]++; there[$1, $2]; next }
		NF > 3 && !(($1, $3) in there) && size[$1, $2] && ++count[$1, $2] > size[$1, $2] { over += $1 != "paroled" && $1 != "registered"; next }
		{ print }
		END { print over + 0 > (work "/over") }' "$WORK/told" "$WORK/here" "$1"
}

record_imported() {
	[ -s "$WORK/hand.new" ] || return 0
	now=$(date +%s)
	{
		awk -v now="$now" -v new="$WORK/hand.new" 'FILENAME == new { gone[$1]; next } $2 > now && !($1 in gone)' "$WORK/hand.new" "$STATE/bans" 2> /dev/null
		awk -v now="$now" '{ left = $2; source = $1; sub(/^[^ ]+ [^ ]+ ?/, ""); print source, now + left, $0 }' "$WORK/hand.new"
	} > "$WORK/bans.new"
	write_record
}

tell_imported() {
	read -r bans knowns spared kept < "$WORK/sums"
	read -r over < "$WORK/over"
	if [ "$FORMAT" = json ]; then
		printf '{ "format": 1, "banned": %s, "known": %s, "trustedHere": %s, "knownHere": %s, "withoutRoom": %s }\n' "$bans" "$knowns" "$spared" "$kept" "$over"
		return
	fi
	echo "$bans bans and $knowns known sources are new here or have more time"
	[ "$spared" = 0 ] || say "not banned, for they are trusted here, named in a service, or where you come from: $spared"
	[ "$kept" = 0 ] || say "not banned, for they are known: $kept"
	[ "$over" = 0 ] || say "the sets have no room for $over of them; see sip.sizes"
}
