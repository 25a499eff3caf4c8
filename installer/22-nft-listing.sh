# 0: our table is there; 1: it is not; 2: nft did not say. Until 1.1, `nft list tables` fetches every entry of every set.
nft_live() {
	have nft || return 1
	# A kernel without nf_tables has no table of anybody's, whatever nft says of it.
	nft list chains inet > "$WORK/chains" 2>> "$LOG" || { [ -d /sys/module/nf_tables ] && return 2 || return 1; }
	grep -qx 'table inet vosguard {' "$WORK/chains" || return 1
}

# our_table FILE: our part of a listing of all tables.
our_table() { whole_lines 0 0 < "$1" | awk '/^table / { ours = $0 ~ /^table inet vosguard \{/ } ours'; }

# list_nft stateless|learned OUT: our table as `nft list table` prints it, but a long list that is known is a line. stateless: without
# counters, and with protocols as numbers, for their names are those of /etc/protocols, which another boot may lack.
list_nft() {
	options=
	[ "$1" != stateless ] || options='-s -p'
	grep -v '^vg-' "$KNOWN" > "$WORK/nft.known"
	true > "$WORK/nft.entries"
	# shellcheck disable=SC2086 # two words or none
	if ! nft_is_terse; then
		nft $options list table inet vosguard > "$WORK/nft.whole" 2>> "$LOG" || return 1
		whole_lines 0 0 < "$WORK/nft.whole" > "$WORK/nft.table"
	else
		nft $options -t list ruleset inet > "$WORK/nft.ruleset" 2>> "$LOG" || return 1
		our_table "$WORK/nft.ruleset" > "$WORK/nft.table"
		sets_to_list "$1" > "$WORK/nft.wanted"
		list_sets || return 1
	fi
	awk -v known="$WORK/nft.known" -v entries="$WORK/nft.entries" '
		FILENAME == known { list[$1] = $0; next }
		FILENAME == entries && /^\tset / { set = $2; inside = 0 }
		FILENAME == entries && /^\t\telements = \{/ { inside = 1 }
		FILENAME == entries { if (inside) line[set, ++count[set]] = $0; if (inside && /}/) inside = 0; next }
		skip { if (/}/) skip = 0; next }
		/^\tset / { name = $2 }
		name in list && /^\t\telements = \{/ { if (!/}/) skip = 1; next }
		/^\t}/ {
			for (i = 1; i <= count[name]; i++) print line[name, i]
			if (name in list) print "\t\t# list " list[name]
			name = ""
		}
		{ print }' "$WORK/nft.known" "$WORK/nft.entries" "$WORK/nft.table" > "$2"
}

# An older one fetches all elements of all sets for whatever it is asked. The version is asked for once.
nft_is_terse() {
	: "${NFT_VERSION:=$(version_of nft)}"
	at_least "$NFT_VERSION" 1.0.2
}

# The sets of $WORK/nft.wanted by one process, which asks the kernel for each of them alone: a flood fills others, and to list those takes
# seconds. Of several commands in a file nft finds only the last set (1.0.6), so it reads them as from a terminal; where it was built
# without that, each set takes a process. HOME: it would leave a file with what was typed.
list_sets() {
	# shellcheck disable=SC2086 # two words or none
	{ sed 's/^/list set inet vosguard /' "$WORK/nft.wanted" && echo quit; } | HOME=/dev/null nft $options -i 2>> "$LOG" | sed 's/^\(nft> \)*//' > "$WORK/nft.entries"
	[ "$(grep -c '^.set ' "$WORK/nft.entries")" != "$(grep -c . "$WORK/nft.wanted")" ] || return 0
	true > "$WORK/nft.entries"
	while read -r name; do
		# shellcheck disable=SC2086
		nft $options list set inet vosguard "$name" >> "$WORK/nft.entries" 2>> "$LOG" < /dev/null || return 1
	done < "$WORK/nft.wanted"
}

# Whether the lists that this host fetches are asked for, too: to go back to, and not to compare, for which they are too long.
FETCHED_TOO=yes

# The sets whose entries are asked for: what rules fill, or what they do not.
sets_to_list() {
	awk -v known="$WORK/nft.known" -v wanted="$1" -v names=" $LEARNED " -v fetched="$FETCHED_TOO" '
		FILENAME == known { list[$1]; next }
		/^\tset / { name = $2; dynamic = 0 }
		/^\t\tflags .*dynamic/ { dynamic = 1 }
		name ~ /^(fetched(\.hosts)?[46]$|named\.)/ && fetched == "no" { dynamic = 1 }
		/^\t}/ { if (name != "" && !(name in list) && (wanted == "learned" ? index(names, " " name " ") : !dynamic)) print name; name = "" }
	' "$WORK/nft.known" "$WORK/nft.table"
}

# ours_nft OUT: our table without counters and without what rules have added, ready for nft -f.
ours_nft() {
	true > "$1" || return 1
	nft_live
	case $? in
	1) return 0 ;;
	2) return 1 ;;
	esac
	list_nft stateless "$WORK/nft.all" || return 1
	awk '
		BEGIN { print "table inet vosguard"; print "delete table inet vosguard" }
		/^\tset / { dynamic = 0 }
		/^\t\tflags .*dynamic/ { dynamic = 1 }
		skip { if (/}/) skip = 0; next }
		dynamic && /^\t\telements = \{/ { if (!/}/) skip = 1; next }
		{ print }
	' "$WORK/nft.all" > "$1"
}
