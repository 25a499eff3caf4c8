# What a dry run says of rules.

# placed PART: each line of a listing with the tool and the chain or set that it stands in, and without what only frames it.
placed() {
	case $1 in
	nft) awk '/^\t(chain|set|map) / { name = $2 } { text = $0; gsub(/^[ \t]+/, "", text) } name == "" || text ~ /^(}|table .*)$/ { next } { print "nft", name, text } /^\t}/ { name = "" }' ;;
	*) awk -v tool="$1" '$2 ~ /^:/ { print tool, $1, substr($2, 2), "the chain itself"; next } { print tool, $0 }' ;;
	esac
}

# More than fit on a screen are counted by chain; the whole is there for whoever asks.
MOST_CHANGES=60
tell_changes() {
	amount=$(wc -l < "$WORK/changes" | tr -d ' ')
	if [ "$WHOLE_PLAN" = yes ] || [ "$amount" -le "$MOST_CHANGES" ]; then
		cat "$WORK/changes"
		return
	fi
	by_chain 9 > "$WORK/chains"
	# A first apply makes a hundred chains and more: those of one kind in one line, and the sets in one.
	[ "$(wc -l < "$WORK/chains")" -le "$MOST_CHANGES" ] || by_chain 1 > "$WORK/chains"
	echo "$amount changes, counted by chain; each of them: $(call)$(rooted) --dry-run --whole"
	sort "$WORK/chains"
}

# by_chain PARTS: a line for each chain, or for those whose names begin with the same so many words.
by_chain() {
	awk -v parts="$1" '
		function kind(name,   word, n, i, text) {
			n = split(name, word, "."); text = word[1]
			for (i = 2; i <= n && i <= parts; i++) text = text "." word[i]
			return n > parts ? text ".*" : text
		}
		{ sign = $1; tool = $2; table = tool ~ /tables$/ ? $3 : "nft"; name = tool ~ /tables$/ ? $4 : $3; sub(/^VG-/, "", name)
			place = table == "nft" && parts == 1 && $4 != "chain" && $3 ~ /[46]$/ ? "sets and meters" : kind(name)
			place = table " " place
			if (!(place in seen)) { seen[place]; order[++n] = place }
			amount[place, tool, sign]++ }
		END { for (i = 1; i <= n; i++) {
			place = order[i]; text = ""
			split("iptables ip6tables nft", tools, " ")
			for (t = 1; t <= 3; t++) {
				more = amount[place, tools[t], "+"] + 0; less = amount[place, tools[t], "-"] + 0
				if (more || less) text = text (text == "" ? "" : ", ") tools[t] (more ? " +" more : "") (less ? " -" less : "")
			}
			printf "  %-44s %s\n", place, text } }' "$WORK/changes"
}
