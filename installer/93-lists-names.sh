# Names whose addresses the rules ask: this host resolves them with the tools that it has. When an address was last seen is in fetched/NAME.seen.

# resolve_list NAME: the addresses of its names to $WORK/fetched.raw, those of now and those that were seen no longer ago than `keep`; what does not
# resolve now to UNRESOLVED; or WHY there are none.
resolve_list() {
	keep=$(of_conf "$WORK/block" keep) names=$(of_conf "$WORK/block" names)
	true > "$WORK/found"
	for one in $names; do
		addresses_of "$one" < /dev/null | of_somebody | sed "s/\$/ $one/" >> "$WORK/found"
		grep -q " $one\$" "$WORK/found" || UNRESOLVED="$UNRESOLVED${UNRESOLVED:+, }$one"
	done
	if have ip; then ip -o addr 2>> "$LOG" | awk '{ for (i = 1; i < NF; i++) if ($i == "inet" || $i == "inet6") { sub(/\/.*/, "", $(i + 1)); print $(i + 1) } }'; fi > "$WORK/own"
	[ ! -f "$STATE/fetched/$1.seen" ] || cp "$STATE/fetched/$1.seen" "$WORK/seen"
	[ -f "$STATE/fetched/$1.seen" ] || true > "$WORK/seen"
	# Also of other names: what they belong to comes back where this apply is taken back.
	awk -v own="$WORK/own" -v found="$WORK/found" -v now="$now" -v keep="$keep" '
		FILENAME == own { mine[$1]; next }
		FILENAME == found { if (!($1 in mine) && !(($1, $2) in there)) { there[$1, $2]; print $1, $2, now } next }
		# A clock that was set back.
		{ at = $3 + 0 > now + 0 ? now : $3 }
		!(($1, $2) in there) && !($1 in mine) && now - at <= keep + 0 { print $1, $2, at }' "$WORK/own" "$WORK/found" "$WORK/seen" > "$WORK/seen.new"
	awk -v names=" $names " 'index(names, " " $2 " ") && !seen[$1]++ { print $1 " # " $2 }' "$WORK/seen.new" | sort > "$WORK/fetched.raw"
	[ -z "$UNRESOLVED" ] || UNRESOLVED="no address now for $UNRESOLVED; what it had stays for $(span "$keep") after it was seen"
	[ -s "$WORK/fetched.raw" ] && return
	WHY="no name server here knows an address of it ($names)"
	case "$names" in _* | *' _'*) have dig || have host || have nslookup || WHY="$WHY; SRV of it needs dig, host or nslookup" ;; esac
	if ! have getent && ! have dig && ! have host && ! have nslookup; then WHY='this host has neither getent nor dig, host or nslookup'; fi
	return 1
}

# addresses_of NAME: A and AAAA, one a line; of a name that begins with _ those of its SRV. Nothing where it has none, or nobody tells. What comes from a
# name server is nobody's word: only addresses and names go on from here, and not without end.
addresses_of() {
	case $1 in
	_*)
		targets_of "$1" | head -n 16 > "$WORK/targets"
		while read -r target; do plain_addresses "$target" < /dev/null; done < "$WORK/targets"
		;;
	*) plain_addresses "$1" ;;
	esac | awk '/^[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+$/ || (/^[0-9a-fA-F:]+$/ && /:.*:/) { print tolower($0) }' | sort -u | head -n 256
}

# of_somebody: addresses without those that nobody sends from. Who takes a name out of use points it to one.
of_somebody() { awk "$BITS$NOBODY"'BEGIN { know_nevers() } !is_nobody(bits($1))'; }

# Of a name server that does not answer a tool may wait for a minute.
patiently() { if have timeout; then timeout 20 "$@"; else "$@"; fi 2>> "$LOG"; }

# asked WORD...: what a tool prints, in $WORK/answer; fails where it cannot be used for that: it does not start, getent does not know the database
# (1, and 2 where it finds nothing), dig not the options.
asked() {
	have "$1" || return 1
	patiently "$@" > "$WORK/answer"
	case $1:$? in *:12[67] | getent:1 | dig:1 | dig:10) return 1 ;; esac
}

# getent comes first: it is with the C library, and reads /etc/hosts as all programs here do.
plain_addresses() {
	if asked getent ahosts "$1"; then
		awk '{ print $1 }' "$WORK/answer"
	elif asked dig +short +time=3 +tries=2 "$1" A "$1" AAAA; then
		cat "$WORK/answer"
	elif asked host -W 3 "$1"; then
		awk '/ has (IPv6 )?address / { print $NF }' "$WORK/answer"
	elif have nslookup; then
		for type in A AAAA; do patiently nslookup "-type=$type" "$1"; done | awk '/^Name:/ { on = 1; next } /^$/ { on = 0 } on && /^Address/ { sub(/^Address[ 0-9]*: */, ""); print $1 } / has AAAA address / { print $NF }'
	fi
}

