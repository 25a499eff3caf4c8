# --observe: the rules that refuse nothing but the blocked stand for some time, then those that refuse take their place, or
# what stood before comes back. One snapshot and one way back for both. In the snapshot: `enforcing` is what is to stand in the end,
# `observing` says that it began so, `enforced` that the rules refuse since.

# The report is to be read before anybody decides.
READING=600

# make_observing: TARGET becomes the rules that observe; what was in it waits beside it.
make_observing() {
	rm -rf "$WORK/enforcing"
	cp -R "$TARGET" "$WORK/enforcing" && true > "$WORK/enforcing/known" || refuse "$WORK cannot be written"
	case $BACKEND in
	nftables)
		[ -f "$DIR/observe.nft" ] && awk -v rules="$DIR/observe.nft" '
			FILENAME == rules { if (/^\tchain /) on = 1; if (on) print; next }
			/^\tchain / { exit }
			{ print }' "$TARGET/nft" > "$WORK/observing" &&
			unfolded_nft "$DIR/observe.nft" | awk '/^\tchain / { on = 1 } on' >> "$WORK/observing" && cat "$WORK/observing" > "$TARGET/nft" &&
			true > "$TARGET/ingress"
		;;
	iptables)
		cat "$DIR/observe.rules" > "$TARGET/iptables" && if [ -s "$TARGET/ip6tables" ]; then cat "$DIR/observe6.rules" > "$TARGET/ip6tables"; fi
		;;
	esac || refuse 'the rules that observe cannot be made ready'
}

# Nobody need stay at the terminal: the way back counts, and any shell can confirm.
observe() {
	true > "$SNAP/observing" && { true > "$SNAP/asked"; } 2> /dev/null || back "$SNAP cannot be written"
	drop_lock
	say "$POLICY observes for $OBSERVE s: nothing is refused but the blocked; vosguard status tells what it has seen"
	trap 'GUARD=no; leave 3' HUP
	second=0
	while [ "$second" -lt "$OBSERVE" ] && [ ! -e "$SNAP/decision" ] && [ ! -e "$SNAP/enforced" ]; do
		[ ! -t 2 ] || printf '\r%5d s left ' "$((OBSERVE - second))" >&2
		sleep 1
		second=$((second + 1))
	done
	[ ! -t 2 ] || printf '\r' >&2
	if [ ! -e "$SNAP/decision" ] && [ ! -e "$SNAP/enforced" ]; then
		report >&2
		# Somebody may have confirmed meanwhile.
		if [ "$ENFORCE" = yes ] && put_into_force; then finish_apply; fi
		[ "$ENFORCE" = yes ] || say "nothing is refused yet; without a word in $READING s, what stood before comes back"
		[ "$ENFORCE" = yes ] || echo "Put the rules into force with: $(call)$(rooted) confirm $CODE" >&2
	fi
	AWAIT=$((READING + CONFIRM + 900))
	await_end
}

# put_into_force: the rules that refuse, in the place of those that have observed. The time of the way back stops for this, and begins
# anew with the question. Fails where somebody else has done it.
put_into_force() {
	WORK=$SNAP/work TARGET=$SNAP/target LOG=$SNAP/log KNOWN=$SNAP/work/lists.known
	mkdir -p "$WORK"
	take_lock 60 || back 'another vosguard is at work'
	if [ -e "$SNAP/enforced" ]; then
		drop_lock
		return 1
	fi
	CODE=$(od -An -N4 -tu4 /dev/urandom | tr -d ' \n' | tail -c 6)
	{
		echo "$$ $(started $$)" > "$SNAP/installer" && connection > "$SNAP/connection" && printf '%s\n' "$CODE" > "$SNAP/code" &&
			printf '%s\n' "$CONFIRM" > "$SNAP/limit" && rm -f "$SNAP/asked" && true > "$SNAP/enforced"
	} 2> /dev/null || back "$SNAP cannot be written"
	if [ -e "$SNAP/decision" ]; then
		say 'what stood before is being put back'
		leave 3
	fi
	GUARD=yes
	trap '' HUP PIPE
	trap 'back "interrupted"' INT TERM
	rm -rf "$TARGET" && mv "$SNAP/enforcing" "$TARGET" || back "$SNAP cannot be written"
	know_lists
	keep_clocks
	put_all || failed 'the rules'
	verify
}

