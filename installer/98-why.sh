# why ADDRESS: what the running kernel holds of one source, what that means for its next packets, and what would let it in.

why() {
	# shellcheck disable=SC2086 # words without blanks
	set -- $WORDS
	[ $# = 1 ] && [ "$1" != - ] || usage_fault 'why takes one address'
	open_applied
	named_sources "$1"
	[ "$(wc -l < "$WORK/sources" | tr -d ' ')" = 1 ] || usage_fault "$1 is more than one source"
	read -r FAMILY ENTRY SHOWN < "$WORK/sources"
	if [ "$FORMAT" = json ]; then
		why_json
		leave 0
	fi
	echo "$SHOWN, by the rules of $(applied_words)"
	true > "$WORK/in"
	tell_lists
	for what in known registered called calling; do tell_learned "$what"; done
	tell_ban
	tell_returned
	tell_noted
	tell_limits
	tell_flows
	alarm_words | sed 's/^/  /'
	tell_verdict
	leave 0
}

# why_json: the same for programs. Sets whose entries are more than an address are left out.
why_json() {
	for what in known registered called calling asked ringing taint qualifying greeted banned paroled proven subnets; do
		left=$(left_in "$what")
		[ -z "$left" ] || echo "set $what $left"
	done > "$WORK/facts"
	alarms_told | awk -v family="$FAMILY" '$2 == family { print "set alarm", $3 }' >> "$WORK/facts"
	tell_lists > "$WORK/lists.told"
	sed -n 's/^  \(trusted\|blocked\|fetched\|named\): \(.*\)/list \1 \2/p' "$WORK/lists.told" >> "$WORK/facts"
	tell_ban | sed -n 's/^  banned: for another [^,]*, /ban /p' >> "$WORK/facts"
	echo "before $(banned_before)" >> "$WORK/facts"
	tell_noted | sed -n 's/^  refused: \([0-9]*\) packets by \([^ ]*\) (\(.*\))$/refused \1 \2 \3/p' >> "$WORK/facts"
	tr -cd '\n -~' < "$WORK/facts" | awk -v source="$SHOWN" -v policy="$(label "$(sed 's/, sha256 .*//' "$SNAP/policy")")" -v sha="$(sed -n 's/.*"sha256": "\([0-9a-f]*\)".*/\1/p' "$MANIFEST" | head -n 1)" -v profile="$(label "$(profile_of "$SNAP")")" -v backend="$BACKEND" '
		function quoted(text) { gsub(/[\\"]/, "\\\\&", text); return "\"" text "\"" }
		function rest(n,   text, i) { text = $0; for (i = 1; i < n; i++) sub(/^[^ ]+ /, "", text); return text }
		function list(name, n, line,   i) { printf "  \"%s\": [", name; for (i = 1; i <= n; i++) printf "%s\n    %s", (i > 1 ? "," : ""), line[i]; printf "%s],\n", (n ? "\n  " : "") }
		$1 == "set" { set[++sets] = "{ \"holds\": " quoted($2) ", \"secondsLeft\": " $3 " }" }
		$1 == "list" { at[$2] = rest(3) }
		$1 == "ban" { ban = rest(2) }
		$1 == "before" { before = $2 }
		$1 == "refused" { no[++refused] = "{ \"packets\": " $2 ", \"rule\": " quoted($3) ", \"policy\": " quoted(rest(4)) " }" }
		END {
			printf "{\n  \"format\": 1,\n  \"source\": %s,\n  \"policy\": \"%s\",\n  \"sha256\": \"%s\",\n  \"profile\": \"%s\",\n  \"backend\": \"%s\",\n", quoted(source), policy, sha, profile, backend
			split("trusted blocked fetched named", keys, " ")
			for (i = 1; i <= 4; i++) { key = keys[i]; printf "  \"%s\": %s,\n", key, (at[key] == "" || at[key] == "no" ? "null" : quoted(at[key])) }
			list("sets", sets, set); list("refused", refused, no)
			printf "  \"ban\": %s,\n  \"bannedLately\": %d\n}\n", (ban == "" ? "null" : quoted(ban)), before
		}'
}

# What was applied, in a few words.
applied_words() {
	tr -cd ' -~' < "$SNAP/policy" | sed 's/\(sha256 .\{16\}\).*/\1/'
	profile=$(profile_of "$SNAP")
	printf '%s, %s' "${profile:+, profile $profile}" "$BACKEND"
}

# Any address of the /64 counts, as for a ban; the kernel itself asks for each address.
tell_lists() {
	list_of trusted blocked services > "$WORK/networks" || refuse 'the lists of the policy cannot be read'
	{ touched "$WORK/networks" "$WORK/sources" && in_long_lists trusted blocked services; } | cut -f2 | sort -u > "$WORK/lists"
	# Of what the host fills by itself, only what blocks is a list of whom to block: sets of names let in.
	for name in $(awk -v family="$FAMILY" '$2 == "fetched" && $7 == "blocked" && $1 == family { print $4 }' "$WORK/told"); do
		! holds "$name" "$ENTRY" || { echo fetched >> "$WORK/in" && echo '  fetched: in a list of whom to block'; }
	done
	for key in trusted blocked; do
		found=$(grep "^$key " "$WORK/lists" | head -n 1)
		[ -z "$found" ] || echo "$key" >> "$WORK/in"
		echo "  $key: ${found:-no}"
	done
	sed -n 's/^services\.\([^. ]*\)[^ ]* \(.*\)/\1 \2/p' "$WORK/lists" | while read -r name at; do echo "  may reach the service $name $at"; done
	tell_named
}

# tell_named: no policy tells who is trusted by a name.
tell_named() {
	for name in $(awk -v family="$FAMILY" '$2 == "fetched" && $7 == "trusted" && $1 == family { print $4 }' "$WORK/told"); do
		entries_of "$name" > "$WORK/networks.one" || refuse "the set $name cannot be read"
		[ -z "$(touched "$WORK/networks.one" "$WORK/sources")" ] || echo '  named: a name in trusted leads to it'
	done
}

# left_in HOLDS: the seconds that are left of it there; empty where it is not.
left_in() {
	at=$ENTRY
	[ "$1" != subnets ] || at=$(subnet_of "$ENTRY")
	for name in $(sets_of "$1" "$FAMILY"); do
		holds "$name" "$at" || continue
		case $BACKEND in
		iptables) ipset save "$name" 2>> "$LOG" | awk -v entry="$at" '$1 == "add" && $3 == entry { for (i = 4; i < NF; i++) if ($i == "timeout") print $(i + 1) }' ;;
		nftables) nft get element inet vosguard "$name" "{ $at }" 2>> "$LOG" | awk "$UNITS"'{ for (i = 1; i < NF; i++) if ($i == "expires") { print seconds($(i + 1)); exit } }' ;;
		esac
		return
	done
}

tell_learned() {
	[ -n "$(sets_of "$1" "$FAMILY")" ] || return 0
	left=$(left_in "$1")
	case $1 in
	known) words='known (a 200 to its REGISTER or INVITE, or put there)' ;;
	registered) words='known by its REGISTER' ;;
	called) words='called by the switch' ;;
	calling) words='in a call with the switch' ;;
	esac
	if [ -z "$left" ]; then
		[ "$1" != known ] || echo '  known: no'
		return 0
	fi
	echo "$1" >> "$WORK/in"
	echo "  $words: for another $(span "$left")"
}

