# ends_of_others DEVICES: from rules_as_one, what others_refusing says. Each port is asked for itself, or one of those between which no rule names
# another: what several rules in a row refuse together is refused.
ends_of_others() {
	awk -F '\t' -v opens="$(opens | tr '\n' ';')" -v devices="$1" "$OF_ONE_RULE"'
		# What becomes of a first packet for PORT from here on: accept, refuse or fall. A rule that may hold and may not is passed by; `maybe` is
		# set where it may have let the packet in, `part` where the end hangs on the device.
		function walk(g, c, port, depth,   i, r, how, what, end) {
			if (depth > 32 || ++steps > 200000) { maybe = 1; return "fall" }
			for (i = 1; i <= count[g, c]; i++) {
				r = g SUBSEP c SUBSEP i SUBSEP proto SUBSEP family SUBSEP state SUBSEP at
				if (!(r in fit)) look(r, rule[g, c, i])
				how = fit[r]; what = does[r]
				if (how == "no" || (list[r] != "" && hit(list[r], port) == out[r])) continue
				if (cases[r] != "") { what = case_of(cases[r], port); if (what == "") continue }
				end = step(g, what, port, depth)
				if (end == "on") continue
				if (how == "doubt") { if (end != "refuse") maybe = 1; continue }
				if (end == "accept" && how == "device") { maybe = 1; continue }
				if (how == "device") part = 1
				if (end == "refuse" && what == "refuse") by = rule[g, c, i]
				return end
			}
			return "fall"
		}
		function step(g, what, port, depth,   end, n, i, one) {
			if (what ~ /^(accept|refuse)$/) return what
			if (what == "return") return "fall"
			if (what ~ /^(go|jump) /) {
				end = what
				sub(/^(go|jump) /, "", end)
				if (!((g, end) in count)) return what ~ /^go / ? "fall" : "on"
				end = walk(g, end, port, depth + 1)
				return end == "fall" && what ~ /^jump/ ? "on" : end
			}
			if (what !~ /^many /) return "on"
			n = split(what, one, ","); end = "on"
			for (i = 1; i <= n; i++) {
				if (one[i] ~ /^(many )? *"?lo"? : /) continue
				sub(/^.* : /, "", one[i])
				if (step(g, verdict(one[i]), port, depth) !~ /refuse|on/) maybe = 1
			}
			return what == "many accept" ? "accept" : end
		}
		function case_of(text, port,   n, i, one, half) {
			gsub(/[{}]/, "", text); n = split(text, one, ",")
			for (i = 1; i <= n; i++) if (split(one[i], half, " : ") == 2 && hit(half[1], port)) return verdict(half[2])
			return ""
		}
		# The ports of this range that stand for those up to the next of them; more than 64 are not asked.
		function points(from, to, into,   n, i, p) {
			split("", into); into[1] = from; n = 1
			for (i = 1; i <= edges && n <= 64; i++) if (edge[i] > from && edge[i] <= to) into[++n] = edge[i]
			return n
		}
		function note_edges(text,   n, i, one) {
			gsub(/[^0-9]+/, " ", text); n = split(text, one, " ")
			for (i = 1; i <= n; i++) if (length(one[i]) < 6 && one[i] + 0 < 65536) { seen[one[i] + 0]; seen[one[i] + 1] }
		}
		function sorted(   i, k, p) {
			edges = 0
			for (p in seen) { for (k = 1; k <= ranges; k++) if (p + 0 > first[k] && p + 0 <= last[k]) { edge[++edges] = p + 0; break } if (edges > 512) break }
			for (i = 2; i <= edges; i++) { p = edge[i]; for (k = i - 1; k > 0 && edge[k] > p; k--) edge[k + 1] = edge[k]; edge[k + 1] = p }
		}
		function span(from, to) { return from == to ? from : from "-" to }
		# A range of ports that the policy lets in, at one base chain. What is forwarded may have another port before it is translated.
		function ask(b, k,   n, p, i, end, to, key, doubtful) {
			if (hook[b] == (passes[k] ? "input" : "forward")) return
			doubtful = kind[b] == "doubt" || (passes[k] && hook[b] == "both"); state = mark[k]; at = hook[b]
			if (is_sip[k]) has_sip = 1
			n = points(first[k], last[k], p)
			for (i = 1; i <= n; i++) {
				to = i < n ? p[i + 1] - 1 : last[k]
				proto = side[k]; maybe = 0; part = 0; by = ""; steps = 0
				end = walk(group[b], chain[b], p[i], 0)
				if (end == "fall") { end = policy[b] == "" ? "accept" : "refuse"; by = policy[b] }
				if (end != "refuse") { if (is_sip[k]) open_here++; continue }
				if (n > 64) maybe = 1
				if (maybe || doubtful) { if (!(b in doubted)) doubted[b] = by; if (is_sip[k]) open_here++; continue }
				if (part || kind[b] == "ip6") { if (is_sip[k]) open_here++ } else for (key = p[i]; key <= to && is_sip[k]; key++) gone[side[k], key]
				note_refused(b, by, k, p[i], to)
			}
		}
		function note_refused(b, rule_of, k, from, to,   at) {
			at = b SUBSEP rule_of
			if (!(at in told)) { told[at] = ++lines; line_base[lines] = b; line_rule[lines] = rule_of; line_port[lines] = from "/" side[k] }
			at = told[at]
			if (ends_at[at] == k " " (from - 1)) sub(/(-[0-9]+)?$/, "-" to, line_what[at])
			else line_what[at] = line_what[at] (line_what[at] == "" ? "" : line_k[at] == k || line_name[at] == called[k] ? ", " : "; ") (line_name[at] == called[k] ? "" : called[k] " ") span(from, to)
			ends_at[at] = k " " to; line_name[at] = called[k]; line_k[at] = k
		}
		BEGIN {
			n = split(opens, item, ";")
			for (i = 1; i <= n; i++) {
				m = split(item[i], word, " ")
				for (j = 3; j <= m; j++) {
					range(word[j], end); ranges++; first[ranges] = end[1] + 0; last[ranges] = end[2] + 0; side[ranges] = substr(word[2], 1, 3)
					passes[ranges] = word[2] ~ /[+]forwarded/; mark[ranges] = word[2] ~ /[+]untracked/ ? "untracked" : "new"
					called[ranges] = word[1] " over " (side[ranges] == "udp" ? "UDP" : "TCP") " port"
					if (word[1] == "SIP" && side[ranges] == "udp") udp = 1
				}
			}
			for (k = 1; k <= ranges; k++) is_sip[k] = called[k] == "SIP over " (udp ? "UDP" : "TCP") " port"
		}
		$1 == "base" { b++; group[b] = $2; chain[b] = $3; kind[b] = $4; where[b] = $5; policy[b] = $6; hook[b] = $7 }
		$1 == "rule" { rule[$2, $3, ++count[$2, $3]] = $4; note_edges($4) }
		END {
			bases = b; sorted()
			for (b = 1; b <= bases; b++) {
				open_here = 0; family = kind[b] == "ip6" ? "ip6" : "ip"; before = lines
				has_sip = 0
				for (k = 1; k <= ranges; k++) ask(b, k)
				dead = has_sip && open_here == 0
				if (dead) some_dead = 1
				for (i = before + 1; i <= lines; i++) {
					if (dead && i > before + 1) break
					put(dead ? "dead" : "part", where[b], line_rule[i], line_what[i], line_port[i])
				}
				if (lines == before && b in doubted) put("maybe", where[b], doubted[b], "", "")
			}
			all = 0
			for (k = 1; k <= ranges; k++) if (is_sip[k]) { all = 1; for (p = first[k]; p <= last[k]; p++) if (!((side[k], p) in gone)) { all = 0; break } if (!all) break }
			if (all && !some_dead) print "all"
		}
		function put(how, place, text, what, port) { print how "\t" place "\t" substr(text, 1, 160) "\t" what "\t" port }' | tr -d '\000-\010\013-\037\177'
}