# enforce: what `confirm` becomes while an apply observes; run from the artifacts of that apply. The second question needs a connection that
# these rules have let in.
enforce() {
	check_root
	open_work
	find_pending || refuse 'no apply observes here'
	BACKEND=$(cat "$SNAP/backend")
	LEARNED="$LEARNED $(cat "$STATE/snapshots/$(cat "$SNAP/before/applied" 2> /dev/null)/learned" 2> /dev/null)"
	CONFIRM=$(number_in "$SNAP/confirm")
	is_amount "$CONFIRM" || CONFIRM=60
	look_for_wait
	report >&2
	if ! put_into_force; then
		[ "$(cat "$SNAP/decision" 2> /dev/null)" != back ] || give_up 3 'what stood before is being put back'
		give_up 3 'somebody else has put them into force just now: confirm with the code that was shown there'
	fi
	{ true > "$SNAP/asked"; } 2> /dev/null || back "$SNAP cannot be written"
	trap '' INT TERM
	say "$POLICY is in force for $CONFIRM s"
	echo "Confirm from a NEW connection with: $(call)$(rooted) confirm $CODE" >&2
	leave 0
}

# report: from the artifacts of the apply that observes, which know the names.
report() {
	if [ -z "$WORK" ]; then
		check_root
		open_work
		find_pending || refuse 'no apply observes here'
		BACKEND=$(cat "$SNAP/backend")
	fi
	noted > "$WORK/noted"
	learned_sources known > "$WORK/known.now"
	places > "$WORK/places"
	awk -v known="$WORK/known.now" -v places="$WORK/places" "$BITS"'
		function kind(id) {
			if (id ~ /\.no\.domain\.|^searched\.marked\.unnamed/) return 10
			if (id ~ /^ban\.|^strangers\.(signatures|spelled)\.|^searched\.marked\.found/) return 1
			if (id ~ /OPTIONS/) return 2
			if (id ~ /\.(SUBSCRIBE|PUBLISH|MESSAGE|NOTIFY|REFER|INFO)(\.|$)/) return 3
			if (id ~ /unrecognised|keepalive/) return 4
			if (id ~ /tcp|segment|stream|connections|encrypted/) return 5
			if (id ~ /^strangers\.response/) return 6
			if (id ~ /^hook\.input|^service\./) return 7
			if (id ~ /^(known|called)\./) return 8
			return 9
		}
		BEGIN {
			words[1] = "would be banned, or carry a name of scanners (a customer with a wrong password is here too)"
			words[2] = "ask with OPTIONS and are not known: a PBX that qualifies its trunk, or a scanner"
			words[3] = "ask for more before they have registered here: a phone that had registered before the rules"
			words[4] = "send what is no SIP: keep-alives of an unusual kind, or noise"
			words[5] = "over TCP or TLS, more than a stranger may: an office, or a flood"
			words[6] = "answer what the switch has sent before the rules"
			words[7] = "ask for ports that no service names, or that name others"
			words[8] = "are known or called, and over the limits of those"
			words[9] = "are over the limits of strangers"
			words[10] = "name none of sip.domains: a customer who was given another name or an address, or a scanner"
		}
		FILENAME == known { isKnown[bits($1)]; amount++; next }
		FILENAME == places { place[$1] = $2; next }
		{
			id = $1; sub(/\.would$/, "", id); k = kind(id)
			if (!($2 in first) || k == 1) first[$2] = k
			count[$2, id] = $3; ids[$2] = ids[$2] " " id
		}
		END {
			printf "known now: %d sources\n", amount
			for (source in first) {
				k = first[source]
				if (k != 1 && k != 8 && bits(source) in isKnown) { spared++; continue }
				n = split(ids[source], own, " "); best = own[1]; sum = 0
				for (i = 1; i <= n; i++) { sum += count[source, own[i]]; if (count[source, own[i]] > count[source, best]) best = own[i] }
				line[k, ++lines[k]] = source; packets[k, lines[k]] = sum; rule[k, lines[k]] = best
			}
			for (k = 2; k <= 11; k++) {
				w = k == 11 ? 1 : k
				if (!lines[w]) continue
				printf "%d %s %s\n", lines[w], lines[w] == 1 ? "source:" : "sources:", words[w]
				for (shown = 1; shown <= 8 && shown <= lines[w]; shown++) {
					top = 0
					for (i = 1; i <= lines[w]; i++) if (!((w, i) in done) && (!top || packets[w, i] > packets[w, top])) top = i
					done[w, top]
					printf "  %-39s %6d  %s  %s\n", line[w, top], packets[w, top], rule[w, top], rule[w, top] in place ? place[rule[w, top]] : ""
				}
				if (lines[w] > 8) printf "  and %d more\n", lines[w] - 8
				some = 1
			}
			if (spared) printf "%d more were over a limit at first and are known by now: nothing stops them\n", spared
			if (!some) print "nobody would have been refused"
		}' "$WORK/known.now" "$WORK/places" "$WORK/noted"
	[ "$COMMAND" != report ] || leave 0
}

