# Whether what came is taken in the place of what stood.

# other_than_list FILE FORMAT: what it is instead, by its beginning; nothing where it may be a list.
other_than_list() {
	head -c 4096 "$1" > "$WORK/beginning"
	case $(head -c 6 "$WORK/beginning" | od -An -tx1 | tr -d ' \n') in
	1f8b* | 504b* | 425a* | fd377a*)
		echo 'a compressed file came'
		return
		;;
	esac
	[ "$(tr -d '\000' < "$WORK/beginning" | wc -c)" -eq "$(wc -c < "$WORK/beginning")" ] || {
		echo 'what came is no text'
		return
	}
	case $(tr -d ' \t\r\n\357\273\277' < "$WORK/beginning" | head -c 2) in
	'<'[a-zA-Z?!]) echo 'a page in HTML came instead of a list' ;;
	'{'* | '['*) [ "$2" = json ] || echo 'JSON came, which the format does not say' ;;
	esac
}

# judge_list CONF FETCHED BEFORE: its networks, sorted, to $WORK/networks.new, their number of entries to ENTRIES; or WHY it is not taken. Nobody looks
# at it before it counts, so whatever looks like a failure, a mistake or an attack is refused.
judge_list() {
	format=$(of_conf "$1" format)
	WHY=$(other_than_list "$2" "$format")
	[ -z "$WHY" ] || return 1
	RAW=$2 FEW=yes
	if [ "$format" = json ]; then
		RAW=$WORK/fetched.texts
		bounded "$RAW" -v conf="$1" "$JSON_TEXTS" "$1" RS=, "$2" || WHY='it breaks off, or is no JSON'
		[ -z "$WHY" ] || return 1
	fi
	judge_change "$1" "$RAW" "$3" || judge_whole "$1" "$RAW" "$3"
	[ -z "$WHY" ]
}

# For long lists the lines are kept, sorted: where a few of them have changed, only those are read. Below so many entries all are.
LONG_LIST=5000
# More lines that have come or gone are no less work than all.
MOST_LINES=5000

# judge_change: what judge_whole does, where a few lines of a long list have changed. Whatever it would refuse, and whatever is not simple, is left to that.
judge_change() {
	[ -f "$3" ] && [ -f "$3.lines" ] && [ -f "$3.read" ] || return 1
	read -r sums entries faults share4 share6 < "$3.read"
	SUM=$(sum_of < "$3")
	[ "$sums" = "$SUM$(sum_of < "$3.lines")" ] && is_amount "$entries" && is_amount "$faults" || return 1
	sorted_lines "$2" > "$WORK/lines.new" && comm -23 "$3.lines" "$WORK/lines.new" > "$WORK/lines.gone" && comm -13 "$3.lines" "$WORK/lines.new" > "$WORK/lines.more" || return 1
	[ "$(cat "$WORK/lines.gone" "$WORK/lines.more" | wc -l)" -le "$MOST_LINES" ] || return 1
	read_lines gone "$1" && gone_entries=$ENTRIES gone_faults=$FAULTS && read_lines more "$1" || return 1
	ENTRIES=$((entries - gone_entries + ENTRIES)) FAULTS=$((faults - gone_faults + FAULTS))
	skip=$(of_conf "$1" skip) least=$(of_conf "$1" min) most=$(of_conf "$1" max)
	[ "$FAULTS" -le "${skip:-0}" ] && [ "$ENTRIES" -ge "${least:-1}" ] && [ "$ENTRIES" -le "${most:-$MOST_ENTRIES}" ] || return 1
	# A line whose remark has changed.
	comm -12 "$WORK/networks.gone" "$WORK/networks.more" > "$WORK/networks.both"
	comm -23 "$WORK/networks.gone" "$WORK/networks.both" > "$WORK/networks.less"
	comm -23 "$WORK/networks.more" "$WORK/networks.both" > "$WORK/networks.added"
	[ -z "$(comm -23 "$WORK/networks.less" "$3" | head -n 1)" ] && [ -z "$(comm -12 "$WORK/networks.added" "$3" | head -n 1)" ] || return 1
	SHARES=$(shares_of < "$WORK/networks.added" | awk -v a="$share4" -v b="$share6" '{ printf "%.12f %.12f\n", $1 + a, $2 + b }')
	! is_most "$SHARES" || return 1
	number=$(wc -l < "$3") less=$(wc -l < "$WORK/networks.less") added=$(wc -l < "$WORK/networks.added") change=$(of_conf "$1" max_change)
	[ -n "$ACCEPTED" ] || [ $(((less + added) * 100)) -le $((${change:-50} * number)) ] || return 1
	[ $((number - less + added)) -ge 1 ] && [ $((number - less + added)) -le "$(most_networks "$1")" ] || return 1
	PLAIN=yes
	comm -23 "$3" "$WORK/networks.less" | sort -m - "$WORK/networks.added" > "$WORK/networks.new"
}

# read_lines PART CONF: the networks of lines that have gone or come, their entries and faults. The same network twice is not simple.
read_lines() {
	networks_of "$2" "$WORK/lines.$1" && sort -u "$WORK/networks.all" > "$WORK/networks.$1" || return 1
	read -r ENTRIES FAULTS _ large networks < "$WORK/list.told"
	ENTRIES=$((ENTRIES - FAULTS))
	[ "$large" -eq 0 ] && [ "$networks" -le "$(most_networks "$2")" ] && [ "$(wc -l < "$WORK/networks.all")" -eq "$(wc -l < "$WORK/networks.$1")" ]
}

