# For awk: what one rule of others says of the first packet of somebody whom nobody knows, over `proto` and `family`, which conntrack calls `state` (new, untracked), `at` input, forward or both. look() reads it once: FIT is no,
# sure, device (for whatever comes over the default route) or doubt, apart from the ports; LIST the ports that it asks for, OUT whether it means all but these;
# CASES what `vmap` says of each port; DOES the verdict: accept, refuse, return, go NAME, jump NAME, nothing, or
# "many" and all verdicts that there are, where it cannot be told which.
OF_ONE_RULE='
	function range(text, ends) { gsub(/ /, "", text); split(text, ends, /[-:]/); if (text !~ /[-:]/) ends[2] = ends[1]; if (ends[2] == "") ends[2] = 65535 }
	function hit(list, port,   n, i, one, end) {
		gsub(/[{},]/, " ", list); n = split(list, one, " ")
		for (i = 1; i <= n; i++) { range(one[i], end); if (end[1] + 0 <= port && port <= end[2] + 0) return 1 }
		return 0
	}
	function among(list,   n, i, one) {
		n = split(list, one, /[ ,{}]+/)
		for (i = 1; i <= n; i++) if (one[i] == proto || one[i] == (proto == "udp" ? "17" : "6") || one[i] == "all") return 1
		return 0
	}
	function last_word(text) { sub(/ +$/, "", text); if (text ~ /}$/) sub(/^[^{]*/, "", text); else sub(/^.* /, "", text); return text }
	# take FORM: cuts it out of TEXT, into PART.
	function take(form) {
		if (!match(TEXT, form)) return 0
		PART = substr(TEXT, RSTART, RLENGTH); TEXT = substr(TEXT, 1, RSTART - 1) " " substr(TEXT, RSTART + RLENGTH)
		return 1
	}
	function holds(yes) { if (!yes) FIT = "no" }
	function over(list, negated,   n, i, m, k, one, dev, name, fits) {
		gsub(/[{},"]/, " ", list); n = split(list, one, " "); m = split(devices, dev, " "); fits = 0
		if (n == 1 && one[1] == "lo") { holds(negated); return }
		for (i = 1; i <= m; i++) for (k = 1; k <= n; k++) {
			name = one[k]
			if (name ~ /[+*]$/ ? index(dev[i], substr(name, 1, length(name) - 1)) == 1 : name == dev[i]) { fits++; break }
		}
		if (FIT == "no") return
		FIT = m > 0 && fits == (negated ? 0 : m) && FIT != "doubt" ? "device" : "doubt"
	}
	# verdict TEXT: in the words of DOES.
	function verdict(text) {
		gsub(/^ +| +$/, "", text)
		if (text ~ /^(accept|ACCEPT|queue.*|QUEUE|NFQUEUE.*)$/) return "accept"
		if (text ~ /^(drop|reject.*|DROP|REJECT.*|TARPIT.*|STEAL)$/) return "refuse"
		if (text ~ /^(return|RETURN)$/) return "return"
		if (text ~ /^goto /) return "go " substr(text, 6)
		if (text ~ /^jump /) return text
		return "nothing"
	}
	# Of `new : jump a, established : accept`: what it says of this word.
	function choice(cases, wanted,   n, i, k, one, half, key) {
		gsub(/^[^{]*\{|\}.*/, "", cases); n = split(cases, one, ",")
		for (i = 1; i <= n; i++) {
			if (split(one[i], half, " : ") < 2) continue
			gsub(/[ "]/, "", half[1])
			if (half[1] == wanted) return verdict(half[2])
		}
		return ""
	}
	# Of `tcp . 22 : accept, udp . 5060 : drop`: the part of this protocol.
	function of_protocol(list,   n, i, one, half, out) {
		gsub(/[{}]/, " ", list); n = split(list, one, ","); out = ""
		for (i = 1; i <= n; i++) { gsub(/^ +| +$/, "", one[i]); if (split(one[i], half, " [.] ") == 2 && among(half[1])) out = out (out == "" ? "" : ", ") half[2] }
		return out
	}
	function look(r, text) {
		FIT = "sure"; LIST = ""; OUT = 0; CASES = ""; DOES = ""; TEXT = text
		if (text ~ /^-A /) look_xt(); else look_nft()
		fit[r] = FIT; list[r] = LIST; out[r] = OUT; cases[r] = CASES; does[r] = DOES
	}
	function look_xt() {
		gsub(/ -m comment --comment [^ ]+/, " ", TEXT)
		if (take(" -[jg] .*$")) {
			if (PART ~ /^ -j (ACCEPT|DROP|REJECT|TARPIT|STEAL|QUEUE|NFQUEUE|RETURN)( |$)/) DOES = verdict(substr(PART, 5))
			else { DOES = (PART ~ /^ -g/ ? "go " : "jump ") substr(PART, 5); sub(/ --.*/, "", DOES); sub(/ +$/, "", DOES) }
		} else DOES = "nothing"
		if (take(" (! )?-p [^ ]+")) holds(among(last_word(PART)) != (PART ~ /!/))
		while (take(" (! )?--(ct)?state [A-Z,]+")) holds((index(PART, toupper(state)) > 0) != (PART ~ /!/))
		if (take(" --ctstatus DNAT")) translated()
		if (take(" (! )?--dports? [0-9:,]+") || take(" (! )?--destination-ports? [0-9:,]+")) { LIST = last_word(PART); OUT = PART ~ /!/ }
		if (take(" --tcp-flags FIN,SYN,RST,ACK SYN") || take(" --syn")) holds(proto == "tcp")
		if (TEXT ~ / -f( |$)| --icmp(v6)?-type /) holds(0)
		if (take(" (! )?--dst-type LOCAL")) holds(at == "forward" ? PART ~ /!/ : PART !~ /!/)
		gsub(/ --pkt-type unicast| --ctdir ORIGINAL/, " ", TEXT)
		gsub(/ -m (tcp|udp|multiport|state|conntrack|addrtype|pkttype)/, " ", TEXT)
		if (take(" (! )?-i [^ ]+")) over(last_word(PART), PART ~ /!/)
		if (TEXT !~ /^-A [^ ]+ *$/ && FIT != "no") FIT = "doubt"
	}
	function look_nft(   one) {
		gsub(/(^| )counter( name [^ ]+)?( |$)/, " ", TEXT)
		gsub(/(^| )log( prefix "[^"]*")?( (group|snaplen|queue-threshold|level) [^ ]+| flags (all|skuid|ether|ip options|tcp [a-z,]+))*/, " ", TEXT)
		if (take("(meta l4proto|ip protocol|ip6 nexthdr) [.] (th|tcp|udp) dport (vmap )?[{][^}]*[}]")) {
			one = of_protocol(last_word(PART)); TEXT = TEXT " "
			if (PART ~ /vmap/) CASES = one == "" ? "0" : one; else LIST = one
			holds(one != "")
		}
		while (take("(^| )ct state vmap [{][^}]*[}]")) one_of(choice(PART, state))
		while (take("(^| )(meta l4proto|ip protocol|ip6 nexthdr) vmap [{][^}]*[}]")) { one = choice(PART, proto); one_of(one == "" ? choice(PART, proto == "udp" ? "17" : "6") : one) }
		while (take("(^| )(udp|tcp|th) dport vmap [{][^}]*[}]")) { holds(PART ~ ("(^| )(th|" proto ") ")); CASES = last_word(PART) }
		while (take("(^| )(meta l4proto|ip protocol|ip6 nexthdr) (!= )?([{][^}]*[}]|[a-z0-9-]+)( |$)")) holds(among(last_word(PART)) != (PART ~ /!=/))
		while (take("(^| )ct state (!= )?([{][^}]*[}]|[a-z,]+)( |$)")) holds((index(PART, state) > 0) != (PART ~ /!=/))
		while (take("(^| )ct status (!= )?dnat( |$)")) translated()
		while (take("(^| )meta (nfproto|protocol) (ipv4|ip|ipv6|ip6)( |$)")) holds((last_word(PART) ~ /6/) == (family == "ip6"))
		if (TEXT ~ (family == "ip6" ? "(^| )ip [a-z]" : "(^| )ip6 [a-z]")) holds(0)
		while (take("(^| )(udp|tcp|th) dport (!= )?([{][^}]*[}]|[0-9-]+)( |$)")) ports_of(last_word(PART), PART ~ /!=/)
		while (take("(^| )(udp|tcp|th) dport [<>]=? [0-9]+( |$)")) {
			one = last_word(PART) + 0
			ports_of(PART ~ />= / ? one "-65535" : PART ~ />/ ? (one + 1) "-65535" : PART ~ /<=/ ? "0-" one : "0-" (one - 1), 0)
		}
		if (proto == "tcp") gsub(/(^| )tcp flags (& \([a-z| ]+\) == syn|syn \/ [a-z,]+|& [(]?syn[)]? != 0x0)( |$)/, " ", TEXT)
		if (TEXT ~ /(^| )(tcp|udp|icmp|icmpv6|sctp) (dport|sport|type|flags|code) / && TEXT !~ ("(^| )" proto " (dport|sport|flags) ")) holds(0)
		if (take("(^| )fib daddr type local( |$)")) holds(at != "forward")
		gsub(/(^| )ct direction original( |$)/, " ", TEXT)
		while (take("(^| )iif(name)? (!= )?([{][^}]*[}]|[^ {]+)( |$)") && PART !~ /vmap/) over(last_word(PART), PART ~ /!=/)
		gsub(/ +/, " ", TEXT); gsub(/^ | $/, "", TEXT)
		if (DOES != "" || CASES != "") { if (TEXT != "" && FIT != "no") FIT = "doubt"; return }
		if (take("(^| )(accept|drop|return|continue|queue[^{]*|reject.*|(jump|goto) [^ ]+)$")) DOES = verdict(PART)
		else if (text_of_many()) FIT = FIT == "no" ? "no" : "doubt"
		else DOES = "nothing"
		if (TEXT !~ /^ *$/ && FIT != "no") FIT = "doubt"
	}
	# What is for this host is not; what is for a switch behind it may be.
	function translated() { if (at == "forward") { if (FIT != "no") FIT = "doubt" } else holds(PART ~ /!=/) }
	function one_of(what) { if (what == "") holds(0); else DOES = what }
	# Two of them in one rule are read as the first, and the rest is in doubt.
	function ports_of(text, negated) {
		holds(PART ~ ("(^| )(th|" proto ") "))
		if (LIST == "") { LIST = text; OUT = negated } else if (FIT != "no") FIT = "doubt"
	}
	# A map by what cannot be told from here; what it says of loopback is not asked.
	function text_of_many() {
		if (PART !~ /vmap/ && TEXT !~ /vmap/) return 0
		if (!match(TEXT " " PART, /[{][^}]*[}]/)) { DOES = "many accept"; return 1 }
		DOES = "many " substr(TEXT " " PART, RSTART + 1, RLENGTH - 2)
		return 1
	}
'