# noted: lines "RULE ADDRESS PACKETS" of whom rules have written down, by the rules as they were loaded, or the manifest. Of iptables the kernel keeps the last hundred of each rule, and
# of each the last twenty packets.
noted() {
	if [ "$BACKEND" = nftables ]; then
		if [ ! -f "$SNAP/target/nft" ]; then numbers_told; else awk '/ comment "/ && (match($0, /meta mark set 0x[0-9a-f]+ /) || match($0, / \. 0x[0-9a-f]+ timeout/)) {
			number = substr($0, RSTART, RLENGTH); sub(/.*0x/, "", number); sub(/ .*/, "", number)
			id = $0; sub(/.* comment "/, "", id); sub(/".*/, "", id); sub(/\.noted$/, "", id); print number, id }' "$SNAP/target/nft" | sort -u; fi > "$WORK/numbers"
		for set in noted4 noted6; do nft list set inet vosguard "$set" 2> /dev/null; done |
			sed 's/.*elements = {//; s/}.*//' | tr ',' '\n' |
			awk -v numbers="$WORK/numbers" 'FILENAME == numbers { id[$1] = $2; next }
				$2 == "." { number = $3; sub(/^0x0*/, "", number); packets = 0
					for (i = 4; i < NF; i++) if ($i == "packets") packets = $(i + 1)
					if (number in id) print id[number], $1, packets }' "$WORK/numbers" -
	fi
	set -- /proc/net/xt_recent/vg-*-[46]
	[ ! -f "$1" ] || awk '/^src=/ && match($0, / oldest_pkt: [0-9]+ /) {
		id = FILENAME; sub(/.*\/vg-/, "", id); sub(/-[46]$/, "", id)
		if (id ~ /^alarm(ed)?$/) next
		source = $1; sub(/^src=/, "", source); print id, source, split(substr($0, RSTART + RLENGTH), stamps, ",") }' "$@"
}

# learned_sources HOLDS: a line for each.
learned_sources() {
	for family in 4 6; do
		for set in $(sets_of "$1" "$family"); do
			case $BACKEND in
			nftables) nft list set inet vosguard "$set" 2> /dev/null | sed 's/.*elements = {//; s/}.*//' | tr ',' '\n' | awk '$1 ~ /[.:]/ { print $1 }' ;;
			iptables) ipset save "$set" 2> /dev/null | awk '$1 == "add" { print $3 }' ;;
			esac
		done
	done
}

# places: where the policy says each rule. JSON as compile prints it, one rule a line.
places() {
	[ ! -f "$SNAP/manifest.json" ] || awk '
		/^  "rules": \{/ { on = 1; next }
		on && /^  \}/ { exit }
		on && /^    "/ { id = $1; gsub(/[":]/, "", id); at = $0; sub(/.*"at": "/, "", at); sub(/".*/, "", at); print id, at }' "$SNAP/manifest.json"
}