# most_networks CONF: that many, or as many as its max.
most_networks() {
	most=$(of_conf "$1" max)
	if [ "${most:-0}" -gt "$MOST_NETWORKS" ]; then echo "$most"; else echo "$MOST_NETWORKS"; fi
}
# networks_of CONF LINES: to $WORK/networks.all, no more than a disk in memory is to bear.
networks_of() {
	longest=$(of_conf "$1" max)
	bounded "$WORK/networks.all" -v conf="$1" -v told="$WORK/list.told" -v most="$(most_networks "$1")" -v longest="${longest:-$MOST_ENTRIES}" "$BITS$NOBODY$READ_LIST" "$1" "$2"
}
# bounded FILE WORD...: what awk makes of it. The words of a shell about a process that has come to the bound go to the log: so it starts one of its own.
bounded() {
	made=$1
	shift
	(ulimit -f "$MOST_MADE" && awk "$@" || false) > "$made" 2>> "$LOG"
}

sorted_lines() { if [ "$(head -c 3 "$1" | od -An -tx1 | tr -d ' ')" = efbbbf ]; then tail -c +4 "$1" | sort; else sort "$1"; fi; }

# keep_lines FILE: for the next time, beside the networks of $WORK/networks.new that are to be in FILE.
keep_lines() {
	rm -f "$1.read"
	if [ "$PLAIN" = no ] || [ "$ENTRIES" -lt "$LONG_LIST" ]; then
		rm -f "$1.lines"
		return
	fi
	[ -f "$WORK/lines.new" ] || sorted_lines "$RAW" > "$WORK/lines.new"
	mv -f "$WORK/lines.new" "$1.lines" && echo "$(sum_of < "$WORK/networks.new")$(sum_of < "$1.lines") $ENTRIES $FAULTS $SHARES" > "$1.read"
}

# Texts of JSON are counted: it may be one line.
units() { if [ "$format" = json ]; then echo text; else echo line; fi; }

judge_whole() {
	networks_of "$1" "$2" && sort -u "$WORK/networks.all" > "$WORK/networks.new" || {
		WHY='it cannot be read here, or the disk is full'
		return
	}
	PLAIN=no FEW=no
	[ "$(wc -l < "$WORK/networks.all")" -ne "$(wc -l < "$WORK/networks.new")" ] || PLAIN=yes
	read -r ENTRIES faults first large networks < "$WORK/list.told"
	valid=$((ENTRIES - faults))
	ENTRIES=$valid FAULTS=$faults
	skip=$(of_conf "$1" skip) least=$(of_conf "$1" min) most=$(of_conf "$1" max)
	if [ "$faults" -gt "${skip:-0}" ]; then
		WHY="$(units)s that cannot be read: $faults, the first is $(units) $first; skip allows ${skip:-0}"
	elif [ "$valid" -lt "${least:-1}" ]; then
		[ "$valid" -gt 0 ] && WHY="it has $valid entries, fewer than min: $least" || WHY='it has no address'
	elif [ "$valid" -gt $((2 * ${most:-$MOST_ENTRIES} + 1000)) ]; then
		WHY="it has more than $((valid - 1)) entries, and max is ${most:-$MOST_ENTRIES}"
	elif [ "$valid" -gt "${most:-$MOST_ENTRIES}" ]; then
		WHY="it has $valid entries, more than max: ${most:-$MOST_ENTRIES}"
	elif [ "$large" -gt 0 ]; then
		WHY="$(units) $large stands for a large part of the internet"
	elif [ "$networks" -gt "$(most_networks "$1")" ]; then
		WHY="its ranges fall into more than $(most_networks "$1") networks"
	elif [ "$networks" -eq 0 ] && [ "${least:-1}" -gt 0 ]; then
		WHY='it has no address of anybody on a network'
	elif SHARES=$(outermost "$WORK/networks.new" | shares_of) && is_most "$SHARES"; then
		WHY='it holds more than half of all addresses'
	elif [ -z "$ACCEPTED" ] && [ -f "$3" ]; then
		WHY=$(too_much_changed "$3" "$WORK/networks.new" "$(of_conf "$1" max_change)")
	fi
}

of_conf() { sed -n "s/^$2 //p" "$1" | head -n 1; }

# shares_of: which part of all addresses of each family networks are. Not every busybox has powers.
shares_of() {
	awk 'BEGIN { power[0] = 1; for (i = 1; i <= 128; i++) power[i] = power[i - 1] / 2 }
		{ sum[substr($0, 1, 1)] += power[length($0) - 1] } END { printf "%.12f %.12f\n", sum[4], sum[6] }'
}
# Half of what hosts on the internet have.
is_most() { echo "$1" | awk '{ exit !($1 > 0.43 || $2 > 0.0625) }'; }

# A list of a few entries changes by large parts.
too_much_changed() {
	awk -v before="$1" -v most="$3" '
		FILENAME == before { old[$0]; n++; next }
		{ if ($0 in old) same++; else new++ }
		END {
			gone = n - same; text = "of " n " networks " gone + 0 " are gone, and " new + 0 " are new"
			if (n < 10) exit
			if (most != "") { if ((gone + new) * 100 > most * n) print text ": more than max_change: " most }
			else if ((same + new) * 2 < n) print text ": fewer than half are left"
		}' "$1" "$2"
}
