# Base chains of others that refuse what the policy lets in, a line for each and each rule, with tabs between: "dead", "part" or "maybe", where, the rule or
# policy that refuses, what is refused there, the first port of it. A packet must pass theirs and ours. Dead: every port of SIP over UDP is refused there,
# as far as that can be told from here; what cannot be told, a source, a mark, a limit, counts as letting in. Part: some ports are refused,
# or all of them over the device of the default route, or over IPv6. Maybe: it hangs on what cannot be told. A line "all" at the end: no chain is dead alone, and together they
# leave no port of SIP.
others_refusing() {
	shown4=$(xt_kind iptables) shown6=$(xt_kind ip6tables)
	devices=$(awk '$2 == "00000000" && $8 == "00000000" { print $1 }' /proc/net/route 2> /dev/null | tr '\n' ' ')
	xt_listings > "$WORK/others"
	# What iptables lists is read there: nft shows some of its matches as remarks only. One before 0.9.1 knows no listing without entries.
	if have nft; then { nft -t list ruleset 2> /dev/null || nft list ruleset 2> /dev/null; } | sed 's/^/nft /' >> "$WORK/others"; fi
	port_sets > "$WORK/port-sets"
	case $(opens) in *+forwarded*) forwarded=yes ;; *) forwarded=no ;; esac
	rules_as_one "$devices" "$forwarded" < "$WORK/others" | ends_of_others "$devices"
}

# port_sets: lines "FAMILY TABLE NAME KIND ENTRIES" of those sets and maps of others that hold ports, and that a rule of theirs names; "ipset - NAME set ENTRIES"
# for those of ipset. What grows while packets come is not asked: it may hold another port a second later.
port_sets() {
	awk '$1 == "nft" && $2 == "table" { table = $3 " " $4; next }
		/^nft \t(set|map) / { kind = $2; name = $3; dynamic = 0 }
		/^nft \t\tflags .*(dynamic|timeout)/ { dynamic = 1 }
		/^nft \t\ttype (inet_proto \. )?inet_service( : verdict)?$/ || /^nft \t\ttypeof ((meta l4proto|ip protocol|ip6 nexthdr) \. )?(tcp|udp|th) dport( : verdict)?$/ { port = name != "" }
		/^nft \t}/ { if (port && !dynamic) found[table " " name] = kind; name = ""; port = 0 }
		/^nft \t\t/ && name == "" { text = $0; while (match(text, /@[A-Za-z_][A-Za-z0-9_.\/-]*/)) { named[table " " substr(text, RSTART + 1, RLENGTH - 1)]; text = substr(text, RSTART + RLENGTH) } }
		END { for (one in found) if (one in named && one !~ /^inet vosguard / && n++ < 64) print found[one], one }' "$WORK/others" |
		while read -r kind family table name; do
			nft list "$kind" "$family" "$table" "$name" 2> /dev/null < /dev/null | awk -v head="$family $table $name $kind" '
				/^\t\telements = \{/ { inside = 1; sub(/^\t\telements = \{/, "") }
				inside { text = text " " $0; if (/\}/) exit }
				END { sub(/\}.*/, "", text); gsub(/ comment "[^"]*"/, "", text); gsub(/ counter packets [0-9]+ bytes [0-9]+/, "", text); gsub(/[ \t]+/, " ", text); print head, text }'
		done
	have ipset && grep -q -- '--match-set' "$WORK/others" || return 0
	ipset list -t 2> /dev/null | awk '/^Name: / && NF == 2 && $2 !~ /^vg-/ { name = $2 } /^Type: bitmap:port$/ && name != "" { type[name] } /^Header: / { if (name in type && !/ timeout /) print name; name = "" }' | head -n 64 |
		while read -r name; do
			grep -q -e "--match-set $name dst" "$WORK/others" || continue
			echo "ipset - $name set $(ipset list "$name" 2> /dev/null < /dev/null | sed '1,/^Members:/d; s/ .*//' | tr '\n' ',' | sed 's/,$//')"
		done
}

# xt_listings: what each tool of iptables lists, with its name before each line. A legacy tool makes the tables that it is asked for, so it is
# not started where the kernel has none.
xt_listings() {
	for tool in iptables ip6tables $XT_TOOLS; do
		usable "$tool" || continue
		case $tool in ip6*) shown_kind=$shown6 ;; *) shown_kind=$shown4 ;; esac
		case $tool:$shown_kind in
		iptables-nft:* | ip6tables-nft:*) [ "$shown_kind" = legacy ] || continue ;;
		*-legacy:nft | iptables:legacy | ip6tables:legacy | iptables: | ip6tables:)
			case $tool in ip6*) names=ip6_tables_names ;; *) names=ip_tables_names ;; esac
			grep -q . "/proc/net/$names" 2> /dev/null || continue
			;;
		*-legacy:*) continue ;;
		esac
		"$tool-save" 2> /dev/null | sed "s/^/$tool /"
	done
	:
}

