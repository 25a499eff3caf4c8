# Base chains of others that refuse what they do not let in, a line for each: "dead" or "other", where, a tab, the rule or policy that refuses.
# A packet must pass theirs and ours. Dead: nothing there lets in a new packet for the ports of SIP, as far as that can be told from here;
# what cannot be told, a source, a set, a mark, counts as letting in.
others_refusing() {
	shown4=$(xt_kind iptables) shown6=$(xt_kind ip6tables)
	devices=$(awk '$2 == "00000000" && $8 == "00000000" { print $1 }' /proc/net/route 2> /dev/null | tr '\n' ' ')
	# What iptables lists is read there: nft shows some of its matches as remarks only.
	{ xt_listings && if have nft; then nft -t list ruleset 2> /dev/null | sed 's/^/nft /'; fi; } | rules_as_one "$devices" | ends_of_others
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

# rules_as_one DEVICES: all in one form, with tabs between: "base", group, chain, kind, where, its policy; "rule", group, chain, text. A group is
# what jumps can reach. Kind: ip, ip6, or doubt where only some of what comes here goes through it. A table of nft with a name that
# iptables has too is read as one of nft where iptables-nft does not know it for its own; it lists an empty one in its place then.
rules_as_one() {
	awk -v devices=" $1" '
		function base(place, policy, doubt) { print "base\t" group "\t" chain "\t" (doubt ? "doubt" : family) "\t" place "\t" policy }
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
			if (/^:INPUT / || (/^:PREROUTING / && xt != "nat")) { chain = substr($1, 2); base(chain " of " tool (xt == "filter" ? "" : " -t " xt), $2 == "DROP" ? "policy DROP" : "", 0) }
			if (!/^-A / || /^-A VG-/ || / -[jg] VG-/) next
			chain = $2; text = $0; gsub(/\t/, " ", text); gsub(/"(\\.|[^"\\])*"/, "\"\"", text); print "rule\t" group "\t" chain "\t" text
			next
		}
		/^table / { group = $2 " " $3; family = $2; awake = group != "inet vosguard" && !(group in listed) && family != "arp"; chain = "" }
		/^\tflags .*dormant/ { awake = 0 }
		/^\tchain / { chain = $2 }
		!awake { next }
		/^\t\ttype (filter|nat) hook (input|prerouting|ingress) / { base("the chain " chain " of the table " group, /policy drop/ ? "policy drop" : "", family == "bridge" || !here($0)); next }
		/^\t\t[^ \t]/ && chain != "" { text = $0; gsub(/\t/, " ", text); sub(/ comment ".*/, "", text); gsub(/ counter packets [0-9]+ bytes [0-9]+/, "", text); sub(/^ +/, "", text); print "rule\t" group "\t" chain "\t" text }
		/^\t}/ { chain = "" }' plain4="$shown4" plain6="$shown6" -
}

