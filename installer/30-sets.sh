# put_sets TARGET: makes our sets what a file in the form of ipset.rules says. What rules have learned stays, also where
# the size or the time of the set has changed. Sets that TARGET lacks stay until drop_sets.
put_sets() {
	[ -s "$1" ] || return 0
	have ipset || return 1
	set_headers > "$WORK/headers" && sort_lists "$1" || return 1
	true > "$WORK/rebuild"
	awk -v now="$WORK/headers" -v rebuild="$WORK/rebuild" -v stay="$WORK/stay" '
		function form(   i, text) {
			split("", option)
			for (i = 4; i < NF; i++) option[$i] = $(i + 1)
			text = $3
			for (i = 1; i <= n; i++) text = text " " keys[i] "=" option[keys[i]]
			return text
		}
		BEGIN { n = split("family maxelem netmask timeout", keys, " ") }
		FILENAME == now { live[$2] = form(); next }
		FILENAME == stay { left[$1]; next }
		{ name = $1 == "#" || $1 == "swap" ? $3 : $2; sub(/-new$/, "", name) }
		name in left { next }
		/^# list / { print; next }
		/^#/ || /^ *$/ { next }
		$1 != "create" || !($2 in live) { print; next }
		$0 !~ / timeout / { if ($2 ~ /-new$/) print; next }
		form() != live[$2] { sub(/^create /, ""); sub(/ -exist *$/, ""); print > rebuild }
	' "$WORK/headers" "$WORK/stay" "$1" > "$WORK/sets" || return 1
	while read -r name params; do rebuild_set "$name" "$params" < /dev/null || return 1; done < "$WORK/rebuild"
	# A half-made list of a load that broke off may be of another size.
	awk -v now="$WORK/headers" 'FILENAME == now { live[$2]; next } $1 == "create" && $2 ~ /-new$/ && $2 in live { print "destroy " $2 }' \
		"$WORK/headers" "$WORK/sets" > "$WORK/stale"
	awk -v first="$STATE/lists/" -v second="${TEMPORARY:-}/long/" '
		function add(set, file) { while ((getline line < file) > 0) print "add " set "-new " line; close(file) }
		/^# list / { if ((getline line < (first $5)) > 0) { close(first $5); add($3, first $5) } else add($3, second $5); next }
		{ print }' "$WORK/sets" >> "$WORK/stale" || return 1
	[ ! -s "$WORK/stale" ] || act ipset restore < "$WORK/stale" 2>> "$LOG" && ipset_lists_loaded
}

# rebuild_set NAME "PARAMETERS": ipset cannot change a set, so a second one takes the entries over and then the place.
rebuild_set() {
	max=$(printf '%s\n' "$2" | sed -n 's/.*maxelem \([0-9]*\).*/\1/p')
	ipset destroy "$1-new" 2> /dev/null
	printf 'create %s-new %s\n' "$1" "$2" > "$WORK/copy"
	ipset save "$1" > "$WORK/old" 2>> "$LOG" || return 1
	awk -v max="${max:-65536}" '$1 == "add" && n++ < max { $2 = $2 "-new"; print $0, "-exist" }' "$WORK/old" >> "$WORK/copy"
	printf 'swap %s-new %s\n' "$1" "$1" >> "$WORK/copy"
	act ipset restore < "$WORK/copy" 2>> "$LOG" || return 1
	# What was learned while the copy was made.
	ipset save "$1-new" > "$WORK/after" 2>> "$LOG" || return 1
	awk -v seen="$WORK/old" -v name="$1" '
		FILENAME == seen { known[$3]; next }
		$1 == "add" && !($3 in known) { $2 = name; print $0, "-exist" }' "$WORK/old" "$WORK/after" > "$WORK/late"
	printf 'destroy %s-new\n' "$1" >> "$WORK/late"
	act ipset restore < "$WORK/late" 2>> "$LOG"
}

# drop_sets TARGET: destroys our sets that TARGET does not declare. One that a foreign rule names stays.
drop_sets() {
	have ipset || return 0
	set_headers > "$WORK/headers" || return 1
	awk -v target="$1" 'FILENAME == target { if ($1 == "create") keep[$2]; next } !($2 in keep) { print $2 }' \
		"$1" "$WORK/headers" > "$WORK/surplus"
	dropped=0
	while read -r name; do
		act ipset destroy "$name" < /dev/null 2>> "$LOG" || dropped=1
	done < "$WORK/surplus"
	return "$dropped"
}

