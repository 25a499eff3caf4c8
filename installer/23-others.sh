# Base chains of others that refuse what they do not let in, a line for each: "dead" or "other", where, a tab, the rule or policy that refuses.
# A packet must pass theirs and ours. Dead: nothing there lets in a new packet for the ports of SIP, as far as that can be told from here;
# what cannot be told, a source, a set, a mark, counts as letting in.
others_refusing() {
	if have nft; then nft -t list ruleset 2> /dev/null | nft_as_rules | ends_of_others; fi
	shown_kind=$(xt_kind)
	for tool in iptables ip6tables $XT_TOOLS; do
		usable "$tool" || continue
		case $tool in
		*-nft) [ "$shown_kind" = legacy ] || continue ;;
		ip6tables-legacy) [ "$shown_kind" = nft ] && grep -qx filter /proc/net/ip6_tables_names 2> /dev/null || continue ;;
		iptables-legacy) [ "$shown_kind" = nft ] && grep -qx filter /proc/net/ip_tables_names 2> /dev/null || continue ;;
		ip6tables) [ "$shown_kind" = nft ] || grep -qx filter /proc/net/ip6_tables_names 2> /dev/null || continue ;;
		iptables) [ "$shown_kind" = nft ] || grep -qx filter /proc/net/ip_tables_names 2> /dev/null || continue ;;
		esac
		"$tool-save" -t filter 2> /dev/null | xt_as_rules "$tool" | ends_of_others
	done
}