# For awk: what one rule says of the first packet of SIP from somebody whom nobody knows. `wanted` are the ports, `proto` the protocol.
OF_ONE_RULE='
	function range(text, ends) { split(text, ends, /[-:]/); if (ends[2] == "") ends[2] = ends[1] }
	# Whether a list of ports, as both tools write them, holds one of SIP; a name or a set may.
	function hit(list,   n, m, i, j, one, end, port, to) {
		gsub(/[{},]/, " ", list); n = split(list, one, " "); m = split(wanted, port, " ")
		for (i = 1; i <= n; i++) {
			if (one[i] !~ /^[0-9]+([-:][0-9]+)?$/) return 1
			range(one[i], end)
			for (j = 1; j <= m; j++) { range(port[j], to); if (to[1] + 0 <= end[2] + 0 && to[2] + 0 >= end[1] + 0) return 1 }
		}
		return 0
	}
	# Whether it holds all of them.
	function covers(list,   n, m, i, j, one, end, port, to, found) {
		gsub(/[{},]/, " ", list); n = split(list, one, " "); m = split(wanted, port, " ")
		for (j = 1; j <= m; j++) {
			range(port[j], to)
			found = 0
			for (i = 1; i <= n; i++) { range(one[i], end); if (end[1] + 0 <= to[1] + 0 && end[2] + 0 >= to[2] + 0) found = 1 }
			if (!found) return 0
		}
		return m > 0
	}
	function among(list,   n, i, one) {
		n = split(list, one, /[ ,{}]+/)
		for (i = 1; i <= n; i++) if (one[i] == proto || one[i] == (proto == "udp" ? "17" : "6") || one[i] == "all") return 1
		return 0
	}
	function last_word(text) { sub(/ +$/, "", text); if (text ~ /}$/) sub(/^[^{]*/, "", text); else sub(/^.* /, "", text); return text }
	# Of `udp dport vmap { 53 : accept, 5060 : accept }`: whether a port of SIP is among what does not refuse.
	function leads(text,   n, i, pair, half) {
		sub(/^[^{]*\{/, "", text); sub(/\}.*/, "", text); n = split(text, pair, ",")
		for (i = 1; i <= n; i++) { split(pair[i], half, " : "); gsub(/ /, "", half[1]); if (half[2] !~ /^(drop|reject)/ && hit(half[1])) return 1 }
		return 0
	}
	# What is asked of a packet in this rule that no first packet of SIP from outside is. Of `a . b` nothing is read.
	function never(text,   list) {
		if (text ~ /ct state vmap/ || text ~ / \. /) return 0
		if (text ~ /(ct state|--ctstate|--state) / && text !~ /(ct state|--ctstate|--state) !?[^-]*(new|NEW|untracked|UNTRACKED)/ && text !~ /ct state !=|! --(ct)?state/) return 1
		if (text ~ /ct status dnat|--ctstate DNAT/) return 1
		if (text ~ /(^| )iif(name)? "?lo"?( |$)|(^| )-i lo( |$)/) return 1
		if (match(text, /(^| )-p [^ ]+/) && text !~ /! -p / && !among(last_word(substr(text, RSTART, RLENGTH)))) return 1
		if (text ~ /(^| )(tcp|udp|icmp|icmpv6|sctp) (dport|sport|type|flags|code) / && text !~ ("(^| )" proto " (dport|sport) ")) return 1
		if (match(text, /(meta l4proto|ip protocol|ip6 nexthdr) (\{[^}]*\}|[^ {]+)/)) { list = substr(text, RSTART, RLENGTH); sub(/^(meta l4proto|ip protocol|ip6 nexthdr) /, "", list); if (list !~ /!|@|-[0-9]|vmap/ && !among(list)) return 1 }
		if (text ~ /(^| )(udp|tcp|th) dport vmap \{/) return !leads(text)
		if (match(text, /(^| )(udp|tcp|th) dport (\{[^}]*\}|[^ {]+)/)) { list = substr(text, RSTART, RLENGTH); sub(/^.*dport /, "", list); if (list != "!=" && !hit(list)) return 1 }
		if (match(text, / --dports? [^ ]+/) && text !~ /! --dports? /) { list = substr(text, RSTART, RLENGTH); sub(/^.* /, "", list); if (!hit(list)) return 1 }
		return 0
	}
	# left_of TEXT: a rule without what surely holds for such a packet, and without what only counts or logs.
	function left_of(text,   part) {
		if (text ~ / \. /) return text
		gsub(/ -m comment --comment [^ ]+| -m (tcp|udp|multiport|state|conntrack|addrtype)/, " ", text)
		gsub(/(^| )counter( name [^ ]+)?/, " ", text)
		gsub(/(^| )log( prefix "[^"]*")?( (group|snaplen|queue-threshold|level) [^ ]+| flags (all|skuid|ether|ip options|tcp [a-z,]+))*/, " ", text)
		if (match(text, /(^| )(meta l4proto|ip protocol|ip6 nexthdr) (\{[^}]*\}|[a-z0-9]+)( |$)/)) text = without(text, among(last_word(substr(text, RSTART, RLENGTH))))
		if (match(text, /(^| )(meta l4proto|ip protocol|ip6 nexthdr) != (\{[^}]*\}|[a-z0-9]+)( |$)/)) text = without(text, !among(last_word(substr(text, RSTART, RLENGTH))))
		if (match(text, / ! -p [^ ]+/)) text = without(text, !among(last_word(substr(text, RSTART, RLENGTH))))
		else if (match(text, / -p [^ ]+/)) text = without(text, among(last_word(substr(text, RSTART, RLENGTH))))
		if (match(text, /(^| )ct state (\{[^}]*\}|[a-z,]+)( |$)/) || match(text, / --(ct)?state [A-Z,]+/)) text = without(text, tolower(substr(text, RSTART, RLENGTH)) ~ /new/)
		if (match(text, / (! )?--dports? [0-9:,]+/) || match(text, /(^| )(udp|tcp|th) dport (\{[0-9, -]*\}|[0-9-]+)( |$)/)) { part = substr(text, RSTART, RLENGTH); text = without(text, part !~ /!/ && covers(last_word(part))) }
		gsub(/(^| )fib daddr type local( |$)| --dst-type LOCAL/, " ", text)
		gsub(/ +/, " ", text); sub(/^ /, "", text); sub(/ $/, "", text)
		return text
	}
	# Where match() has found it.
	function without(text, holds) { return holds ? substr(text, 1, RSTART - 1) " " substr(text, RSTART + RLENGTH) : text }
	function closes(text) { return left_of(text) ~ /^(drop|reject.*)$|^-A [^ ]+ -j (DROP|REJECT.*|TARPIT.*)$/ }
'

