# put_nft TARGET: replaces the table inet vosguard in one transaction, with what it has learned and counted; an empty
# TARGET takes it away.
put_nft() {
	if ! have nft; then
		[ ! -s "$1" ]
		return
	fi
	: > "$WORK/nft.now"
	nft_live
	case $? in
	0) nft list table inet vosguard > "$WORK/nft.now" 2>> "$LOG" || return 1 ;;
	2) return 1 ;;
	esac
	if [ ! -s "$1" ]; then
		[ ! -s "$WORK/nft.now" ] || act nft delete table inet vosguard 2>> "$LOG"
		return
	fi
	learned_nft "$1" > "$WORK/nft.learned" || return 1
	trusted_of "$1" > "$WORK/trusted"
	without_trusted "$WORK/trusted" "$WORK/nft.learned" "$WORK/nft.gone" > "$WORK/nft.kept" || return 1
	[ "$GUARD" = no ] || cat "$WORK/nft.gone" >> "$SNAP/untrusted.nft" || return 1
	[ "$GUARD" = yes ] || [ ! -s "$SNAP/untrusted.nft" ] || cat "$SNAP/untrusted.nft" >> "$WORK/nft.kept"
	[ "$1" != "${TARGET-}/nft" ] || [ ! -s "$TARGET/known" ] || known_nft || return 1
	[ "$GUARD" = yes ] || [ -n "${TARGET-}" ] || without_new_known || return 1
	{ counted_nft "$1" && awk '
		$1 != set || n >= 500 { if (n) print " }"; set = $1; n = 0; printf "add element inet vosguard %s { ", set }
		{ line = $0; sub(/^[^ ]+ /, "", line); printf "%s%s", (n++ ? ", " : ""), line }
		END { if (n) print " }" }' "$WORK/nft.kept"; } > "$WORK/nft.next" || return 1
	# In the same step, and not in a namespace for trial, which has no devices.
	if [ "$1" = "${TARGET-}/nft" ] && [ -z "${INSIDE-}" ]; then cat "$TARGET/ingress" >> "$WORK/nft.next" || return 1; fi
	act nft -f "$WORK/nft.next" 2>> "$LOG"
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
		/ comment "/ && / counter / {
			id = $0; sub(/.* comment "/, "", id); k = (FILENAME == now) SUBSEP chain SUBSEP id
			k = chain SUBSEP id SUBSEP (++seen[k])
			if (FILENAME == now) { if (match($0, /counter packets [0-9]+ bytes [0-9]+/)) counter[k] = substr($0, RSTART, RLENGTH) }
			else if (k in counter && !/ counter packets /) sub(/ counter /, " " counter[k] " ")
		}
		FILENAME != now { print }' "$WORK/nft.now" "$1"
}