tell_ban() {
	told_bans > "$WORK/bans.told"
	subnet=$(network_of "$ENTRY")
	awk -v entry="$ENTRY" -v subnet="$subnet" '$1 == subnet || $1 == entry' "$WORK/bans.told" > "$WORK/ban"
	if [ ! -s "$WORK/ban" ]; then
		echo '  banned: no'
		return
	fi
	# The subnet first: it is what has to be taken away.
	awk -v subnet="$subnet" '$1 == subnet' "$WORK/ban" > "$WORK/ban.subnet"
	if [ -s "$WORK/ban.subnet" ]; then
		read -r _ left reason < "$WORK/ban.subnet"
		printf '  banned: for another %s, with its subnet %s, %s\n' "$(span "$left")" "$subnet" "$reason"
		echo subnets >> "$WORK/in"
		return
	fi
	read -r _ left reason < "$WORK/ban"
	printf '  banned: for another %s, %s\n' "$(span "$left")" "$reason"
	if [ -n "$(left_in proven)" ]; then echo proven; else echo banned; fi >> "$WORK/in"
}

# banned_before: how often, at least: there is a set for each time (sip.bans.again).
banned_before() {
	times=0
	for name in $(sets_of returned "$FAMILY"); do
		if holds "$name" "$ENTRY"; then times=$((times + 1)); fi
	done
	echo "$times"
}

tell_returned() {
	before=$(banned_before)
	[ "$before" = 0 ] || echo "  banned lately: by answers or a connection, $before times or more; the next such ban is longer (sip.bans.again)"
}