# Both in one form, with tabs between: "base", group, chain, family, where, its policy; "rule", group, chain, text. A group is what jumps can reach.
nft_as_rules() {
	awk '/^table / { table = $2 " " $3; family = $2; ours = table == "inet vosguard" || table ~ /^ip6? filter$/ }
		/^\tchain / { chain = $2 }
		ours { next }
		/^\t\ttype filter hook (input|prerouting|ingress) / { print "base\t" table "\t" chain "\t" family "\tthe chain " chain " of the table " table "\t" (/policy drop/ ? "policy drop" : ""); next }
		/^\t\t[^ \t]/ && chain != "" { text = $0; gsub(/\t/, " ", text); sub(/ comment ".*/, "", text); gsub(/ counter packets [0-9]+ bytes [0-9]+/, "", text); sub(/^ +/, "", text); print "rule\t" table "\t" chain "\t" text }
		/^\t}/ { chain = "" }'
}

xt_as_rules() {
	awk -v tool="$1" '/^:INPUT / { print "base\t" tool "\tINPUT\t" (tool ~ /^ip6/ ? "ip6" : "ip") "\tINPUT of " tool "\t" ($2 == "DROP" ? "policy DROP" : "") }
		/^-A VG-/ || / -[jg] VG-/ { next }
		/^-A / { chain = $2; text = $0; gsub(/\t/, " ", text); gsub(/"[^"]*"/, "", text); print "rule\t" tool "\t" chain "\t" text }'
}

ends_of_others() {
	awk -F '\t' -v udp="$SIP_UDP" -v tcp="$SIP_TCP" '
		function range(text, ends) { split(text, ends, /[-:]/); if (ends[2] == "") ends[2] = ends[1] }
		# Whether a list of ports, as both tools write them, holds one of SIP; a name or a set may.
		function hit(list, wanted,   n, m, i, j, one, end, port, to) {
			gsub(/[{},]/, " ", list); n = split(list, one, " "); m = split(wanted, port, " ")
			for (i = 1; i <= n; i++) {
				if (one[i] !~ /^[0-9]+([-:][0-9]+)?$/) return 1
				range(one[i], end)
				for (j = 1; j <= m; j++) { range(port[j], to); if (to[1] + 0 <= end[2] + 0 && to[2] + 0 >= end[1] + 0) return 1 }
			}
			return 0
		}
		function among(list, wanted,   n, i, one) {
			n = split(list, one, /[ ,{}]+/)
			for (i = 1; i <= n; i++) if (one[i] == wanted || one[i] == (wanted == "udp" ? "17" : "6")) return 1
			return 0
		}
		# What is asked of a packet in this rule that no first packet of SIP from outside is.
		function never(text,   list) {
			if (text ~ /ct state vmap/) return 0
			if (text ~ /(ct state|--ctstate|--state) / && text !~ /(ct state|--ctstate|--state) !?[^-]*(new|NEW|untracked|UNTRACKED)/ && text !~ /ct state !=|! --(ct)?state/) return 1
			if (text ~ /ct status dnat|--ctstate DNAT/) return 1
			if (text ~ /(^| )iif(name)? "?lo"?( |$)|(^| )-i lo( |$)/) return 1
			if (match(text, /(^| )-p [^ ]+/) && text !~ /! -p /) { list = substr(text, RSTART, RLENGTH); sub(/^.*-p /, "", list); if (list != proto && list != "all") return 1 }
			if (text ~ /(^| )(tcp|udp|icmp|icmpv6|sctp) (dport|sport|type|flags|code) / && text !~ ("(^| )" proto " (dport|sport) ")) return 1
			if (match(text, /(meta l4proto|ip protocol|ip6 nexthdr) (\{[^}]*\}|[^ {]+)/)) { list = substr(text, RSTART, RLENGTH); sub(/^(meta l4proto|ip protocol|ip6 nexthdr) /, "", list); if (list !~ /!|@|-[0-9]/ && !among(list, proto)) return 1 }
			if (match(text, /(^| )(udp|tcp|th) dport (\{[^}]*\}|[^ {]+)/)) { list = substr(text, RSTART, RLENGTH); sub(/^.*dport /, "", list); if (list != "!=" && !hit(list, wanted)) return 1 }
			if (match(text, / --dports? [^ ]+/) && text !~ /! --dports? /) { list = substr(text, RSTART, RLENGTH); sub(/^.* /, "", list); if (!hit(list, wanted)) return 1 }
			return 0
		}
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
		# Whether a rule refuses everything, or everything for each port of SIP.
		function closes(text,   list) {
			if (text ~ END_OF_ALL) return 1
			if (text !~ ("^(meta l4proto " proto " )?(" proto "|th) dport (\\{[^}]*\\}|[^ {]+) (drop|reject.*)$") && text !~ ("^-A [^ ]+ -p " proto "( -m (" proto "|multiport))? --dports? [^ ]+ -j (DROP|REJECT.*)$")) return 0
			list = text
			if (text ~ /^-A/) { sub(/^.* --dports? /, "", list); sub(/ .*/, "", list) } else { sub(/^.* dport /, "", list); sub(/ (drop|reject.*)$/, "", list) }
			return list !~ /[!@]/ && covers(list, wanted)
		}
		function covers(list, wanted,   n, m, i, j, one, end, port, to, found) {
			gsub(/[{},]/, " ", list); n = split(list, one, " "); m = split(wanted, port, " ")
			for (j = 1; j <= m; j++) {
				range(port[j], to)
				found = 0
				for (i = 1; i <= n; i++) { range(one[i], end); if (end[1] + 0 <= to[1] + 0 && end[2] + 0 >= to[2] + 0) found = 1 }
				if (!found) return 0
			}
			return m > 0
		}
		# The rule that refuses whatever comes so far; nothing where there is none.
		function refuses(g, c, depth,   i, text, words, n, found) {
			for (i = 1; i <= count[g, c] && depth <= 32; i++) {
				text = rule[g, c, i]
				if (closes(text)) return text
				# A chain that some leave before its end refuses only the rest: ufw has one for what is not for this host.
				if (depth > 0 && text ~ /(^| )return( |$)|: return| -j RETURN( |$)/) return ""
				if (text ~ /^(accept|return)$|^-A [^ ]+ -j (ACCEPT|RETURN)$/) return ""
				if (text ~ /^(jump|goto) [^ ]+$|^-A [^ ]+ -[jg] [^ ]+$/) {
					n = split(text, words, " ")
					if ((g, words[n]) in count && (found = refuses(g, words[n], depth + 1)) != "") return found
				}
			}
			return ""
		}
		BEGIN { proto = udp != "" ? "udp" : "tcp"; wanted = udp != "" ? udp : tcp; END_OF_ALL = "^(drop|reject.*)$|^-A [^ ]+ -j (DROP|REJECT.*)$" }
		$1 == "base" { n++; group[n] = $2; chain[n] = $3; family[n] = $4; where[n] = $5; policy[n] = $6 }
		$1 == "rule" { rule[$2, $3, ++count[$2, $3]] = $4 }
		END {
			for (b = 1; b <= n; b++) {
				last = refuses(group[b], chain[b], 0)
				if (last == "" && policy[b] == "") continue
				split("", visited)
				# A host may have closed IPv6 on purpose, where nobody speaks SIP over it.
				dead = family[b] != "ip6" && (udp != "" || tcp != "") && !may(group[b], chain[b], 0)
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