targets_of() {
	if asked dig +short +time=3 +tries=2 "$1" SRV; then
		cat "$WORK/answer"
	elif asked host -W 3 -t SRV "$1"; then
		sed -n 's/.* has SRV record //p' "$WORK/answer"
	elif have nslookup; then
		patiently nslookup -type=SRV "$1" | sed -n 's/.*service = //p'
	fi | awk 'NF == 4 && $1 $2 $3 ~ /^[0-9]+$/ { sub(/\.$/, "", $4); if ($4 ~ /^[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?$/) print $4 }'
}

# fill_named: the sets of $TARGET, so that they come with the load. What was never resolved is resolved before the first load: the rules may be closed to
# whoever applies them but for a name.
fill_named() {
	artifact lists.conf && grep -q '^set ' "$DIR/lists.conf" || return 0
	if [ "$COMMAND" = apply ]; then
		ACCEPT=no
		for name in $(switch_lists "$DIR/lists.conf"); do
			block_of "$DIR/lists.conf" "$name" > "$WORK/block"
			! is_names "$WORK/block" || stands "$name" "$WORK/block" || resolve_first "$name" >&2 || :
		done
		[ -z "$PLACE" ] || drop_place "$PLACE"
		PLACE=
	fi
	sed -n "s/^set $BACKEND //p" "$DIR/lists.conf" > "$WORK/named.sets"
	while read -r family use name; do
		named_entries "$DIR/lists.conf" "$family" "$use" > "$WORK/named"
		[ -s "$WORK/named" ] || continue
		case $BACKEND in
		nftables)
			awk -v named="$WORK/named" -v name="$name" '
				FILENAME == named { text = text (text == "" ? "" : ", ") $0; next }
				/^\tset / { on = $2 == name }
				/^\t}/ { if (on) print "\t\telements = { " text " }"; on = 0 }
				{ print }' "$WORK/named" "$TARGET/nft" > "$WORK/filled" && mv -f "$WORK/filled" "$TARGET/nft" || return 1
			;;
		iptables)
			if grep -q "^create $name " "$TARGET/ipset"; then named_restore "$name" "$(grep "^create $name " "$TARGET/ipset")" >> "$TARGET/ipset" || return 1; fi
			;;
		esac
	done < "$WORK/named.sets"
}

# resolve_first NAME: not beside a refresh that is at work, but one that takes minutes keeps nobody out.
resolve_first() {
	[ -n "$PLACE" ] || ! take_place "$STATE/refreshing" 60 || PLACE=$STATE/refreshing
	refresh_list "$1"
}

named_entries() { addresses_by_name "$1" "$3\$" | { if [ "$2" = 4 ]; then grep -v :; else grep :; fi || :; }; }

# named_restore SET HEADER: builds it anew beside the old one, and puts it in its place.
named_restore() {
	printf '%s\n' "$2" | sed "s/^create [^ ]*/create $1-new/; s/ -exist\$//; s/\$/ -exist/"
	echo "flush $1-new"
	sed "s/^/add $1-new /" "$WORK/named"
	printf 'swap %s-new %s\ndestroy %s-new\n' "$1" "$1" "$1"
}

# load_named CONF: each of these sets as a whole, in one step; they are short.
load_named() {
	sed -n "s/^set $BACKEND //p" "$1" > "$WORK/named.sets"
	true > "$WORK/named.batch"
	while read -r family use name; do
		named_entries "$1" "$family" "$use" > "$WORK/named"
		case $BACKEND in
		nftables)
			echo "flush set inet vosguard $name"
			[ ! -s "$WORK/named" ] || echo "add element inet vosguard $name { $(tr '\n' ',' < "$WORK/named") }"
			;;
		iptables)
			header=$(set_headers | grep "^create $name ") || continue
			named_restore "$name" "$header"
			;;
		esac >> "$WORK/named.batch"
	done < "$WORK/named.sets"
	[ -s "$WORK/named.batch" ] || return 0
	case $BACKEND in
	nftables) nft -f "$WORK/named.batch" 2>> "$LOG" ;;
	iptables) ipset restore < "$WORK/named.batch" 2>> "$LOG" ;;
	esac
}