# rules_as_one DEVICES FORWARDED: all in one form, with tabs between: "base", group, chain, kind, where, its policy, what comes here ("input", "forward" or
# "both"); "rule", group, chain, text. Chains for what is forwarded are asked where FORWARDED is yes. A group is what jumps can reach. Kind: ip, ip6, or doubt where only some of what comes here goes through it. A table of nft with a name that
# iptables has too is read as one of nft where iptables-nft does not know it for its own; it lists an empty one in its place then. In the place of a
# set that holds ports stand its entries.
rules_as_one() {
	awk -v devices=" $1" -v forwarded="$2" -v held="$WORK/port-sets" '
		# Longer ones are left as they are: nobody keeps so many ports by hand.
		FILENAME == held { name = $1 " " $2 " " $3; text = $0; for (i = 1; i <= 4; i++) sub(/^[^ ]+ ?/, "", text); gsub(/^ +| +$/, "", text); if (length(text) < 20000) ports[name] = text == "" ? "0" : text; next }
		# `udp dport @open`, `udp dport vmap @ports`, `--match-set open dst`: with what is in them, where that is known.
		function spelled(text,   done, part, name) {
			done = ""
			while (match(text, /@[A-Za-z_][^ ,;}]*|-m set (! )?--match-set [^ ]+ dst( |$)/)) {
				part = substr(text, RSTART, RLENGTH)
				name = part; sub(/ dst ?$/, "", name); sub(/^.*--match-set /, "", name)
				name = part ~ /^@/ ? group " " substr(part, 2) : "ipset - " name
				done = done substr(text, 1, RSTART - 1); text = substr(text, RSTART + RLENGTH)
				if (!(name in ports)) done = done part
				else if (part ~ /^@/) done = done "{" ports[name] "}"
				else done = done "-m multiport " (part ~ /!/ ? "! " : "") "--dports " ports[name] " "
			}
			return done text
		}
		function base(place, policy, doubt, hook) { print "base\t" group "\t" chain "\t" (doubt ? "doubt" : family) "\t" place "\t" policy "\t" (hook == "prerouting" || hook == "ingress" ? "both" : hook) }
		function here(text,   n, i, word) {
			if (devices == " " || text !~ / devices? /) return 1
			sub(/.* devices? (= )?/, "", text); sub(/ ?priority .*/, "", text); gsub(/[{},"]/, " ", text)
			n = split(text, word, " ")
			for (i = 1; i <= n; i++) if (index(devices, " " word[i] " ")) return 1
			return 0
		}
		{ tool = $1; sub(/^[^ ]+ /, "") }
		tool != "nft" {
			if (/^# Table `.* (incompatible|use .nft. tool)/) { name = $3; gsub(/[^a-z0-9_]/, "", name); strange[tool, name] }
			if (/^\*/) {
				xt = substr($0, 2); group = tool "\t" xt; sub(/\t/, " ", group); family = tool ~ /^ip6/ ? "ip6" : "ip"
				skip = (tool, xt) in strange
				if (!skip && (tool ~ /-nft$/ || (family == "ip" ? plain4 : plain6) == "nft")) listed[family " " xt]
			}
			if (skip) next
			if (/^:INPUT / || (/^:PREROUTING / && xt != "nat") || (/^:FORWARD / && forwarded == "yes")) { chain = substr($1, 2); base(chain " of " tool (xt == "filter" ? "" : " -t " xt), $2 == "DROP" ? "policy DROP" : "", 0, tolower(chain)) }
			if (!/^-A / || /^-A VG-/ || / -[jg] VG-/) next
			chain = $2; text = $0; gsub(/\t/, " ", text); gsub(/"(\\.|[^"\\])*"/, "\"\"", text); print "rule\t" group "\t" chain "\t" spelled(text)
			next
		}
		/^table / { group = $2 " " $3; family = $2; awake = group != "inet vosguard" && !(group in listed) && family != "arp"; chain = "" }
		/^\tflags .*dormant/ { awake = 0 }
		/^\tchain / { chain = $2 }
		!awake { next }
		/^\t\ttype (filter|nat) hook (input|prerouting|ingress|forward) / && ($4 != "forward" || forwarded == "yes") { base("the chain " chain " of the table " group, /policy drop/ ? "policy drop" : "", family == "bridge" || !here($0), $4); next }
		/^\t\t[^ \t]/ && chain != "" { text = $0; gsub(/\t/, " ", text); sub(/ comment ".*/, "", text); gsub(/ counter packets [0-9]+ bytes [0-9]+/, "", text); sub(/^ +/, "", text); print "rule\t" group "\t" chain "\t" spelled(text) }
		/^\t}/ { chain = "" }' plain4="$shown4" plain6="$shown6" "$WORK/port-sets" -
}
