#@shared: what follows, up to #@end, is copied into the way back, which must stand alone

have() { command -v "$1" > /dev/null 2>&1; }
# The tool is there, and the kernel has the family.
usable() {
	case $1 in ip6*) [ -e /proc/net/if_inet6 ] || return 1 ;; esac
	have "$1-save" && have "$1-restore"
}

# Starts what changes something. It first leaves its line of /proc/PID/stat, with pid and beginning, then looks whether the way back has been taken; the way back
# is taken first and looks for the pid then. So none of ours changes anything behind the back of the other.
act() {
	if [ "$GUARD" = yes ]; then
		sh -c 'read -r line < "/proc/$$/stat"; echo "$line" > "$0/child"; [ -e "$0/decision" ] && exit 75; exec "$@"' "$SNAP" "$@"
	else
		"$@"
	fi
}

# decide WORD: confirmed or back; whoever is first. A link is made or not made, with the word in it. 1: it was decided
# before; 2: the disk takes no word at all.
decide() {
	decided=2
	if { echo "$1" > "$SNAP/decision.$$"; } 2> /dev/null && ln "$SNAP/decision.$$" "$SNAP/decision" 2> /dev/null; then
		decided=0
	elif [ -e "$SNAP/decision" ]; then
		decided=1
	fi
	rm -f "$SNAP/decision.$$" 2> /dev/null
	return "$decided"
}

# decide_back: nobody can confirm on a disk that takes no word, so then too the way back is free. Room for it was kept.
decide_back() {
	decide back && return
	[ "$decided" = 2 ] || return 1
	rm -f "$SNAP/ballast" 2> /dev/null
	decide back
	[ "$decided" != 1 ]
}

# whole_lines SLASH COUNT: a listing from standard input, in which each rule is a line. What an operator has written between quotes may
# hold a line break, and the tools print it as it is (iptables-save 1.8.9, nft 1.0.6, ipset 7.17): what follows would look like a
# line of its own, be it COMMIT or one of ours. A comment holds 255 bytes, so what is open for longer is none. What is searched for,
# and the prefix of NFLOG, stood without a backslash before a quote in older ones. SLASH 1: a backslash takes the meaning from
# the next character, as with iptables-save. COUNT 1: before each line, of how many it was made.
whole_lines() { awk -v slash="$1" -v count="$2" "$WHOLE"; }
WHOLE='
	function odd(text) {
		gsub(/--string ".*" --algo/, "", text); gsub(/--nflog-prefix ".*"/, "", text)
		if (slash) gsub(/\\./, "", text)
		return gsub(/"/, "", text) % 2
	}
	function put(n, text) { if (count) print n, text; else print text }
	function feed(text,   i, copy) {
		if (!open) {
			if (odd(text)) part[open = 1] = text; else put(1, text)
			return
		}
		part[++open] = text
		if (odd(text)) {
			copy = part[1]
			for (i = 2; i <= open; i++) copy = copy " " part[i]
			put(open, copy); open = 0
		} else if (open > 256) again()
	}
	# The first of them was no line that is cut; what follows may be.
	function again(   i, amount, copy) {
		amount = open; open = 0
		for (i = 1; i <= amount; i++) copy[i] = part[i]
		put(1, copy[1])
		for (i = 2; i <= amount; i++) feed(copy[i])
	}
	!open && !/"/ { put(1, $0); next }
	{ feed($0) }
	END { while (open) again() }
'

# ours_rules TOOL OUT [-c]: our chains of one family and the jumps to them, as TOOL-save prints them.
ours_rules() {
	true > "$2" || return 1
	usable "$1" || return 0
	"$1-save" ${3:+"$3"} > "$WORK/saved.rules" 2>> "$LOG" || return 1
	whole_lines 1 0 < "$WORK/saved.rules" | awk '
		function begin() { if (!open) print table; open = 1 }
		/^\*/ { table = $0; open = 0; next }
		/^COMMIT/ { if (open) print "COMMIT"; open = 0; next }
		/^:VG-/ { begin(); print $1 " - [0:0]"; next }
		{ line = $0; sub(/ +$/, "", line); rule = line; sub(/^\[[0-9]+:[0-9]+\] /, "", rule) }
		rule ~ /^-A VG-/ || rule ~ /--comment "?vg:hook\..* -[jg] VG-[^ "]+$/ { begin(); print line }
	' > "$2"
}

# One "create" line for each of our sets, without its entries. ipset older than its -t has to list everything.
set_headers() {
	have ipset || return 0
	if ipset list -t > "$WORK/terse" 2>> "$LOG"; then
		# A name may hold a line break too: a set begins behind an empty line, and its type follows.
		awk '/^Name: vg-/ && NF == 2 && (NR == 1 || last == "") { name = $2; line = NR } /^Type: / && NR == line + 1 { type = $2 } /^$/ { name = "" }
			/^Header: / && name != "" { sub(/^Header: /, ""); print "create " name " " type " " $0; name = "" } { last = $0 }' "$WORK/terse"
	else
		ipset save > "$WORK/terse" 2>> "$LOG" && whole_lines 0 0 < "$WORK/terse" | sed -n '/^create vg-/p'
	fi
}