# Whom rules have refused they write down, in nftables for an hour and in iptables the last hundred of each rule.
tell_noted() {
	places > "$WORK/places"
	awk -v entry="$ENTRY" -v places="$WORK/places" "$BITS"'
		FILENAME == places { at[$1] = $2; next }
		{ address = $2; sub(/\/64$/, "", address) }
		bits(address) == bits(entry) { print $3, $1, at[$1] }' "$WORK/places" "$WORK/noted" | sort -rn > "$WORK/noted.own"
	if [ ! -s "$WORK/noted.own" ]; then
		echo '  refused: no rule has written it down lately'
		return
	fi
	head -n 5 "$WORK/noted.own" | while read -r packets id at; do printf '  refused: %s packets by %s (%s)\n' "$packets" "$id" "$at"; done
}

# hashlimit shows the credit that is left; nft does not (up to 1.1 and Linux 6.18).
tell_limits() {
	if [ "$BACKEND" = nftables ]; then
		echo '  limits: the kernel does not tell what is left of them with nftables'
		return
	fi
	for file in /proc/net/ipt_hashlimit/vg-* /proc/net/ip6t_hashlimit/vg-*; do
		[ -r "$file" ] || continue
		awk -v entry="$ENTRY" -v name="${file##*/}" "$BITS"'
			{ split($2, end, ":0->|->"); source = $2; sub(/->.*/, "", source); sub(/:[0-9]+$/, "", source) }
			bits(source) == bits(entry) && $5 + 0 > 0 { print name, int($3 / $5), int($4 / $5) }' "$file"
	done > "$WORK/limits"
	awk -v limits="$WORK/limits" "$FIELD"'
		FILENAME == limits { left[$1] = $2 " of " $3; next }
		/^  "meters": \[/ { on = 1 }
		on { name = field("name"); if (name in left) print "  limit " field("id") ": " left[name] " left" }' "$WORK/limits" "$MANIFEST"
}

tell_flows() {
	# An older one lists IPv4 where nothing is said.
	if have conntrack; then conntrack -L -f "ipv$FAMILY"; else cat /proc/net/nf_conntrack; fi > "$WORK/flows" 2>> "$LOG"
	# shellcheck disable=SC2181 # of the group
	if [ ! -s "$WORK/flows" ]; then
		echo '  conntrack: nothing can be told of flows'
		return
	fi
	awk -v entry="$ENTRY" "$BITS"'
		BEGIN { wanted = bits(entry); size = wanted ~ /^6/ ? 65 : 33; wanted = substr(wanted, 1, size) }
		{ for (i = 1; i <= NF; i++) if ($i ~ /^src=/) { if (substr(bits(substr($i, 5)), 1, size) == wanted) { n[($0 ~ /(^|[ \t])tcp[ \t]/ ? "TCP" : "other")]++; answered += ($0 ~ /\[ASSURED\]/) } break } }
		END { printf "  conntrack: %d flows of TCP and %d others from it, %d of them answered both ways\n", n["TCP"], n["other"], answered }' "$WORK/flows"
}

is_in() { grep -qx "$1" "$WORK/in"; }

# In the order in which the rules ask.
tell_verdict() {
	way=$(call)$(rooted)
	if is_in trusted; then
		echo 'now: SIP from it passes without limits. What keeps it out is not in these rules: look at the rules of others, and at the switch'
	elif is_in blocked; then
		echo 'now: everything from it is dropped, on every port, but answers to what this host asks it'
		echo 'let it in: take it out of blocked in the policy, compile and apply'
	elif is_in fetched; then
		echo 'now: everything from it is dropped, on every port, but answers to what this host asks it: it is in a list that this host fetches'
		echo 'let it in: put it into trusted or the from of a service in the policy, compile and apply'
	elif is_in known; then
		echo 'now: it is served within the limits of known sources (sip.known); no ban stops it'
	elif is_in proven || is_in subnets; then
		echo 'now: everything of SIP from it is dropped, over UDP and TCP, but answers to what the switch asks'
		tell_way_in
	elif is_in banned; then
		echo 'now: of SIP over UDP only a trickle of REGISTER goes on, to the limits of strangers (12 a minute, two at once); a 200 ends the ban'
		tell_way_in
	elif [ -n "$(sets_of known "$FAMILY")" ]; then
		echo 'now: it is a stranger: REGISTER and INVITE pass within sip.strangers.limits, the first OPTIONS is dropped; a 200 to its REGISTER makes it known'
		tell_way_in
	else
		echo 'now: the policy lets no strangers in'
		echo 'let it in: put it into trusted in the policy, compile and apply'
	fi
	[ -n "$CALL" ] || echo 'which rule its next packets meet: vosguard why, with the policy, where Node is'
}

tell_way_in() {
	if is_in subnets; then echo "end the ban of its subnet: $way bans remove $subnet"; fi
	if is_in banned || is_in proven; then echo "end the ban: $way bans remove ${SHOWN%/64}"; fi
	echo "let it in for an hour: $way known add ${SHOWN%/64} --for 1h; for good: trusted in the policy"
}
