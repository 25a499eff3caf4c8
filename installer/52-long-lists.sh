# copy_artifact PART FILE: into TARGET; the entries of long lists go to files of their own, unless such a file is there already.
copy_artifact() {
	case $1:$LISTS in
	ipset:?*) copy_ipset "$2" ;;
	nft:?*) copy_nft "$2" ;;
	nft:*) unfolded_nft "$2" > "$TARGET/$1" ;;
	*) cat "$2" > "$TARGET/$1" ;;
	esac
}

# unfolded_nft FILE: broken into lines as nft lists it: a line for each part of a set and for each rule, without remarks. What is quoted in
# our rules holds no semicolon but a log prefix may, so quotes are looked at.
unfolded_nft() {
	awk '
		function parts(text,   i, c, quoted, part) {
			for (i = 1; i <= length(text); i++) {
				c = substr(text, i, 1)
				if (c == "\"") quoted = !quoted
				if (c == ";" && !quoted) { sub(/^ /, "", part); print "\t\t" part; part = "" } else part = part c
			}
		}
		/^  / { match($0, /^ */); $0 = substr("\t\t\t\t", 1, RLENGTH / 2) substr($0, RLENGTH + 1) }
		joined != "" { sub(/^[ \t]+/, ""); $0 = joined " " $0; joined = "" }
		/ \\$/ { joined = substr($0, 1, length($0) - 2); next }
		/ (vmap|@[it]h,[0-9]+,[0-9]+) \{$/ { map = $0; next }
		map != "" && /^\t\t\}/ { sub(/^\t\t/, ""); $0 = map " " $0; map = "" }
		map != "" { sub(/^[ \t]+/, ""); sub(/ # .*/, ""); map = map " " $0; next }
		/^\tset [^ ]+ \{  # / { sub(/  # .*/, "") }
		/^\t(set|limit|chain) [^ ]+ \{ .*; \}/ {
			sub(/  # [^"]*$/, ""); sub(/ \}$/, "")
			head = $1 " " $2 " {"; text = substr($0, length(head) + 3)
			print "\t" head
			if (match(text, /^type filter hook [^;]*; policy accept;/)) { print "\t\t" substr(text, 1, RLENGTH); text = substr(text, RLENGTH + 1) }
			parts(text)
			print "\t}"
			next
		}
		/^\tchain [^ ]+ \{ type filter hook .*;$/ { print "\t" $1 " " $2 " {"; sub(/^\tchain [^ ]+ \{ /, ""); print "\t\t" $0; next }
		/^\tchain [^ ]+ \{ counter comment "[^"]*";$/ { print "\t" $1 " " $2 " {"; sub(/^\tchain [^ ]+ \{ /, ""); sub(/;$/, ""); print "\t\t" $0; next }
		/^\t\t.* comment "[^"]*"; \}$/ { sub(/; \}$/, ""); ends = 1 }
		/^\t\t/ { while (match($0, / comment "[^"]*"; /)) { print substr($0, 1, RSTART + RLENGTH - 3); $0 = "\t\t" substr($0, RSTART + RLENGTH) } }
		{ print }
		ends { print "\t}"; ends = 0 }' "$1"
}

# Lines "NAME COUNT SUM" of the lists of ipset.rules or of nftables.nft.
lists_for() { printf '%s\n' "$LISTS" | awk -v ipset="$1" 'NF == 3 && (/^vg-/ ? ipset == "ipset" : ipset == "nft")'; }

copy_ipset() {
	lists_for ipset > "$WORK/lists" || return 1
	sed 's/^\([^ ]*\) .*/add \1-new /' "$WORK/lists" > "$WORK/entries"
	if [ -s "$WORK/lists" ]; then grep -v -F -f "$WORK/entries" "$1"; else cat "$1"; fi |
		awk -v lists="$WORK/lists" 'FILENAME == lists { line[$1 "-new"] = $0; next } { print } $1 == "flush" && $2 in line { print "# list " line[$2] }' \
			"$WORK/lists" - > "$TARGET/ipset" || return 1
	while read -r name _ sum; do
		[ ! -f "$(list_file "$sum")" ] || continue
		mkdir -p "$TEMPORARY/long" && sed -n "s/^add $name-new //p" "$1" > "$TEMPORARY/long/$sum" || return 1
	done < "$WORK/lists"
}

copy_nft() {
	lists_for nft > "$WORK/lists" || return 1
	unfolded_nft "$1" | awk -v lists="$WORK/lists" '
		FILENAME == lists { line[$1] = $0; next }
		skip { if (/^\t\t}/) skip = 0; next }
		/^\tset / { name = $2 }
		name in line && /^\t\telements = \{$/ { print "\t\t# list " line[name]; skip = 1; next }
		{ print }' "$WORK/lists" - > "$TARGET/nft" || return 1
	while read -r name _ sum; do
		[ ! -f "$(list_file "$sum")" ] || continue
		mkdir -p "$TEMPORARY/long" && awk -v set="$name" '
			inside && /^ *}/ { exit }
			inside { gsub(/^ +|,$/, ""); gsub(/, /, "\n"); print }
			/^  set / { name = $2 }
			name == set && /^ +elements = \{$/ { inside = 1 }' "$1" > "$TEMPORARY/long/$sum" || return 1
	done < "$WORK/lists"
}

# Where the next apply and the way back find them.
store_lists() {
	[ -d "$TEMPORARY/long" ] || return 0
	mkdir -p "$STATE/lists" || return 1
	for file in "$TEMPORARY"/long/*; do
		cp "$file" "$STATE/lists/new" && mv -f "$STATE/lists/new" "$STATE/lists/${file##*/}" || return 1
	done
}

# Entries of lists that neither stand nor belong to a snapshot.
prune_lists() {
	{
		cut -d' ' -f3 "$STATE/lists/live"
		for before in "$STATE"/snapshots/*/before; do
			for part in ipset nft; do lists_of "$before/$part" | cut -d' ' -f3; done
		done
		:
	} > "$WORK/used" 2> /dev/null || return 0
	for file in "$STATE"/lists/*; do
		case ${file##*/} in live | '*') continue ;; esac
		grep -qx "${file##*/}" "$WORK/used" || rm -f "$file"
	done
}