# opens: lines "WHAT udp|tcp PORTS" of what the policy lets in, udp+forwarded or udp+untracked where it is;  an apply of an older version has written down its SIP alone.
opens() {
	if [ -n "$OPENS" ]; then
		printf '%s\n' "$OPENS" | sed '/^$/d'
	else
		[ -z "$SIP_UDP" ] || echo "SIP udp $SIP_UDP"
		[ -z "$SIP_TCP" ] || echo "SIP tcp $SIP_TCP"
	fi
}

TAB=$(printf '\t')

# others_told: the same in words, a line each; "dead ", "part ", "maybe " or "all " before it.
others_told() {
	if [ -n "$SIP_UDP" ]; then ports="UDP port $SIP_UDP"; else ports="TCP port ${SIP_TCP:-5060}"; fi
	others_refusing | while IFS="$TAB" read -r how place rule what port; do
		case $how in
		dead) echo "dead $place lets in no SIP: nothing there opens $ports, and what is left is refused by: $rule; $(cure_for "$place" "${SIP_UDP:+${SIP_UDP%% *}/udp}")" ;;
		part) echo "part $place refuses ($rule) what this policy lets in: $what; $(cure_for "$place" "$port")" ;;
		maybe) echo "maybe $place may refuse what this policy lets in ($rule): it hangs on what cannot be told from here" ;;
		all) echo "all of these chains together let in no SIP: each port of $ports is refused by one of them" ;;
		esac
	done
}

# applied_ports: those of the policy that is in force; an apply of an older version has not written them down.
applied_ports() {
	SIP_UDP=$(sed -n 's/^udp //p' "$SNAP/sip" 2> /dev/null)
	SIP_TCP=$(sed -n 's/^tcp //p' "$SNAP/sip" 2> /dev/null)
	OPENS=$(cat "$SNAP/opens" 2> /dev/null)
}

# cure_for PLACE PORT/PROTOCOL: how its own tool opens a port, for those whose words are known.
cure_for() {
	opened=${2:-${SIP_TCP%% *}/tcp}
	if [ -z "${1##*[Ff][Oo][Rr][Ww][Aa][Rr][Dd]*}" ]; then
		echo "open it there first: a rule before that one which lets $opened through to the switch, or take that one away"
	elif [ -z "${1##*firewalld*}" ] || { [ -z "${1##*INPUT*}" ] && have firewall-cmd && firewall-cmd --state > /dev/null 2>&1 < /dev/null; }; then
		echo "open it there first: firewall-cmd --permanent --add-port=$opened, then firewall-cmd --reload"
	elif [ -z "${1##*INPUT*}" ] && have ufw && ufw status 2> /dev/null < /dev/null | grep -q '^Status: active'; then
		echo "open it there first: ufw allow $(printf '%s' "$opened" | tr - :)"
	else
		echo "open it there first: a rule before that one which accepts $opened, or take that one away"
	fi
}
