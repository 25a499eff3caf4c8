# put_nft TARGET: as new_nft, and on the way back the table is taken away where what stood before cannot be put in its place.
put_nft() {
	new_nft "$1" && return
	[ "$STRIP" = no ] || [ ! -s "$1" ] || ! have nft || nft delete table inet vosguard 2>> "$LOG"
	return 1
}

# new_nft TARGET: replaces the table inet vosguard in one transaction, with what it has learned and counted; an empty
# TARGET takes it away. Where a long list stays, everything else in the table is replaced.
new_nft() {
	if ! have nft; then
		[ ! -s "$1" ]
		return
	fi
	true > "$WORK/nft.now"
	nft_live
	live=$?
	if [ ! -s "$1" ]; then
		[ "$live" = 1 ] || act nft delete table inet vosguard 2>> "$LOG"
		return
	fi
	case $live in
	0) list_nft learned "$WORK/nft.now" || return 1 ;;
	2) return 1 ;;
	esac
	sort_lists "$1" && learned_nft "$1" > "$WORK/nft.learned" || return 1
	if [ -s "$WORK/nft.saved" ]; then cat "$WORK/nft.saved" >> "$WORK/nft.learned"; fi
	trusted_of "$1" > "$WORK/trusted"
	without_trusted "$WORK/trusted" "$WORK/nft.learned" "$WORK/nft.gone" > "$WORK/nft.kept" || return 1
	[ "$GUARD" = no ] || cat "$WORK/nft.gone" >> "$SNAP/untrusted.nft" || return 1
	[ "$GUARD" = yes ] || [ ! -s "$SNAP/untrusted.nft" ] || cat "$SNAP/untrusted.nft" >> "$WORK/nft.kept"
	[ "$1" != "${TARGET-}/nft" ] || [ ! -s "$TARGET/known" ] || known_nft || return 1
	[ "$GUARD" = yes ] || [ -n "${TARGET-}" ] || without_new_known || return 1
	{ cleared_nft && counted_nft "$1" > "$WORK/nft.text" && filled_nft "$WORK/nft.text"; } > "$WORK/nft.next" || return 1
	# In the same step, and not in a namespace for trial, which has no devices.
	if [ "$1" = "${TARGET-}/nft" ] && [ -z "${INSIDE-}" ]; then cat "$TARGET/ingress" >> "$WORK/nft.next" || return 1; fi
	act nft -f "$WORK/nft.next" 2>> "$LOG" && nft_lists_loaded
}

# What makes room for the new table: the commands that delete the old one, or all that is in it but the lists that stay.
cleared_nft() {
	if [ ! -s "$WORK/stay" ]; then
		echo 'table inet vosguard'
		echo 'delete table inet vosguard'
		return
	fi
	echo 'flush table inet vosguard'
	awk -v stay="$WORK/stay" '
		FILENAME == stay { left[$1]; next }
		/^\t(chain|set|map|limit|counter|quota) [^ ]+ \{/ && !($2 in left) { print ($1 == "chain" ? 0 : 1), "delete " $1 " inet vosguard " $2 }' \
		"$WORK/stay" "$WORK/nft.now" | sort | cut -d' ' -f2-
}

# filled_nft TEXT: with what was learned, and with the entries of the lists that do not stand yet. Inside of the sets: for a
# command of its own, nft fetches every set of networks that is in the table.
filled_nft() {
	awk -v kept="$WORK/nft.kept" -v stay="$WORK/stay" -v first="$STATE/lists/" -v second="${TEMPORARY:-}/long/" '
		function fill(file,   text, n) {
			while ((getline text < file) > 0) { printf "%s%s", (n++ == 0 ? "\t\telements = {\n" : n % 8 == 1 ? ",\n" : ", "), text }
			close(file)
			if (n) print "\n\t\t}"
			return n
		}
		FILENAME == stay { left[$1]; next }
		FILENAME == kept { set = $1; sub(/^[^ ]+ /, ""); entry[set, ++count[set]] = $0; next }
		/^(delete )?table inet vosguard$/ { next }
		/^\tset / { name = $2 }
		/^[ \t]*# list / { if (!(name in left) && !fill(first $5)) fill(second $5); next }
		/^\t}/ {
			for (i = 1; i <= count[name]; i++) printf "%s%s", (i == 1 ? "\t\telements = {\n" : i % 8 == 1 ? ",\n" : ", "), entry[name, i]
			if (count[name]) print "\n\t\t}"
			name = ""
		}
		{ print }' "$WORK/stay" "$WORK/nft.kept" "$1"
}

# Nobody has confirmed: who was put among the known goes out again.
without_new_known() {
	[ -s "$SNAP/known" ] && [ ! -e "$SNAP/kept" ] || return 0
	awk -v new="$SNAP/known" "$BITS"'FILENAME == new { gone[$1, bits($2)]; next } !(($1, bits($2)) in gone)' "$SNAP/known" "$WORK/nft.kept" > "$WORK/nft.old" &&
		mv "$WORK/nft.old" "$WORK/nft.kept"
}

# learned_nft TARGET: lines "SET ADDRESS timeout .. expires .." of the learned sets that TARGET declares with the same
# type, no more of each than it takes.
learned_nft() {
	awk -v now="$WORK/nft.now" -v names=" $LEARNED " '
		{ gsub(/^[ \t]+/, "") }
		$1 == "set" { set = $2 }
		$1 == "type" && FILENAME != now { type[set] = $0 }
		$1 == "size" && FILENAME != now { size[set] = $2 }
		FILENAME != now { next }
		$1 == "type" { same = index(names, " " set " ") && type[set] == $0 }
		$1 == "elements" { inside = 1; sub(/^elements = \{ */, "") }
		!inside { next }
		{ last = /}/; gsub(/}/, ""); amount = split($0, element, ",") }
		{
			for (i = 1; same && i <= amount; i++) {
				n = split(element[i], word, " "); if (n == 0) continue
				text = set " " word[1]; time = ""
				for (w = 2; w <= n && word[w] == "."; w += 2) text = text " . " word[w + 1]
				for (; w < n; w++) if (word[w] == "timeout" || word[w] == "expires") time = time " " word[w] " " word[w + 1]
				if (!size[set] || count[set]++ < size[set]) print text time
			}
			if (last) inside = 0
		}' "$1" "$WORK/nft.now"
}

# counted_nft TARGET: the text of TARGET; a counter goes on where a rule of the same id stands in the same chain.
counted_nft() {
	awk -v now="$WORK/nft.now" '
		$1 == "chain" { chain = $2 }
		/ comment "/ && /[ \t]counter / {
			id = $0; sub(/.* comment "/, "", id); sub(/".*/, "", id); k = (FILENAME == now) SUBSEP chain SUBSEP id
			k = chain SUBSEP id SUBSEP (++seen[k])
			if (FILENAME == now) { if (match($0, /counter packets [0-9]+ bytes [0-9]+/)) counter[k] = substr($0, RSTART, RLENGTH) }
			else if (k in counter && !/[ \t]counter packets / && match($0, /[ \t]counter /)) $0 = substr($0, 1, RSTART) counter[k] substr($0, RSTART + RLENGTH - 1)
		}
		FILENAME != now { print }' "$WORK/nft.now" "$1"
}
