# What a list says that this host has fetched: its entries, what speaks against it, and what of it is blocked in the end. Networks are
# texts of zeros and ones behind their family, 4 or 6, so that a network inside of another one begins as that does.

# For awk: what stands for nobody who sends from elsewhere: is_nobody(NETWORK), once know_nevers() was called.
NOBODY='
function know_nevers(   words, net, i) {
	nevers = split("0.0.0.0/8 127.0.0.0/8 169.254.0.0/16 224.0.0.0/4 240.0.0.0/4 ::/127 fe80::/10 ff00::/8 2d00::/8 2e00::/7 3000::/4", words, " ")
	for (i = 1; i <= nevers; i++) { split(words[i], net, "/"); never[i] = substr(bits(net[1]), 1, net[2] + 1) }
}
function is_nobody(p,   i) { for (i = 1; i <= nevers; i++) if (length(p) >= length(never[i]) && substr(p, 1, length(never[i])) == never[i]) return 1 }
'

# For awk: reads a list as the lines of lists.conf say, which come first. Prints its networks, and to TOLD: how many entries, lines that cannot
# be read, the first of them, the first that stands for a large part of the internet, and how many networks. Beyond MOST of these none is printed: a range
# of IPv6 may be worth 252.
READ_LIST='
function trim(text) { gsub(/^[ \t]+|[ \t]+$/, "", text); return text }
function fault() { if (++faults == 1) first = FNR }
function whole(text,   n, part, i, copy) {
	text = tolower(text)
	if (text ~ /^::ffff:[0-9]+\./) text = substr(text, 8)
	if (text !~ /:/) {
		if ((n = split(text, part, ".")) != 4) return ""
		for (i = 1; i <= 4; i++) if (part[i] !~ /^(0|[1-9][0-9]?[0-9]?)$/ || part[i] > 255) return ""
		return bits(text)
	}
	copy = text
	if (text !~ /^[0-9a-f:]+$/ || text ~ /:::/ || text ~ /^:[^:]/ || text ~ /[^:]:$/ || gsub(/::/, "", copy) > 1) return ""
	n = split(text, part, ":")
	for (i = 1; i <= n; i++) if (length(part[i]) > 4) return ""
	if (text ~ /::/ ? n > 8 + (text ~ /^::/ || text ~ /::$/) : n != 8) return ""
	return bits(text)
}
# Lists of countries may have numbers. What is below 1.0.0.0 is another column.
function numbered(text) {
	if (text !~ /^[1-9][0-9]+$/ || length(text) > 10 || text + 0 < 16777216 || text + 0 > 4294967295) return text
	return int(text / 16777216) "." int(text / 65536) % 256 "." int(text / 256) % 256 "." text % 256
}
function network(p,   size) {
	if (is_nobody(p)) return
	size = length(p) - 1
	# Nobody on the internet has an address outside of 2000::/3. fc00::/7 is private, and cut out later.
	if (substr(p, 1, 1) == "6" && size < 16 && substr(p, 2) != "1111110" && substr(p, 2, 3) != substr("001", 1, size < 3 ? size : 3)) return
	if (size < (substr(p, 1, 1) == "4" ? 8 : 16) && substr(p, 2) != "1111110") { if (!large) large = FNR; return }
	if (networks++ < most) print p
}
function range(a, b,   k, n, i) {
	if (networks > most) return
	for (k = 1; k < length(a) && substr(a, k + 1, 1) == substr(b, k + 1, 1); k++);
	if (k == length(a) || (substr(a, k + 1) !~ /1/ && substr(b, k + 1) !~ /0/)) { network(substr(a, 1, k)); return }
	for (n = length(a); n > k + 1 && substr(a, n, 1) == "0"; n--);
	network(substr(a, 1, n))
	for (i = n - 1; i > k + 1; i--) if (substr(a, i, 1) == "0") network(substr(a, 1, i - 1) "1")
	for (n = length(b); n > k + 1 && substr(b, n, 1) == "1"; n--);
	for (i = k + 2; i < n; i++) if (substr(b, i, 1) == "1") network(substr(b, 1, i - 1) "0")
	network(substr(b, 1, n))
}
function entry(text,   n, word, a, b, size) {
	# So much more than a list may have is not read to its end.
	if (++entries - faults > 2 * longest + 1000) exit
	if (text ~ /-/) {
		n = split(text, word, /[ \t]*-[ \t]*/); a = whole(word[1]); b = whole(word[2])
		if (n != 2 || a == "" || b == "" || length(a) != length(b) || ("x" b) < ("x" a)) fault()
		else range(a, b)
		return
	}
	n = split(text, word, "/"); a = whole(word[1])
	if (n > 2 || a == "") { fault(); return }
	size = length(a) - 1
	if (n == 2) {
		if (word[2] !~ /^(0|[1-9][0-9]?[0-9]?)$/) { fault(); return }
		size = word[2] - (word[1] ~ /:.*\./ ? 96 : 0)
	}
	if (size < 0 || size > length(a) - 1 || (bits_allowed != "network" && substr(a, size + 2) ~ /1/)) fault()
	else network(substr(a, 1, size + 1))
}
function cells(line,   n, at, close_, next_, end) {
	split("", cell); n = 0
	for (at = 1; at <= length(line) + 1; at = end + 1) {
		close_ = substr(line, at, 1) == "\"" ? index(substr(line, at + 1), "\"") : 0
		next_ = index(substr(line, at + (close_ ? close_ : 0)), separator)
		end = next_ ? at + (close_ ? close_ : 0) + next_ - 1 : length(line) + 1
		cell[++n] = trim(close_ ? substr(line, at + 1, close_ - 1) : substr(line, at, end - at))
	}
}
BEGIN {
	separator = ","; column[1] = 1; columns = 1
	know_nevers()
	named["comma"] = ","; named["semicolon"] = ";"; named["tab"] = "\t"; named["pipe"] = "|"
}
FILENAME == conf {
	key = $1; rest = $0; sub(/^[^ ]+ /, "", rest)
	if (key == "format") format = rest
	if (key == "separator") separator = named[rest]
	if (key == "column") columns = split(rest, column, " ")
	if (key == "where") where = rest
	if (key == "is") is[rest]
	if (key == "country") country[rest]
	if (key == "host_bits") bits_allowed = rest
	next
}
format == "json" { entry($0); next }
{ sub(/\r$/, "") }
FNR == 1 { sub(/^\357\273\277/, "") }
format == "lines" { sub(/[#;].*/, "") }
{ $0 = trim($0) }
/^$/ || /^#/ { next }
format == "lines" { entry($0); next }
format == "dshield" { if ($1 != "Start") entry($1 "-" $2); next }
format == "p2p" { sub(/.*:/, ""); entry($0); next }
format == "csv" {
	cells($0)
	if (where != "" && !(cell[where] in is)) next
	entry(columns == 2 ? numbered(cell[column[1]]) "-" numbered(cell[column[2]]) : numbered(cell[column[1]]))
	next
}
format == "delegated" {
	split($0, cell, "|")
	if ((cell[3] != "ipv4" && cell[3] != "ipv6") || !(cell[2] in country) || (cell[7] != "allocated" && cell[7] != "assigned")) next
	if (cell[3] == "ipv6") { entry(cell[4] "/" cell[5]); next }
	n = split(cell[4], part, "."); last = ((part[1] * 256 + part[2]) * 256 + part[3]) * 256 + part[4] + cell[5] - 1
	entry(n != 4 || cell[5] !~ /^[1-9][0-9]*$/ || last > 4294967295 ? "" : cell[4] "-" int(last / 16777216) "." int(last / 65536) % 256 "." int(last / 256) % 256 "." last % 256)
}
END { print entries + 0, faults + 0, first + 0, large + 0, networks + 0 > told }
'

# For awk: the texts of JSON to which the keys of lists.conf lead, through arrays too, a line each. It reads from comma to comma, since the whole may
# be one line. Fails where it breaks off.
JSON_TEXTS='
function scalar(text,   i) {
	if (open[depth] == "{" && !named[objects]) { key[objects] = text; named[objects] = 1; return }
	if (objects != keys) return
	for (i = 1; i <= keys; i++) if (key[i] != wanted[i]) return
	gsub(/[\r\n]/, " ", text)
	print (text ~ /^ *$/ ? "-" : text)
}
FILENAME == conf { if (/^key /) wanted[++keys] = substr($0, 5); next }
{
	if (FNR == 1) sub(/^\357\273\277/, "")
	if (!inside && open[depth] == "{") named[objects] = 0
	parts = split($0, part, "\n")
	for (n = 1; n <= parts && !bad; n++) {
		if (inside) keep(n == 1 ? "," : " ")
		read_part(part[n])
	}
	if (bad) exit
}
# The beginning of a text is enough: an address is shorter.
function keep(text) { if (length(held) < 4096) held = held substr(text, 1, 4096) }
function take(text) { inside = 0; scalar(text); held = "" }
# What stands between commas and line ends. Of so many signs there each would be copied with all that follow it.
function read_part(text,   sign, end, signs) {
	if (inside) {
		if (!match(text, /^([^"\\]|\\.)*"/)) { keep(text); return }
		end = RLENGTH; keep(substr(text, 1, end - 1)); take(held); text = substr(text, end + 1)
	}
	while (match(text, /[^ \t\r\n:]/)) {
		if (++signs > 300) { bad = 1; return }
		text = substr(text, RSTART); sign = substr(text, 1, 1)
		if (sign == "{" || sign == "[") {
			open[++depth] = sign
			if (depth > 100) { bad = 1; return }
			if (sign == "{") named[++objects] = 0
			text = substr(text, 2)
		} else if (sign == "}" || sign == "]") {
			if (open[depth] != (sign == "}" ? "{" : "[")) { bad = 1; return }
			if (sign == "}") objects--
			depth--; text = substr(text, 2)
		} else if (sign == "\"") {
			if (!match(text, /^"([^"\\]|\\.)*"/)) { inside = 1; keep(substr(text, 2)); return }
			end = RLENGTH; take(substr(text, 2, end - 2)); text = substr(text, end + 1)
		} else {
			match(text, /^[^] \t\r\n}]+/); end = RLENGTH
			scalar(substr(text, 1, end)); text = substr(text, end + 1)
		}
	}
}
END { exit bad || depth != 0 || inside }
'

# Networks that are part of another one are left out, and two halves become one. Sorted, a network stands before its parts, and beside its other half.
outermost() {
	sort -u "$@" | awk '
		n && substr($0, 1, length(net[n])) == net[n] { next }
		{
			net[++n] = $0
			while (n > 1 && length(net[n]) > 1 && length(net[n - 1]) == length(net[n]) && net[n - 1] == substr(net[n], 1, length(net[n]) - 1) "0") {
				half = net[n--]; net[n] = substr(half, 1, length(half) - 1)
			}
			if (n > 1000) { for (i = 1; i <= n - 200; i++) print net[i]; for (i = 1; i <= 200; i++) net[i] = net[n - 200 + i]; n = 200 }
		}
		END { for (i = 1; i <= n; i++) print net[i] }'
}

# blocked_by NETWORKS: of one list, without private networks of which it holds the whole: such a list is for hosts at the edge of the internet, and phones and peers may be in them.
blocked_by() {
	outermost "$1" | awk "$BITS"'
		BEGIN { n = split("10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 100.64.0.0/10 fc00::/7", words, " ")
			for (i = 1; i <= n; i++) { split(words[i], net, "/"); private[i] = substr(bits(net[1]), 1, net[2] + 1) } }
		{
			for (i = 1; i <= n; i++) if (length(private[i]) >= length($0) && substr(private[i], 1, length($0)) == $0) {
				for (j = length($0) + 1; j <= length(private[i]); j++) print substr(private[i], 1, j - 1) (substr(private[i], j, 1) == "1" ? "0" : "1")
				next
			}
			print
		}'
}

# spared CONF: networks that no list blocks: whom the policy lets in, and the addresses of this host.
spared() {
	sed -n 's/^spare //p' "$1"
	addresses_by_name "$1" .
	if have ip; then ip -o addr 2>> "$LOG" | awk '{ for (i = 1; i < NF; i++) if ($i == "inet" || $i == "inet6") { sub(/\/.*/, "", $(i + 1)); print $(i + 1) } }'; fi
}

# without_spared SPARED NETWORKS: sorted as they were, without those that are spared. A network that holds one of them falls apart.
without_spared() {
	awk -v spared="$1" "$BITS"'
		function put(p,   size) {
			for (size in sizes) if (size + 0 <= length(p) && substr(p, 1, size) in held) return
			if (p in above) { put(p "0"); put(p "1") } else print p
		}
		FILENAME == spared {
			n = split($1, net, "/"); p = bits(net[1]); if (p == "") next
			p = substr(p, 1, n == 2 ? net[2] + 1 : length(p)); held[p]; sizes[length(p)]
			for (i = 1; i < length(p); i++) above[substr(p, 1, i)]
			next
		}
		{ put($0) }' "$1" "$2"
}

# as_addresses NETWORKS
as_addresses() {
	awk "$BITS"'
		BEGIN { for (i in octet) number[octet[i]] = i; for (i in nibble) hex[nibble[i]] = i }
		{
			size = length($0) - 1; left = substr($0, 2); out = ""
			if (/^4/) {
				if (size < 32) left = left substr("00000000000000000000000000000000", size + 1)
				print number[substr(left, 1, 8)] "." number[substr(left, 9, 8)] "." number[substr(left, 17, 8)] "." number[substr(left, 25, 8)] (size < 32 ? "/" size : "")
				next
			}
			while (length(left) < 128) left = left "0"
			for (i = 0; i < 8; i++) {
				n = ""
				for (j = 0; j < 4; j++) n = n hex[substr(left, 16 * i + 4 * j + 1, 4)]
				sub(/^0+/, "", n); out = out (i ? ":" : "") (n == "" ? "0" : n)
			}
			print out (size < 128 ? "/" size : "")
		}' "$1"
}

# addresses_by_name CONF USE: of all lists of names that stand and let in for that use, a form of grep, one a line.
addresses_by_name() {
	for named in $(switch_lists "$1"); do
		block_of "$1" "$named" > "$WORK/named.block"
		is_names "$WORK/named.block" && grep '^use ' "$WORK/named.block" | grep -vx 'use blocked' | grep -q "^use $2" || continue
		if stands "$named" "$WORK/named.block"; then
			as_addresses "$STATE/fetched/$named"
		elif [ -f "$STATE/fetched/$named.seen" ]; then
			# Another policy had other names beside these, and nobody has asked since.
			awk -v names=" $(of_conf "$WORK/named.block" names) " 'index(names, " " $2 " ") { print $1 }' "$STATE/fetched/$named.seen"
		fi
	done | sort -u
}