# trusted_of FILE...: the networks of the trusted, out of ipset.rules or nftables.nft.
trusted_of() { networks_in "$TRUSTED" "$@"; }
networks_in() {
	sets=$1
	shift
	{
		cat "$@"
		for one in "$@"; do
			lists_of "$one" | while read -r name _ sum; do
				case " $sets " in *" $name "*) sed "s/^/add $name /" "$(list_file "$sum")" ;; esac
			done
		done
	} | awk -v names=" $sets " '
		$1 == "add" { name = $2; sub(/-new$/, "", name); if (index(names, " " name " ")) print $3 }
		$1 == "set" { inside = index(names, " " $2 " ") > 0; next }
		/^(\t|  )}/ { inside = 0 }
		inside { gsub(/elements = |[{},]/, " "); for (i = 1; i <= NF; i++) if ($i ~ /^[0-9a-f.:\/]+$/ && $i ~ /[.:]/) print $i }'
}

# For awk: bits(ADDRESS) is the family and the address in zeros and ones; empty for what is none.
BITS='
function bits(address,   part, n, i, j, left, text) {
	if (address ~ /:/) {
		if (address ~ /\./) return ""
		left = address
		if (i = index(address, "::")) {
			n = split(address, part, ":"); text = ":"
			for (j = n; j < 9; j++) text = text "0:"
			if (i == 1) sub(/^:/, "0:", address)
			if (address ~ /::$/) address = address "0"
			left = address; n = split(left, part, ":"); text = ""
			for (j = 1; j <= n; j++) if (part[j] != "") text = text ":" part[j]; else for (i = n; i <= 8; i++) text = text ":0"
			left = substr(text, 2)
		}
		n = split(left, part, ":"); text = ""
		for (i = 1; i <= n; i++) { left = substr("0000" part[i], length(part[i]) + 1); for (j = 1; j <= 4; j++) text = text nibble[substr(left, j, 1)] }
		return "6" text
	}
	n = split(address, part, ".")
	return n == 4 ? "4" octet[part[1] + 0] octet[part[2] + 0] octet[part[3] + 0] octet[part[4] + 0] : ""
}
BEGIN {
	split("0000 0001 0010 0011 0100 0101 0110 0111 1000 1001 1010 1011 1100 1101 1110 1111", four, " ")
	for (i = 0; i < 16; i++) nibble[substr("0123456789abcdef", i + 1, 1)] = four[i + 1]
	for (i = 0; i < 256; i++) octet[i] = four[int(i / 16) + 1] four[i % 16 + 1]
}
'

# without_trusted NETWORKS LINES GONE: lines "SET ADDRESS ..." whose address no network holds; the others go to GONE.
# A learned IPv6 address stands for its /64.
without_trusted() {
	true > "$3" || return 1
	awk -v networks="$1" -v gone="$3" "$BITS"'
		FILENAME == networks {
			n = split($1, net, "/"); text = bits(net[1]); if (text == "") next
			size = n == 2 ? net[2] + 1 : length(text)
			held[substr(text, 1, size)]; sizes[size]; next
		}
		{
			address = $2; sub(/[,\/].*/, "", address); text = bits(address); found = 0
			if (substr(text, 1, 1) == "6") text = substr(text, 1, 65)
			for (size in sizes) if (size + 0 <= length(text) && substr(text, 1, size) in held) found = 1
			if (found && text != "") print > gone; else print
		}' "$1" "$2"
}

# untrust_sets TARGET: takes out of the learned sets who is trusted now, and keeps it for the way back.
untrust_sets() {
	have ipset || return 0
	trusted_of "$1" > "$WORK/trusted"
	[ -s "$WORK/trusted" ] || return 0
	set_headers | awk -v names=" $LEARNED " 'index(names, " " $2 " ") { print $2 }' > "$WORK/there"
	saved_sets "$WORK/there" > "$WORK/dump" || return 1
	sed -n 's/^add //p' "$WORK/dump" > "$WORK/learned"
	without_trusted "$WORK/trusted" "$WORK/learned" "$WORK/gone" > /dev/null || return 1
	[ -s "$WORK/gone" ] || return 0
	sed 's/^/add /; s/$/ -exist/' "$WORK/gone" >> "$SNAP/untrusted" || return 1
	awk '{ print "del", $1, $2, "-exist" }' "$WORK/gone" > "$WORK/del"
	act ipset restore < "$WORK/del" 2>> "$LOG"
}
