# What stands on this host, as the manifest of its apply tells it, whichever artifacts this script came with.

# open_applied: SNAP, BACKEND, MANIFEST and HOLDING of what is in force. $WORK/told has a line for each of its sets:
# FAMILY KIND HOLDS NAME SIZE SECONDS POLICY PLACE.
open_applied() {
	check_root
	open_work
	if ! waiting; then SNAP=$STATE/snapshots/$(cat "$STATE/applied" 2> /dev/null || echo none); fi
	if [ ! -d "$SNAP/after" ]; then
		say 'nothing of vosguard has been applied on this host'
		leave 3
	fi
	BACKEND=$(cat "$SNAP/backend")
	[ ! -f "$SNAP/refusing" ] || REFUSING=$(cat "$SNAP/refusing")
	MANIFEST=$SNAP/manifest.json
	[ -f "$MANIFEST" ] || MANIFEST=$ROOT/etc/vosguard/artifacts/${SNAP##*/}/manifest.json
	true > "$WORK/told"
	[ ! -f "$MANIFEST" ] || sets_told > "$WORK/told"
	if [ ! -s "$WORK/told" ]; then
		say 'what was applied has left no manifest that tells what each set holds: it was an older version, or the folder had no manifest.json; apply again'
		leave 3
	fi
	HOLDING=$(awk -v backend="$BACKEND" '$2 == "learned" { print backend, $3, $1, $4 }' "$WORK/told")
}

# For awk: field(KEY) of JSON as compile prints it, an entry a line.
FIELD='
function field(key,   text) {
	if (!match($0, "\"" key "\": ")) return ""
	text = substr($0, RSTART + RLENGTH)
	if (sub(/^"/, "", text)) sub(/".*/, "", text); else sub(/[,} ].*/, "", text)
	return text
}
'

sets_told() {
	awk -v backend="$BACKEND" "$FIELD"'
		/^  "sets": \[/ { on = 1; next }
		on && /^  \]/ { exit }
		on && field("backend") == backend {
			holds = field("holds")
			print (field("family") == "ipv6" ? 6 : 4), field("kind"), (holds == "" ? "-" : holds), field("name"), field("size") + 0, int(field("timeoutMs") / 1000), field("policy"), field("at")
		}' "$MANIFEST"
}

# What bans, and for how long: lines "CAUSE SECONDS".
causes_told() {
	awk "$FIELD"'/^  "bans": \[/ { on = 1; next }
		on && /^  \]/ { exit }
		on { print field("cause"), int((field("timeMs") + 999) / 1000) }' "$MANIFEST"
}

# Where the policy says each rule: lines "ID POLICY".
rules_told() {
	awk "$FIELD"'/^  "rules": \{/ { on = 1; next }
		on && /^  \}/ { exit }
		on { id = $1; gsub(/[":]/, "", id); print id, field("policy") }' "$MANIFEST"
}

# The rule of each number that sets of nft note beside an address.
numbers_told() {
	awk '/^  "noted": \{/ { on = 1; next }
		on && /^  \}/ { exit }
		on && /^    "/ { gsub(/[":,]/, ""); sub(/\.noted$/, "", $2); printf "%x %s\n", $1, $2 }' "$MANIFEST"
}

# entries_of SET: lines "ENTRY LEFT OF" in seconds. LEFT 0 is for ever; OF is - where the tool does not tell.
entries_of() {
	case $BACKEND in
	iptables)
		ipset save "$1" > "$WORK/listed" 2>> "$LOG" || return 1
		awk '$1 == "add" { left = 0; for (i = 4; i < NF; i++) if ($i == "timeout") left = $(i + 1); print $3, left, "-" }' "$WORK/listed"
		;;
	nftables)
		nft list set inet vosguard "$1" > "$WORK/listed" 2>> "$LOG" || return 1
		awk "$UNITS"'
			!on && $1 == "timeout" { general = seconds($2) }
			/elements = \{/ { on = 1; sub(/.*elements = \{/, "") }
			!on { next }
			{
				last = /\}/; gsub(/\}/, ""); n = split($0, one, ",")
				for (i = 1; i <= n; i++) {
					if (!(m = split(one[i], word, " "))) continue
					left = 0; whole = general == "" ? "-" : general
					for (j = 2; j < m; j++) if (word[j] == "timeout") whole = seconds(word[j + 1]); else if (word[j] == "expires") left = seconds(word[j + 1])
					print word[1], left, whole
				}
				if (last) exit
			}' "$WORK/listed"
		;;
	esac
}

# holds SET ADDRESS: asks the kernel, which is quick however long the list is.
holds() {
	case $BACKEND in
	iptables) ipset test "$1" "$2" > /dev/null 2>&1 ;;
	nftables) nft get element inet vosguard "$1" "{ $2 }" > /dev/null 2>&1 ;;
	esac
}

# subnet_of ENTRY: the first address of its /24 or /48, as a set of subnets has it.
subnet_of() {
	case $1 in
	*:*) echo "$1" | awk "$BITS"'{
		text = substr(bits($1), 2)
		for (g = 0; g < 3; g++) { n = 0; for (i = 1; i <= 16; i++) n = 2 * n + substr(text, 16 * g + i, 1); entry = entry (g ? ":" : "") sprintf("%x", n) }
		while (sub(/:0$/, "", entry));
		print entry "::" }' ;;
	*) echo "${1%.*}.0" ;;
	esac
}
network_of() { case $1 in *:*) echo "$(subnet_of "$1")/48" ;; *) echo "$(subnet_of "$1")/24" ;; esac; }

# For awk: span(SECONDS), `1h 59m`: the two largest units that are needed.
SPAN_WORDS='
function span(s,   i, n, text, unit, length_) {
	split("d h m s", unit, " "); split("86400 3600 60 1", length_, " ")
	for (i = 1; i < 4 && s < length_[i] + 0; i++);
	n = int(s / length_[i]); text = n unit[i]; s -= n * length_[i]
	if (i < 4 && (n = int(s / length_[i + 1])) > 0) text = text " " n unit[i + 1]
	return text
}
'
span() { awk -v s="$1" "$SPAN_WORDS"'BEGIN { print span(s) }'; }
