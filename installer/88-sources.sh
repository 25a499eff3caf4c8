# Sources that an operator names. One is an IPv4 address or an IPv6 /64; a network is as many of them, up to a subnet (/24 or /48).

# A list of 65,536 sources is 3 MB.
MOST_NAMED=8388608

# named_sources WORD...: lines "FAMILY ENTRY SHOWN" in $WORK/sources; `-` stands for the standard input, a source a line.
named_sources() {
	for word in "$@"; do
		if [ "$word" = - ]; then take_list; else printf '%s\n' "$word" > "$WORK/asked"; fi
		read_sources "$WORK/asked" "$word" > "$WORK/sources.one" || {
			tr -cd '\n -~' < "$WORK/words" >&2
			say 'nothing was changed'
			leave 2
		}
		cat "$WORK/sources.one"
	done > "$WORK/sources.all"
	awk '!seen[$3]++' "$WORK/sources.all" > "$WORK/sources"
}

# take_list: from the standard input, or the file that stands for it.
take_list() {
	if [ -n "$INPUT" ]; then head -c "$((MOST_NAMED + 1))" "$INPUT"; else head -c "$((MOST_NAMED + 1))"; fi > "$WORK/asked"
	[ "$(wc -c < "$WORK/asked")" -le "$MOST_NAMED" ] || usage_fault "the list is larger than $MOST_NAMED bytes"
}

# no: a subnet is each of its sources; yes: it stays one, "FAMILY NETWORK NETWORK".
WHOLE_SUBNETS=no

# read_sources FILE WORD: what a line of a list says is not shown: it may hold anything.
read_sources() {
	true > "$WORK/words"
	awk -v words="$WORK/words" -v word="$2" -v whole="$WHOLE_SUBNETS" "$BITS$SPELLED"'
		function wrong(what) { if (++wrongs <= 5) print "vosguard: " (word == "-" ? "line " NR : text) ": " what > words }
		function number(ones,   i, n) { n = 0; for (i = 1; i <= length(ones); i++) n = 2 * n + substr(ones, i, 1); return n }
		# Not every busybox has powers.
		function doubled(times,   n) { for (n = 1; times > 0; times--) n *= 2; return n }
		function ipv4(address, size,   part, n, i) {
			if (size > 32 || size < 24) { wrong(size > 32 ? "there is no such length" : "it is wider than a subnet (/24); such a network belongs into blocked"); return }
			split(address, part, "."); n = doubled(32 - size)
			if (part[4] % n) { wrong("a network is written by its first address"); return }
			if (part[1] == 0) { wrong("no packet comes from it"); return }
			if (part[1] == 127) { wrong("it is this host itself (loopback), which is never touched"); return }
			if (part[1] >= 224) { wrong("it is no address of a sender"); return }
			if (whole == "yes" && size == 24) { print 4, address "/24", address "/24"; return }
			for (i = 0; i < n; i++) print 4, part[1] "." part[2] "." part[3] "." (part[4] + i), part[1] "." part[2] "." part[3] "." (part[4] + i)
		}
		function ipv6(address, size,   ones, g, i, n, first, entry) {
			if (size > 128 || size < 48) { wrong(size > 128 ? "there is no such length" : "it is wider than a subnet (/48); such a network belongs into blocked"); return }
			ones = substr(bits(address), 2)
			if (substr(ones, size + 1) ~ /1/) { wrong("a network is written by its first address"); return }
			if (substr(ones, 1, 64) !~ /1/) { wrong("it is this host itself (loopback), which is never touched"); return }
			if (ones ~ /^11111111/) { wrong("it is no address of a sender"); return }
			for (g = 1; g <= 4; g++) first[g] = number(substr(ones, 16 * g - 15, 16))
			if (whole == "yes" && size == 48) {
				entry = sprintf("%x:%x:%x", first[1], first[2], first[3])
				while (sub(/:0$/, "", entry));
				print 6, entry "::/48", entry "::/48"
				return
			}
			n = doubled(64 - size)
			for (i = 0; i < n; i++) {
				entry = sprintf("%x:%x:%x:%x", first[1], first[2], first[3], first[4] + i)
				while (sub(/:0$/, "", entry));
				print 6, entry "::", entry "::/64"
			}
		}
		{ sub(/\r$/, ""); sub(/#.*/, "") }
		NF == 0 { next }
		{ text = tolower($1); address = text; size = "" }
		NF > 1 { wrong("more than one address"); next }
		i = index(address, "/") { size = substr(address, i + 1); address = substr(address, 1, i - 1); if (size !~ /^[0-9]+$/ || length(size) > 3) { wrong("this is not an address"); next } }
		quad(address) { ipv4(address, size == "" ? 32 : size + 0); next }
		colons(address) { ipv6(address, size == "" ? 128 : size + 0); next }
		{ wrong("this is not an address") }
		END { if (wrongs > 5) print "vosguard: and " (wrongs - 5) " lines more" > words; exit wrongs > 0 }' "$1"
}

# A long list is asked, not listed: nft needs minutes for one.
is_long() { grep -q "^$1 " "$STATE/lists/live" 2> /dev/null; }

# in_long_lists KEY...: as `touched` tells it, of the long lists. The kernel is asked for one address; for what has more than one, a subnet or a /64, the
# entries are looked through that were loaded.
in_long_lists() {
	while read -r of kind _ name _ _ policy at; do
		[ "$kind" = static ] && is_long "$name" || continue
		for key in "$@"; do
			case $policy in "$key" | "$key".*) ;; *) continue ;; esac
			while read -r family entry shown; do
				case $family:$entry in "$of":*[:/]*) continue ;; "$of":*) ;; *) continue ;; esac
				if holds "$name" "$entry" < /dev/null; then printf '%s %s %s\t%s (%s)\n' "$family" "$entry" "$shown" "$policy" "$at"; fi
			done < "$WORK/sources"
			awk -v of="$of" '$1 == of && $2 ~ /[:\/]/' "$WORK/sources" > "$WORK/sources.wide"
			[ -s "$WORK/sources.wide" ] || continue
			awk -v words="$policy ($at)" '{ print $1, words }' "$(list_file "$(sed -n "s/^$name [0-9]* //p" "$STATE/lists/live")")" > "$WORK/list.long" 2>> "$LOG" || return 1
			touched "$WORK/list.long" "$WORK/sources.wide"
		done
	done < "$WORK/told"
}

