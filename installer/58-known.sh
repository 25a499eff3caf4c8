# Who is known from the first packet on, where nobody has learned anything yet: from a list, or from what conntrack has
# seen. What conntrack calls ASSURED has been answered, with whatever: a flow of 401s looks like one of 200s (measured).

# sets_of HOLDS FAMILY: the sets of this backend that hold the known or the banned sources of a family. Where a rule cannot give
# an entry its time (iptables before 1.4.12), there is one for each time; the first is the one that is filled by hand.
sets_of() { printf '%s\n' "$HOLDING" | awk -v b="$BACKEND" -v h="$1" -v f="$2" '$1 == b && $2 == h && $3 == f { printf "%s ", $4 }'; }

# make_known: lines "FAMILY ADDRESS SECONDS" in $TARGET/known, without who is trusted or blocked.
make_known() {
	true > "$TARGET/known"
	[ -n "$KNOWN_FILE" ] || [ "$KNOWN_FLOWS" = yes ] || return 0
	[ -n "$REMEMBER" ] || refuse 'the policy lets no strangers in, so there is nobody to be known'
	true > "$WORK/known.all"
	[ -z "$KNOWN_FILE" ] || read_list "$KNOWN_FILE" >> "$WORK/known.all" || refuse "$KNOWN_FILE is not a list of sources"
	[ "$KNOWN_FLOWS" = no ] || read_flows >> "$WORK/known.all" || refuse 'what conntrack holds cannot be read: neither the tool conntrack nor /proc/net/nf_conntrack'
	[ "$KNOWN_FLOWS" = no ] || [ -s "$WORK/sources" ] ||
		say 'conntrack holds no flow to a SIP port that the switch has answered: where nothing was tracked, --known-flows is blind; begin with --observe 600, which learns before anything is refused'
	networks_in "$TRUSTED $BLOCKED" "$TARGET/nft" "$TARGET/ipset" > "$WORK/known.not"
	outside "$WORK/known.not" "$WORK/known.all" > "$TARGET/known" || refuse 'the known sources cannot be sorted out'
	left_out=$(($(wc -l < "$WORK/known.all") - $(wc -l < "$TARGET/known")))
	[ "$left_out" = 0 ] || say "$left_out sources are trusted or blocked, and not put among the known ones"
}

