# What all fetched lists together block, in the sets of the kernel. As zeros and ones it is kept in fetched/loaded.networks, with the lists that it
# was made of in fetched/loaded.of and where it was put in fetched/loaded.

any_blocks() {
	for name in $(switch_lists "$1"); do
		block_of "$1" "$name" > "$WORK/block"
		! blocks "$WORK/block" || return 0
	done
	return 1
}

# lists_made_of CONF: each list that counts, with its sum, and the sum of what is spared. What is older than max_age has lapsed.
lists_made_of() {
	for name in $(switch_lists "$1"); do
		block_of "$1" "$name" > "$WORK/block"
		blocks "$WORK/block" || continue
		! stands "$name" "$WORK/block" || echo "$name $(sum_of < "$STATE/fetched/$name")"
	done
	spared "$1" > "$WORK/spared.networks"
	echo "spared $(sum_of < "$WORK/spared.networks")"
}

# fetched_networks CONF: to $WORK/fetched.networks, sorted.
fetched_networks() {
	lists_made_of "$1" > "$WORK/fetched.of"
	loaded=$STATE/fetched/loaded.networks FEW=no
	if [ -f "$loaded" ] && cmp -s "$WORK/fetched.of" "$STATE/fetched/loaded.of"; then
		cp "$loaded" "$WORK/fetched.networks"
	else
		only_changes || all_networks
	fi
}