ends_of_others() {
	awk -F '\t' -v udp="$SIP_UDP" -v tcp="$SIP_TCP" "$OF_ONE_RULE"'
		# Whether a packet that nobody knows may be let in from here on.
		function may(g, c, depth,   i, k, text, words, n) {
			if (depth > 32 || visited[g, c]++) return 0
			for (i = 1; i <= count[g, c]; i++) {
				text = rule[g, c, i]
				if (text ~ /ct state vmap/) gsub(/(established|related|invalid)(,(established|related))* : [a-z]+( [^ ,}]+)?/, "", text)
				if (never(text)) continue
				if (text ~ /(^| )accept( |$)|: accept| -[jg] (ACCEPT|NFQUEUE|QUEUE)( |$)|(^| )queue( |$)/) return 1
				n = split(text, words, /[ ,{}]+/)
				for (k = 1; k < n; k++)
					if (words[k] ~ /^(jump|goto|-j|-g)$/ && (g, words[k + 1]) in count && may(g, words[k + 1], depth + 1)) return 1
				# What follows an end for all of SIP is not reached.
				if (closes(text)) return 0
			}
			return 0
		}
		# The rule that refuses whatever comes so far; nothing where there is none.
		function refuses(g, c, depth,   i, text, words, n, found) {
			for (i = 1; i <= count[g, c] && depth <= 32; i++) {
				text = rule[g, c, i]
				if (closes(text)) return text
				# A chain that some leave before its end refuses only the rest: ufw has one for what is not for this host.
				if (depth > 0 && !never(text) && text ~ /(^| )return( |$)|: return| -j RETURN( |$)/) return ""
				text = left_of(text)
				if (text ~ /^(accept|return)$|^-A [^ ]+ -j (ACCEPT|RETURN)$/) return ""
				if (text ~ /^(jump|goto) [^ ]+$|^-A [^ ]+ -[jg] [^ ]+$/) {
					n = split(text, words, " ")
					if ((g, words[n]) in count && (found = refuses(g, words[n], depth + 1)) != "") return found
				}
			}
			return ""
		}
		BEGIN { proto = udp != "" ? "udp" : "tcp"; wanted = udp != "" ? udp : tcp }
		$1 == "base" { n++; group[n] = $2; chain[n] = $3; family[n] = $4; where[n] = $5; policy[n] = $6 }
		$1 == "rule" { rule[$2, $3, ++count[$2, $3]] = $4 }
		END {
			for (b = 1; b <= n; b++) {
				last = refuses(group[b], chain[b], 0)
				if (last == "" && policy[b] == "") continue
				split("", visited)
				# A host may have closed IPv6 on purpose, where nobody speaks SIP over it.
				dead = family[b] !~ /^(ip6|doubt)$/ && (udp != "" || tcp != "") && !may(group[b], chain[b], 0)
				print (dead ? "dead" : "other") " " where[b] "\t" substr(last == "" ? policy[b] : last, 1, 160)
			}
		}' | tr -d '\000-\010\013-\037\177'
}

TAB=$(printf '\t')

# others_told: the same in words, a line each; "dead " or "other " before it.
others_told() {
	if [ -n "$SIP_UDP" ]; then ports="UDP port $SIP_UDP"; else ports="TCP port ${SIP_TCP:-5060}"; fi
	others_refusing | while IFS="$TAB" read -r place rule; do
		case $place in
		'dead '*) printf '%s\n' "$place lets in no SIP: nothing there opens $ports, and what is left is refused by: $rule; $(cure_for "$place")" ;;
		*) printf '%s\n' "$place refuses what it does not let in itself ($rule): what this policy lets in, SIP on $ports above all, must be let in there too" ;;
		esac
	done
}

# applied_ports: those of the policy that is in force; an apply of an older version has not written them down.
applied_ports() {
	SIP_UDP=$(sed -n 's/^udp //p' "$SNAP/sip" 2> /dev/null)
	SIP_TCP=$(sed -n 's/^tcp //p' "$SNAP/sip" 2> /dev/null)
}

# cure_for PLACE: how its own tool opens a port, for those whose words are known.
cure_for() {
	port=${SIP_UDP:+${SIP_UDP%% *}/udp}
	: "${port:=${SIP_TCP%% *}/tcp}"
	if [ -z "${1##*firewalld*}" ] || { [ -z "${1##*INPUT*}" ] && have firewall-cmd && firewall-cmd --state > /dev/null 2>&1 < /dev/null; }; then
		echo "open it there first: firewall-cmd --permanent --add-port=$port, then firewall-cmd --reload"
	elif [ -z "${1##*INPUT*}" ] && have ufw && ufw status 2> /dev/null < /dev/null | grep -q '^Status: active'; then
		echo "open it there first: ufw allow $port"
	else
		echo "open it there first: a rule before that one which accepts $port, or take that one away"
	fi
}