# For awk: whether a text is an address as it is written; `bits` believes whatever it is given.
SPELLED='
function quad(text,   part, i) {
	if (text !~ /^[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+$/) return 0
	split(text, part, ".")
	for (i = 1; i <= 4; i++) if (length(part[i]) > 3 || part[i] + 0 > 255 || part[i] ~ /^0./) return 0
	return text != "0.0.0.0"
}
function colons(text,   part, n, i, empty) {
	if (text !~ /^[0-9a-f:]+$/ || text !~ /:/ || text ~ /:::/ || text ~ /^:[^:]/ || text ~ /[^:]:$/) return 0
	n = split(text, part, ":")
	for (i = 1; i <= n; i++) if (length(part[i]) > 4) return 0; else if (part[i] == "") empty++
	if (text ~ /::/) { sub(/::/, " ", text); if (text ~ /::/) return 0; return n - empty < 8 }
	return n == 8
}
'

# read_list FILE: what a line says is not shown: it may hold anything. The later of two lines for one source counts.
read_list() {
	true > "$WORK/words"
	awk -v remember="$REMEMBER" -v words="$WORK/words" "$BITS$SPELLED"'
		function wrong(what) { if (++wrongs <= 5) print "vosguard: line " NR ": " what > words }
		function put(family, address, time) { if (!(address in seconds)) order[++n] = family " " address; seconds[address] = time }
		{ sub(/\r$/, ""); sub(/#.*/, "") }
		NF == 0 { next }
		NF > 2 { wrong("more than an address and its seconds"); next }
		NF == 2 && ($2 !~ /^[0-9]+$/ || length($2) > 7 || $2 > 2147483) { wrong("the seconds are a whole number up to 2147483"); next }
		{ time = NF == 2 ? $2 + 0 : remember + 0; text = tolower($1) }
		quad(text) { if (time > 0) put(4, text, time); next }
		colons(text) {
			text = substr(bits(text), 2, 64); network = ""
			for (i = 1; i <= 16; i++) network = network digit[substr(text, 4 * i - 3, 4)] (i % 4 ? "" : ":")
			if (text !~ /1/) wrong("this is no address of a source"); else if (time > 0) put(6, network ":", time)
			next
		}
		{ wrong("this is not one address") }
		BEGIN { for (i in nibble) digit[nibble[i]] = i }
		END {
			if (wrongs > 5) print "vosguard: and " (wrongs - 5) " lines more" > words
			for (i = 1; i <= n; i++) { split(order[i], one, " "); print order[i], seconds[one[2]] }
			exit wrongs > 0
		}' "$1"
	read=$?
	cat "$WORK/words" >&2
	return "$read"
}

# Addresses of this host, IPv4 and IPv6, without a tool.
own_addresses() {
	awk '/\|--/ { address = $2 } /host LOCAL/ { print address }' /proc/net/fib_trie 2> /dev/null
	awk '{ text = ""; for (i = 1; i <= 32; i++) text = text substr($1, i, 1) (i % 4 || i == 32 ? "" : ":"); print text }' /proc/net/if_inet6 2> /dev/null
}

# The addresses of a switch behind this host (sip.at), as each backend names the sets of them.
BEHIND='sip.at4 sip.at6 vg-sip.at-4 vg-sip.at-6'

# read_flows: flows to a SIP port of this host that have been answered, and go on: not those that the switch has begun. Of a switch behind it the
# answers tell: they have its address and port, whatever those were before they were translated.
read_flows() {
	if have conntrack; then
		{ conntrack -L -f ipv4 && { [ ! -e /proc/net/if_inet6 ] || conntrack -L -f ipv6; }; } > "$WORK/flows" 2>> "$LOG" || return 1
	else
		cat /proc/net/nf_conntrack > "$WORK/flows" 2>> "$LOG" || return 1
	fi
	own_addresses > "$WORK/own"
	networks_in "$BEHIND" "$TARGET/nft" "$TARGET/ipset" > "$WORK/behind"
	awk -v own="$WORK/own" -v behind="$WORK/behind" -v udp="$SIP_UDP" -v tcp="$SIP_TCP" "$BITS"'
		function among(port, ports,   part, edge, n, i) {
			n = split(ports, part, " ")
			for (i = 1; i <= n; i++) { if (split(part[i], edge, "-") == 1) edge[2] = edge[1]; if (port + 0 >= edge[1] + 0 && port + 0 <= edge[2] + 0) return 1 }
			return 0
		}
		function is_switch(address,   text, size) {
			text = bits(address)
			if (!elsewhere) return text in mine
			for (size in sizes) if (substr(text, 1, size) in at) return 1
			return 0
		}
		FILENAME == own { mine[bits($1)]; next }
		FILENAME == behind { n = split($1, net, "/"); text = bits(net[1]); size = n == 2 ? net[2] + 1 : length(text); at[substr(text, 1, size)]; sizes[size]; elsewhere = 1; next }
		!/\[ASSURED\]/ { next }
		{
			first = ""; answers = ""; port = ""; from = ""; tuples = 0
			for (i = 1; i <= NF; i++) {
				if ($i ~ /^src=/) { tuples++; if (first == "") first = substr($i, 5); else if (answers == "") answers = substr($i, 5) }
				if ($i ~ /^dport=/ && port == "") port = substr($i, 7)
				if ($i ~ /^sport=/ && tuples == 2 && from == "") from = substr($i, 7)
			}
			if (elsewhere) port = from
		}
		(/(^|[ \t])udp[ \t]/ && among(port, udp)) || (/(^|[ \t])tcp[ \t].* ESTABLISHED / && among(port, tcp)) {
			if (is_switch(answers) && !is_switch(first) && !(bits(first) in mine)) print first
		}' "$WORK/own" "$WORK/behind" "$WORK/flows" > "$WORK/sources" && read_list "$WORK/sources"
}

# outside NETWORKS LINES: lines "FAMILY ADDRESS ..." whose address no network holds. Lists of networks may be long, so they
# are read as a stream; the lines are kept, once for each length of network that there is.
outside() {
	awk -v networks="$1" "$BITS"'
		FILENAME != networks { line[++n] = $0; text[n] = $1 == 6 ? substr(bits($2), 1, 65) : bits($2); next }
		{
			split($1, net, "/"); prefix = bits(net[1]); if (prefix == "") next
			size = net[2] == "" ? length(prefix) : net[2] + 1; prefix = substr(prefix, 1, size)
			if (!(size in seen)) { seen[size]; for (i = 1; i <= n; i++) if (length(text[i]) >= size) at[size, substr(text[i], 1, size)] = at[size, substr(text[i], 1, size)] " " i }
			if ((size, prefix) in at) { count = split(at[size, prefix], found, " "); for (i = 1; i <= count; i++) gone[found[i]] }
		}
		END { for (i = 1; i <= n; i++) if (!(i in gone)) print line[i] }' "$2" "$1"
}

# new_known FAMILY NOW SIZE: lines "SET ADDRESS SECONDS" of those that are neither known nor banned in NOW, which has lines
# "SET ADDRESS ...". Whoever is named is a registered customer: both sets get him. A few places are left to those who are learned meanwhile.
new_known() {
	true > "$WORK/words"
	awk -v words="$WORK/words" -v now="$2" -v sets=" $(sets_of known "$1")" -v too="$(sets_of registered "$1")" -v banned=" $(sets_of banned "$1")$(sets_of proven "$1")" -v family="$1" -v size="$3" "$BITS"'
		BEGIN { room = size - int(size / 64); split(sets, all, " "); set = all[1]; split(too, also, " ") }
		FILENAME == now {
			if ($1 == set) room--
			if (index(sets, " " $1 " ")) known[bits($2)]; else if (index(banned, " " $1 " ")) bad[bits($2)]
			next
		}
		$1 != family || bits($2) in known { next }
		bits($2) in bad { bans++; next }
		room-- > 0 { print set, $2, $3; if (also[1] != "") print also[1], $2, $3; put++; next }
		{ over++ }
		END {
			if (put) print "vosguard: " put " sources are put into " set > words
			if (bans) print "vosguard: " bans " are banned now and stay so" > words
			if (over) print "vosguard: " over " are beyond the size of " set "; see sip.sizes.known" > words
		}' "$2" "$TARGET/known" || return 1
	[ -n "${INSIDE-}" ] || cat "$WORK/words" >&2
}

# put_known: into the sets of iptables, before the rules. put_nft has its own way, in one step with the table.
put_known() {
	[ -s "$TARGET/known" ] && [ "$BACKEND" = iptables ] || return 0
	for family in 4 6; do
		name=$(sets_of known "$family") && name=${name%% *}
		[ -n "$name" ] || continue
		size=$(awk -v name="$name" '$1 == "create" && $2 == name { for (i = 3; i < NF; i++) if ($i == "maxelem") print $(i + 1) }' "$TARGET/ipset")
		for one in $(sets_of known "$family") $(sets_of banned "$family") $(sets_of proven "$family"); do ipset save "$one" 2>> "$LOG"; done |
			sed -n 's/^add //p' > "$WORK/known.now"
		new_known "$family" "$WORK/known.now" "$size" > "$WORK/known.add" || return 1
		[ -s "$WORK/known.add" ] || continue
		cat "$WORK/known.add" >> "$SNAP/known" || return 1
		awk '{ print "add", $1, $2, "timeout", $3, "-exist" }' "$WORK/known.add" > "$WORK/known.restore"
		act ipset restore < "$WORK/known.restore" 2>> "$LOG" || return 1
	done
}

# known_nft: appends them to the entries that the new table is loaded with.
known_nft() {
	for family in 4 6; do
		name=$(sets_of known "$family") && name=${name%% *}
		[ -n "$name" ] || continue
		size=$(awk -v name="$name" '$1 == "set" { set = $2 } $1 == "size" && set == name { print $2 }' "$TARGET/nft")
		new_known "$family" "$WORK/nft.kept" "$size" > "$WORK/known.add" || return 1
		[ -n "${INSIDE-}" ] || cat "$WORK/known.add" >> "$SNAP/known" || return 1
		awk '{ print $1, $2, "timeout", $3 "s" }' "$WORK/known.add" >> "$WORK/nft.kept" || return 1
	done
}
