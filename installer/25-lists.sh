# Long lists are left alone where they stand unchanged. In our files of sets and rules, the entries of one are a line
# "# list NAME COUNT SUM"; they are in lists/SUM, one a line, and SUM is the sha256sum of that file. lists/live says of each
# that was loaded "NAME COUNT SUM MARK", and by its mark it is known again:
# ipset: the sum of what `ipset save` prints. The kernel prints a set that nobody touches in the same order each time.
# nft: the handles of table and set, which the kernel gives once. Nobody can change a set that is constant and in use.
at_least() {
	awk -v a="$1" -v b="$2" 'BEGIN {
		n = split(a, x, /[^0-9]+/); m = split(b, y, /[^0-9]+/)
		for (i = 1; i <= m; i++) if (x[i] + 0 != y[i] + 0) exit !(x[i] + 0 > y[i] + 0)
	}'
}

version_of() {
	case $1 in
	kernel) uname -r | sed 's/[^0-9.].*//' ;;
	*) "$1" --version 2> /dev/null < /dev/null | sed -n 's/^[a-z]* *v\([0-9][0-9.]*\).*/\1/p' | head -n 1 ;;
	esac
}

# lists_of FILE: its long lists, as lines "NAME COUNT SUM".
lists_of() { sed -n 's/^[[:space:]]*# list //p' "$1"; }

known_list() { awk -v name="$1" '$1 == name' "$KNOWN"; }

list_file() { if [ -f "$STATE/lists/$1" ]; then echo "$STATE/lists/$1"; else echo "${TEMPORARY:-}/long/$1"; fi; }

sum_of() { sha256sum | cut -d' ' -f1; }

ipset_mark() { ipset save "$1" 2>> "$LOG" < /dev/null | sum_of; }

# Handles begin anew with each boot, and with each network namespace.
nft_marks() {
	nft -a -t list ruleset inet 2>> "$LOG" | whole_lines 0 0 | awk -v space="$(cat /proc/sys/kernel/random/boot_id)/$(readlink /proc/self/ns/net)" '
		/^table / { ours = /^table inet vosguard \{/; table = $NF }
		/^\tset / { name = $2; set = $NF }
		ours && name != "" && /^\t\tflags .*constant/ && table set ~ /^[0-9]+$/ { print name, space "/" table "/" set }
		/^\t}/ { name = "" }'
}

# know_lists: $KNOWN gets those that stand as they were loaded.
know_lists() {
	true > "$KNOWN"
	[ -s "$STATE/lists/live" ] || return 0
	true > "$KNOWN.nft"
	if have nft && grep -qv '^vg-' "$STATE/lists/live"; then nft_marks > "$KNOWN.nft"; fi
	while read -r name count sum mark; do
		[ -f "$STATE/lists/$sum" ] || continue
		case $name in
		vg-*) now=$(have ipset && ipset_mark "$name") ;;
		*) now=$(awk -v name="$name" '$1 == name { print $2 }' "$KNOWN.nft") ;;
		esac
		[ "$now" != "$mark" ] || echo "$name $count $sum" >> "$KNOWN"
	done < "$STATE/lists/live"
}

# sort_lists FILE: which of its long lists stay as they are, and which have to be loaded: those are not known from here on.
sort_lists() {
	lists_of "$1" > "$WORK/lists" || return 1
	awk -v known="$KNOWN" 'FILENAME == known { have[$0]; next } $0 in have' "$KNOWN" "$WORK/lists" > "$WORK/stay" &&
		awk -v known="$KNOWN" 'FILENAME == known { have[$0]; next } !($0 in have)' "$KNOWN" "$WORK/lists" > "$WORK/load" || return 1
	[ -s "$WORK/load" ] || return 0
	for file in "$STATE/lists/live" "$KNOWN"; do
		[ -f "$file" ] || continue
		awk -v gone="$WORK/load" 'FILENAME == gone { names[$1]; next } !($1 in names)' "$WORK/load" "$file" > "$file.new" &&
			mv -f "$file.new" "$file" || return 1
	done
	while read -r name _ sum; do
		[ "$(sum_of < "$(list_file "$sum")" 2>> "$LOG")" = "$sum" ] || {
			echo "the entries of $name are not at hand: $(list_file "$sum")" >> "$LOG"
			return 1
		}
	done < "$WORK/load"
}

# loaded NAME COUNT SUM MARK: from now on it is known.
loaded() {
	[ -n "$4" ] || return 0
	mkdir -p "$STATE/lists" && echo "$1 $2 $3 $4" >> "$STATE/lists/live" && echo "$1 $2 $3" >> "$KNOWN"
}

# ipset_holds NAME SUM DUMP: whether what was saved of it is the list. IPv6 is counted: tools spell it in several ways.
ipset_holds() {
	file=$(list_file "$2")
	sed -n 's/^add [^ ]* //p' "$3" > "$WORK/found"
	if head -n 1 "$file" | grep -q :; then
		[ "$(wc -l < "$file")" -eq "$(wc -l < "$WORK/found")" ]
	else
		[ "$(sort "$file" | sum_of)" = "$(sort "$WORK/found" | sum_of)" ]
	fi
}

# ipset_lists_loaded, nft_lists_loaded: reads back what sort_lists has found to load, once; then it is known by its mark. nft
# would need minutes to list it, and the kernel has taken it whole or not at all.
ipset_lists_loaded() {
	while read -r name count sum; do
		ipset save "$name" > "$WORK/dump" 2>> "$LOG" < /dev/null || return 1
		ipset_holds "$name" "$sum" "$WORK/dump" || {
			echo "$name does not hold its list" >> "$LOG"
			return 1
		}
		loaded "$name" "$count" "$sum" "$(sum_of < "$WORK/dump")" || return 1
	done < "$WORK/load"
	rm -f "$WORK/dump" "$WORK/found"
}
nft_lists_loaded() {
	[ -s "$WORK/load" ] || return 0
	nft_marks > "$WORK/marks"
	while read -r name count sum; do
		loaded "$name" "$count" "$sum" "$(awk -v name="$name" '$1 == name { print $2 }' "$WORK/marks")" || return 1
	done < "$WORK/load"
}
