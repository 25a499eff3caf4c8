# copy_artifact PART FILE: into TARGET; the entries of long lists go to files of their own, unless such a file is there already.
copy_artifact() {
	case $1:$LISTS in
	ipset:?*) copy_ipset "$2" ;;
	nft:?*) copy_nft "$2" ;;
	*) cat "$2" > "$TARGET/$1" ;;
	esac
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
	awk -v lists="$WORK/lists" '
		FILENAME == lists { line[$1] = $0; next }
		skip { if (/^\t\t}/) skip = 0; next }
		/^\tset / { name = $2 }
		name in line && /^\t\telements = \{$/ { print "\t\t# list " line[name]; skip = 1; next }
		{ print }' "$WORK/lists" "$1" > "$TARGET/nft" || return 1
	while read -r name _ sum; do
		[ ! -f "$(list_file "$sum")" ] || continue
		mkdir -p "$TEMPORARY/long" && awk -v set="$name" '
			inside && /^\t\t}/ { exit }
			inside { gsub(/^[\t ]+|,$/, ""); gsub(/, /, "\n"); print }
			/^\tset / { name = $2 }
			name == set && /^\t\telements = \{$/ { inside = 1 }' "$1" > "$TEMPORARY/long/$sum" || return 1
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