# is_short KIND NAME: a list that is read as a whole: a short one of the policy, and whom names let in. What is fetched of whom to block may be long.
is_short() {
	case $2 in named.* | vg-named.*) return ;; esac
	[ "$1" = static ] && ! is_long "$2"
}

# list_of KEY...: lines "NETWORK WORDS" of the short lists whose path in the policy begins so.
list_of() {
	while read -r _ kind _ name _ _ policy at; do
		is_short "$kind" "$name" || continue
		for key in "$@"; do
			case $policy in "$key" | "$key".*) ;; *) continue ;; esac
			entries_of "$name" > "$WORK/networks.one" || return 1
			awk -v words="$policy ($at)" '{ print $1, words }' "$WORK/networks.one"
		done
	done < "$WORK/told"
}

# touched NETWORKS SOURCES: those of SOURCES that one of the NETWORKS holds, or that hold one of them, each behind a tab with its words.
touched() {
	awk -v networks="$1" "$BITS"'
		function edge(text, size, fill,   whole) { whole = text ~ /^6/ ? 65 : 33; text = substr(text, 1, size < whole ? size : whole); while (length(text) < whole) text = text fill; return "f" text }
		function put(first, last, size, kind, line) { if (first != "") printf "%s\t%s\t%s\t%s\n", edge(first, size, 0), kind, edge(last, size, 1), line }
		FILENAME == networks {
			words = $0; sub(/^[^ ]+ /, "", words)
			if (split($1, part, "-") == 2) put(bits(part[1]), bits(part[2]), 129, "a", words)
			else { n = split($1, part, "/"); put(bits(part[1]), bits(part[1]), n == 2 ? part[2] + 1 : 129, "a", words) }
			next
		}
		{ n = split($2, part, "/"); put(bits(part[1]), bits(part[1]), n == 2 ? part[2] + 1 : $1 == 6 ? 65 : 33, "b", $0) }' "$1" "$2" | sort | awk -F '\t' '
		$2 == "a" {
			for (i = 1; i <= waiting; i++) if (last[i] >= $1) print line[i] "\t" $4
			waiting = 0
			if ($3 > most) { most = $3; words = $4 }
			next
		}
		most >= $1 { print $4 "\t" words; next }
		{ last[++waiting] = $3; line[waiting] = $4 }'
}