all_networks() {
	set --
	for name in $(standing_lists); do
		blocked_by "$STATE/fetched/$name" > "$WORK/blocked.$name" && set -- "$@" "$WORK/blocked.$name" || return 1
	done
	if [ $# -gt 0 ]; then outermost "$@"; fi > "$WORK/networks" && without_spared "$WORK/spared.networks" "$WORK/networks" > "$WORK/fetched.networks"
}
standing_lists() { sed -n '/^spared /!s/ .*//p' "$WORK/fetched.of"; }

# note_change NAME OLD NEW: which networks a list has won and lost, if OLD is what was loaded.
note_change() {
	[ "$FEW" = yes ] || SUM=$(sum_of < "$2")
	grep -qxF "$1 $SUM" "$STATE/fetched/loaded.of" 2> /dev/null || return 0
	if [ "$FEW" = yes ]; then cat "$WORK/networks.less" "$WORK/networks.added"; else comm -3 "$2" "$3" | tr -d '\t'; fi >> "$WORK/changed" &&
		echo "$1" >> "$WORK/changed.lists"
}

# only_changes: does the same where a few networks have changed. What is merged, cut out or left out depends on what stands within a /16
# of IPv4 or a /32 of IPv6 alone, unless a network is larger or a private one that a list may hold as a whole.
only_changes() {
	[ -s "$WORK/changed" ] && [ -f "$loaded" ] && [ "$(wc -l < "$WORK/changed")" -le "$MOST_LINES" ] || return 1
	awk -v changed="$WORK/changed.lists" -v before="$STATE/fetched/loaded.of" '
		FILENAME == changed { may[$1]; next }
		FILENAME == before { had[$1] = $2; lines++; next }
		{ lines--; if (!($1 in had) || (had[$1] != $2 && !($1 in may))) bad = 1 }
		END { exit bad || lines != 0 }' "$WORK/changed.lists" "$STATE/fetched/loaded.of" "$WORK/fetched.of" || return 1
	awk "$BITS"'
		BEGIN { n = split("10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 100.64.0.0/10 fc00::/7", words, " ")
			for (i = 1; i <= n; i++) { split(words[i], net, "/"); private[i] = substr(bits(net[1]), 1, net[2] + 1) } }
		{
			size = /^4/ ? 17 : 33; region = substr($0, 1, size)
			if (length(region) < size) { wide = 1; exit }
			for (i = 1; i <= n; i++) if (substr(region, 1, length(private[i])) == private[i]) { wide = 1; exit }
			if (!seen[region]++) print region
		}
		END { exit wide }' "$WORK/changed" > "$WORK/regions" || return 1
	set --
	for name in $(standing_lists); do
		within_regions "$STATE/fetched/$name" > "$WORK/within.$name" && blocked_by "$WORK/within.$name" > "$WORK/blocked.$name" && set -- "$@" "$WORK/blocked.$name" || return 1
	done
	within_regions "$loaded" > "$WORK/within.old" || return 1
	if [ $# -gt 0 ]; then outermost "$@"; fi > "$WORK/networks" && without_spared "$WORK/spared.networks" "$WORK/networks" > "$WORK/within.new" &&
		comm -23 "$WORK/within.old" "$WORK/within.new" > "$WORK/gone.networks" && comm -13 "$WORK/within.old" "$WORK/within.new" > "$WORK/new.networks" &&
		comm -23 "$loaded" "$WORK/gone.networks" | sort -m - "$WORK/new.networks" > "$WORK/fetched.networks" && FEW=yes
}

# within_regions NETWORKS: those inside; fails where one holds a region.
within_regions() {
	awk -v regions="$WORK/regions" '
		FILENAME == regions { region[$0]; list[++n] = $0; next }
		length($0) < (/^4/ ? 17 : 33) { for (i = 1; i <= n; i++) if (substr(list[i], 1, length($0)) == $0) { wide = 1; exit }; next }
		substr($0, 1, /^4/ ? 17 : 33) in region
		END { exit wide }' "$WORK/regions" "$1"
}

# fill_fetched: the sets of $TARGET, so that they come with the load.
fill_fetched() {
	artifact lists.conf && [ -d "$STATE/fetched" ] && any_blocks "$DIR/lists.conf" || return 0
	fetched_networks "$DIR/lists.conf" || return 1
	as_addresses "$WORK/fetched.networks" > "$WORK/fetched" || return 1
	[ -s "$WORK/fetched" ] || return 0
	if [ -s "$TARGET/nft" ]; then
		awk -v fetched="$WORK/fetched" "$FILL"'
			FILENAME == fetched { keep(); next }
			/^\tset / { name = $2 }
			/^\t}/ { if (name ~ /^fetched(\.hosts)?[46]$/) show(name); name = "" }
			{ print }' "$WORK/fetched" "$TARGET/nft" > "$WORK/filled" && mv -f "$WORK/filled" "$TARGET/nft" || return 1
	fi
	if [ -s "$TARGET/ipset" ]; then
		for family in 4 6; do
			header=$(grep "^create vg-fetched-$family " "$TARGET/ipset") || continue
			ipset_filled "$family" "$header"
		done > "$WORK/filled" && cat "$WORK/filled" >> "$TARGET/ipset" || return 1
	fi
}

# For awk: keep() takes a network to the set of nft that holds it, show(SET) prints what it has got.
FILL='
function set_of(text) { return "fetched" (text ~ /\// ? "" : ".hosts") (text ~ /:/ ? 6 : 4) }
function keep(   set) { set = set_of($0); kept[set, ++count[set]] = $0 }
function show(set,   i) {
	for (i = 1; i <= count[set]; i++) printf "%s%s", (i == 1 ? "\t\telements = {\n" : i % 8 == 1 ? ",\n" : ", "), kept[set, i]
	if (count[set]) print "\n\t\t}"
}
function whole(set) {
	print "flush set inet vosguard " set
	print "table inet vosguard {\n\tset " set " {\n\t\ttype ipv" (set ~ /4$/ ? 4 : 6) "_addr" (set ~ /hosts/ ? "" : "\n\t\tflags interval"); show(set); print "\t}\n}"
}
'

# ipset_filled FAMILY HEADER: what builds the set anew beside the old one, and puts it in its place.
ipset_filled() {
	new=vg-fetched-$1-new
	printf '%s\n' "$2" | sed "s/^create [^ ]*/create $new/; s/ -exist\$//; s/\$/ -exist/; s/hashsize [0-9]*/hashsize $(hash_for "$1")/"
	echo "flush $new"
	if [ "$1" = 4 ]; then grep -v : "$WORK/fetched"; else grep : "$WORK/fetched"; fi | sed "s/^/add $new /"
	echo "swap $new vg-fetched-$1"
	echo "destroy $new"
}
hash_for() { awk -v six="$(($1 == 6))" '/:/ == six { n++ } END { for (size = 1024; size * 4 < n; size *= 2); print size }' "$WORK/fetched"; }

# load_fetched: in one step, and only what has changed where the sets still hold what was loaded.
load_fetched() {
	any_blocks "$CONF" || return 0
	fetched_networks "$CONF" || return 1
	if still_loaded; then
		[ "$FEW" = yes ] || { comm -23 "$loaded" "$WORK/fetched.networks" > "$WORK/gone.networks" && comm -13 "$loaded" "$WORK/fetched.networks" > "$WORK/new.networks"; } || return 1
		if [ ! -s "$WORK/gone.networks" ] && [ ! -s "$WORK/new.networks" ]; then
			cp "$WORK/fetched.of" "$STATE/fetched/loaded.of"
			return
		fi
		# Should it be cut off, nobody takes the sets for what they were.
		forget_loaded
		load_changes && remember_loaded && return
	fi
	forget_loaded
	as_addresses "$WORK/fetched.networks" > "$WORK/fetched" || return 1
	case $BACKEND in
	nftables)
		awk "$FILL"'
			{ keep() }
			END { for (family = 4; family <= 6; family += 2) { whole("fetched" family); whole("fetched.hosts" family) } }' "$WORK/fetched" > "$WORK/batch" && nft -f "$WORK/batch" 2>> "$LOG"
		;;
	iptables)
		for family in 4 6; do
			header=$(set_headers | grep "^create vg-fetched-$family ") || continue
			ipset_filled "$family" "$header"
		done > "$WORK/batch" && ipset restore < "$WORK/batch" 2>> "$LOG"
		;;
	esac && remember_loaded
}

# forget_loaded: before anything else is put into the sets. A dry run leaves it.
forget_loaded() { rm -f "$STATE/fetched/loaded"; }

remember_loaded() {
	mkdir -p "$STATE/fetched" && cp "$WORK/fetched.networks" "$STATE/fetched/loaded.networks.new" && mv -f "$STATE/fetched/loaded.networks.new" "$STATE/fetched/loaded.networks" &&
		cp "$WORK/fetched.of" "$STATE/fetched/loaded.of" && fetched_mark > "$STATE/fetched/loaded"
}

# load_changes: nothing where that is no less work than all. What nft takes is one transaction; ipset has none, so that what comes is there before
# what goes has gone. A set of intervals nft reads as a whole to change one of it, so a long one is written anew.
load_changes() {
	[ "$FEW" = yes ] || [ "$(cat "$WORK/gone.networks" "$WORK/new.networks" | wc -l)" -le $(($(wc -l < "$loaded") / 4)) ] || return 1
	as_addresses "$WORK/gone.networks" > "$WORK/gone" && as_addresses "$WORK/new.networks" > "$WORK/new" || return 1
	case $BACKEND in
	nftables)
		long=no
		[ "$(awk 'length($0) < (/^4/ ? 33 : 129)' "$WORK/fetched.networks" | wc -l)" -le 2000 ] || long=yes
		if [ "$long" = yes ] && grep -q / "$WORK/gone" "$WORK/new"; then awk 'length($0) < (/^4/ ? 33 : 129)' "$WORK/fetched.networks" > "$WORK/wide.networks" && as_addresses "$WORK/wide.networks"; fi > "$WORK/wide" || return 1
		awk -v long="$long" -v gone="$WORK/gone" -v wide="$WORK/wide" "$FILL"'
			{ set = set_of($0) }
			FILENAME == wide { keep(); next }
			long == "yes" && set !~ /hosts/ { anew[set]; next }
			{ print (FILENAME == gone ? "delete" : "add") " element inet vosguard " set " { " $0 " }" }
			END { for (set in anew) whole(set) }' "$WORK/wide" "$WORK/gone" "$WORK/new" > "$WORK/batch" && nft -f "$WORK/batch" 2>> "$LOG"
		;;
	iptables)
		for change in new:add gone:del; do
			awk -v word="${change#*:}" '{ print word " vg-fetched-" (/:/ ? 6 : 4) " " $0 }' "$WORK/${change%:*}"
		done > "$WORK/batch" && ipset restore < "$WORK/batch" 2>> "$LOG"
		;;
	esac
}