# saved_sets FILE: what `ipset save` prints of the sets that FILE names, a name a line, by one process: what is read as by `restore` may be any
# command (7.17). Where it takes no other, each set takes a process.
saved_sets() {
	[ -s "$1" ] || return 0
	sed 's/^/save /' "$1" | ipset restore > "$WORK/dumped" 2>> "$LOG"
	if [ "$(grep -c '^create ' "$WORK/dumped")" = "$(grep -c . "$1")" ]; then
		cat "$WORK/dumped"
	else
		while read -r name; do ipset save "$name" 2>> "$LOG" < /dev/null || return 1; done < "$1"
	fi
}

# ours_sets OUT: our sets as ipset.rules has them; of those that rules fill, the declaration only: their entries stay. A long list
# that is known is a line. Entries in the order of their bytes.
ours_sets() {
	true > "$1" || return 1
	have ipset || return 0
	set_headers > "$WORK/headers" || return 1
	awk -v known="$KNOWN" 'FILENAME == known { list[$1]; next } !/ timeout / && $2 !~ /-new$/ && !($2 in list) { print $2 }' "$KNOWN" "$WORK/headers" > "$WORK/plain"
	saved_sets "$WORK/plain" > "$WORK/entries" || return 1
	# What comes when, before each line: the number of its set, and its place there.
	awk -v known="$KNOWN" -v headers="$WORK/headers" '
		function put(set, place, text) { printf "%06d %d %s\n", set, place, text }
		FILENAME == known { list[$1] = $0; next }
		FILENAME != headers { if ($1 == "add") { set = at[$2]; $2 = $2 "-new"; put(set, 3, $0) } next }
		$2 ~ /-new$/ { next }
		{
			name = $2; at[name] = ++n; sub(/ initval [^ ]*/, ""); sub(/^create [^ ]+ /, "")
			put(n, 1, "create " name " " $0 " -exist")
			if (/ timeout /) next
			put(n, 2, "create " name "-new " $0 " -exist"); put(n, 2, "flush " name "-new")
			if (name in list) put(n, 3, "# list " list[name])
			put(n, 4, "swap " name "-new " name); put(n, 5, "destroy " name "-new")
		}' "$KNOWN" "$WORK/headers" "$WORK/entries" | sort | cut -d' ' -f3- > "$1"
}

# list_ours FOLDER: our whole state, as the tools list it.
list_ours() {
	for tool in $(second_tools); do ours_rules "$tool" "$1/$tool" -c || return 1; done
	ours_rules "$(as_kept iptables)" "$1/iptables" -c && ours_rules "$(as_kept ip6tables)" "$1/ip6tables" -c &&
		ours_nft "$1/nft" && ours_sets "$1/ipset"
}

# prints FOLDER: our whole state in a form that is compared.
prints() {
	FETCHED_TOO=no
	rm -rf "$1/listing" && mkdir -p "$1/listing" && list_ours "$1/listing" && prints_of "$1/listing" "$1" && rm -rf "$1/listing"
	printed=$?
	FETCHED_TOO=yes
	return "$printed"
}

print_rules() {
	awk '/^\*/ { table = substr($0, 2) } /^:/ { print table, $1 }
		{ sub(/^\[[0-9]+:[0-9]+\] /, "") }
		/^-A/ { jump = $2 !~ /^VG-/; n = jump ? "jump" : ++count[table, $2]; print table, $2, n, $0 }' "$1" | sort -u
}

# prints_of LISTING FOLDER: no counters, each rule with its place in its chain. A jump that stands there twice, after two loads by
# hand, is one: the second finds nothing to do.
prints_of() {
	mkdir -p "$2" || return 1
	for tool in iptables ip6tables $XT_TOOLS; do
		[ ! -f "$1/$tool" ] || print_rules "$1/$tool" > "$2/$tool" || return 1
	done
	awk '/^\tset / { name = $2 } skip { if (/}/) skip = 0; next } name ~ /^(fetched(\.hosts)?[46]$|named\.)/ && /^\t\telements = \{/ { skip = !/}/; next } { print }' "$1/nft" > "$2/nft" || return 1
	# What the host fetches changes between one load and the next.
	awk '$1 == "add" && $2 ~ /^vg-(fetched-[46](-new)?$|named\.)/ { next }
		$1 == "create" && $2 !~ /-new$/ { sub(/ hashsize [0-9]+/, ""); sub(/ bucketsize [0-9]+/, ""); print }
		/^# list / { print "list", $3, $4, $5 }
		$1 == "add" { entries[$2]++ } END { for (name in entries) print "entries", name, entries[name] }' \
		"$1/ipset" | sort > "$2/ipset"
	# A list may have a million entries; whether they are the same, their sum says.
	if grep '^add ' "$1/ipset" | grep -v '^add vg-\(fetched-\|named\.\)' > "$2/added"; then sort "$2/added" | sha256sum >> "$2/ipset"; fi
	rm -f "$2/added"
	ours_sysctl "$SNAP/before/sysctl" "$2/sysctl"
}

# differences FROM TO: lines of the one that the other lacks.
differences() {
	awk -v from="$1" 'FILENAME == from { left[$0]++; next } left[$0] > 0 { left[$0]--; next } { print "+ " $0 }
		END { for (line in left) while (left[line]-- > 0) print "- " line }' "$1" "$2"
}