# still_loaded: whether the sets hold what was loaded last: by where it was put, and by the first and the last network of each family and kind. For
# one network nft reads all sets of the table: long ones are not asked.
still_loaded() {
	[ -f "$loaded" ] && [ -f "$STATE/fetched/loaded" ] && [ "$(fetched_mark)" = "$(cat "$STATE/fetched/loaded")" ] || return 1
	[ "$BACKEND" = iptables ] || [ "$(wc -l < "$loaded")" -le 5000 ] || return 0
	awk '{ kind = substr($0, 1, 1) (length($0) < (/^4/ ? 33 : 129)); if (!(kind in first)) first[kind] = $0; last[kind] = $0 }
		END { for (kind in first) print first[kind] "\n" last[kind] }' "$loaded" > "$WORK/some.networks"
	as_addresses "$WORK/some.networks" > "$WORK/some" || return 1
	while read -r network; do
		case $BACKEND:$network in
		nftables:*:*/*) name=fetched6 ;;
		nftables:*:*) name=fetched.hosts6 ;;
		nftables:*/*) name=fetched4 ;;
		nftables:*) name=fetched.hosts4 ;;
		*:*:*) name=vg-fetched-6 && ipset list -n "$name" > /dev/null 2>&1 < /dev/null || continue ;;
		*) name=vg-fetched-4 ;;
		esac
		holds "$name" "$network" < /dev/null || return 1
	done < "$WORK/some"
}

# fetched_mark: of nft the handles of table and sets, which the kernel gives once in a boot and a network namespace; of ipset how many entries they have.
fetched_mark() {
	case $BACKEND in
	nftables)
		nft -a -t list ruleset inet 2>> "$LOG" | whole_lines 0 0 | awk -v space="$(boot_id)/$(readlink /proc/self/ns/net)" '
			/^table / { ours = /^table inet vosguard \{/; if (ours) text = space "/" $NF }
			ours && /^\tset fetched[.hosts]*[46] \{/ { text = text "/" $NF }
			END { print text }'
		;;
	iptables)
		for family in 4 6; do ipset list -t "vg-fetched-$family" 2> /dev/null | sed -n 's/^Number of entries: //p'; done
		;;
	esac
}
