# put_rules TOOL TARGET: makes our part of one family's rules what TARGET says, each table in one step: chains are
# filled anew, those that TARGET lacks are removed, a jump is inserted only where there is none. Counters go on where
# a rule of the same id stands in the same chain. Rules of others are not read, nor written. On the way back ($STRIP) what cannot be put back
# is taken away, table by table.
put_rules() {
	if ! usable "$1"; then
		[ ! -s "$2" ]
		return
	fi
	if ! ours_rules "$1" "$WORK/$1.now" -c; then
		[ "$STRIP" = no ] || strip_rules "$1"
		return 1
	fi
	awk -v now="$WORK/$1.now" '
		function key(rule,   word, id) {
			split(rule, word, " "); id = ""
			if (match(rule, /vg:[^" ]+/)) id = substr(rule, RSTART, RLENGTH)
			id = table SUBSEP word[2] SUBSEP id
			return id SUBSEP (++seen[old, id])
		}
		{ old = FILENAME == now; rule = $0; sub(/ +$/, "", rule); count = "" }
		/^#/ || /^COMMIT/ || /^ *$/ { next }
		/^\*/ { table = $0; if (!(table in known)) { known[table]; tables[++amount] = table }; next }
		/^:/ {
			name = substr($1, 2)
			if (old) { oldChain[table, ++olds[table]] = name } else { newChain[table, ++news[table]] = name; isNew[table, name] }
			next
		}
		match(rule, /^\[[0-9]+:[0-9]+\] /) { count = substr(rule, 1, RLENGTH - 1); rule = substr(rule, RLENGTH + 1) }
		rule ~ /^-A VG-/ {
			k = key(rule)
			if (old) counter[k] = count
			else lines[table, ++length_[table]] = (k in counter ? counter[k] : count == "" ? "[0:0]" : count) " " rule
			next
		}
		{
			n = split(rule, word, " "); jump = table SUBSEP word[2] SUBSEP word[n]; args = rule
			if (word[1] == "-I") sub(/^-I [^ ]+ [0-9]+ /, "", args); else sub(/^-A [^ ]+ /, "", args)
			if (old) { oldJump[table, ++oldJumps[table]] = jump; oldText[table, oldJumps[table]] = word[2] " " args }
			else if (!(jump in wanted)) { wanted[jump]; newJump[table, ++newJumps[table]] = jump; newText[table, newJumps[table]] = word[2] " 1 " args }
		}
		END {
			for (t = 1; t <= amount; t++) {
				table = tables[t]; print table
				for (i = 1; i <= news[table]; i++) print ":" newChain[table, i] " - [0:0]"
				for (i = 1; i <= olds[table]; i++) if (!((table, oldChain[table, i]) in isNew)) print ":" oldChain[table, i] " - [0:0]"
				for (i = 1; i <= oldJumps[table]; i++) {
					jump = oldJump[table, i]
					if (!(jump in wanted) || jump in stands) print "-D " oldText[table, i]
					stands[jump]
				}
				for (i = 1; i <= length_[table]; i++) print lines[table, i]
				for (i = 1; i <= newJumps[table]; i++) if (!(newJump[table, i] in stands)) print "-I " newText[table, i]
				for (i = 1; i <= olds[table]; i++) if (!((table, oldChain[table, i]) in isNew)) print "-X " oldChain[table, i]
				print "COMMIT"
			}
		}' "$WORK/$1.now" "$2" > "$WORK/$1.next" || return 1
	[ -s "$WORK/$1.next" ] || return 0
	load_rules "$1" "$WORK/$1.next" && return
	# As a whole it was refused at its first fault. What can be put back is, and what cannot is not left in force unconfirmed.
	[ "$STRIP" = yes ] || return 1
	stripped=0
	for table in $(sed -n 's/^\*//p' "$WORK/$1.next"); do
		awk -v table="*$table" '/^\*/ { inside = $0 == table } inside' "$WORK/$1.next" > "$WORK/$1.table"
		load_rules "$1" "$WORK/$1.table" || { strip_table "$1" "$table" && stripped=1; }
	done
	return "$stripped"
}

# strip_rules TOOL, strip_table TOOL TABLE: our rules out of force, from what is known of them without asking the tool: what stood before
# and what was to stand. A chain that a rule of somebody else's names stays, empty.
strip_rules() {
	for table in raw mangle nat filter; do strip_table "$1" "$table"; done
}
strip_table() {
	for file in "$WORK/$1.now" "$SNAP/target/$1" "$SNAP/before/$1"; do
		[ ! -f "$file" ] || awk -v table="*$2" '
			/^\*/ { inside = $0 == table }
			{ sub(/^\[[0-9]+:[0-9]+\] /, "") }
			inside && /^:VG-/ { print $1 }
			inside && /^-[AI] / && !/^-A VG-/ && / VG-[^ "]+$/ { sub(/^-I [^ ]+ [0-9]+/, "-D " $2); sub(/^-A/, "-D"); print }' "$file"
	done | sort -u > "$WORK/strip"
	grep '^-D' "$WORK/strip" > "$WORK/strip.jumps"
	sed -n 's/^://p' "$WORK/strip" > "$WORK/strip.chains"
	[ -s "$WORK/strip" ] || return 0
	while read -r jump; do
		printf '*%s\n%s\nCOMMIT\n' "$2" "$jump" > "$WORK/strip.one"
		# As often as it stands there.
		while load_rules "$1" "$WORK/strip.one"; do :; done
	done < "$WORK/strip.jumps"
	{ echo "*$2" && sed 's/.*/:& - [0:0]/' "$WORK/strip.chains" && echo COMMIT; } > "$WORK/strip.one"
	load_rules "$1" "$WORK/strip.one" || return 1
	while read -r chain; do
		printf '*%s\n-X %s\nCOMMIT\n' "$2" "$chain" > "$WORK/strip.one"
		load_rules "$1" "$WORK/strip.one"
	done < "$WORK/strip.chains"
	return 0
}

# load_rules TOOL FILE: under the lock of legacy iptables, which another process may hold for as long as it likes. So all waiting together
# ends after $PATIENCE seconds. The way back and the boot then go on without the lock, where iptables can (XTABLES_LOCKFILE, measured
# with 1.8.9): where two change a table at once a change may be lost, which is seen when it is read back; a lockout is not.
load_rules() {
	wait_for_old_lock
	if [ "$PATIENCE" -gt 0 ] || [ "$PAST_LOCK" = no ]; then
		began=$(uptime_seconds)
		# shellcheck disable=SC2086 # one word or none
		act "$1-restore" --noflush --counters ${WAIT:+"$WAIT=$PATIENCE"} < "$2" 2>> "$LOG"
		status=$?
		[ "$status" = 0 ] || ! tail -n 3 "$LOG" | grep -q 'Message too long' || { load_parts "$1" "$2"; return; }
		PATIENCE=$((PATIENCE - $(uptime_seconds) + began))
		[ "$PATIENCE" -gt 0 ] || PATIENCE=0
		# 4: something is not to be had, such as the lock.
		[ "$status" = 4 ] || return "$status"
		name_holder
		[ "$PAST_LOCK" = yes ] || return 4
	fi
	# shellcheck disable=SC2086 # one word or none
	XTABLES_LOCKFILE=$WORK/xtables.lock "$1-restore" --noflush --counters ${WAIT:+"$WAIT=1"} < "$2" 2>> "$LOG"
}

# load_parts TOOL FILE: where root is that of a user namespace, the kernel takes no message that is longer than net.core.wmem_default has room
# for (iptables 1.8.9 asks for more with SO_SNDBUFFORCE, which is refused there), and iptables-nft sends a table as one. So it goes in parts:
# first the chains, empty, then rules, those that a hook enters last, then the jumps. For that time old and new rules are mixed.
load_parts() {
	for table in $(sed -n 's/^\*//p' "$2"); do
		rm -f "$WORK/part."*
		awk -v table="*$table" -v out="$WORK/part." '
			function rule(text) {
				if (n % 100 == 0) { file = out sprintf("%05d", 10 + n / 100); print table > file }
				n++; print text > file
			}
			/^\*/ { inside = $0 == table; next }
			!inside || /^COMMIT/ { next }
			/^:/ || /^-D/ { first[++f] = $0; next }
			/^-I/ || /^-X/ { last[++l] = $0; next }
			/-A VG-hook\./ { hook[++h] = $0; next }
			{ rule($0) }
			END {
				for (i = 1; i <= h; i++) rule(hook[i])
				print table > (out "00000"); for (i = 1; i <= f; i++) print first[i] > (out "00000")
				print table > (out "99999"); for (i = 1; i <= l; i++) print last[i] > (out "99999")
			}' "$2" || return 1
		for part in "$WORK/part."*; do
			echo COMMIT >> "$part"
			act "$1-restore" --noflush --counters < "$part" 2>> "$LOG" || return 1
		done
	done
}

# iptables 1.4.21 locks with an abstract socket, which its iptables-restore does not ask for (measured).
wait_for_old_lock() {
	grep -q '@xtables$' /proc/net/unix 2> /dev/null || return 0
	while [ "$PATIENCE" -gt 0 ] && grep -q '@xtables$' /proc/net/unix 2> /dev/null; do
		sleep 1
		PATIENCE=$((PATIENCE - 1))
	done
	! grep -q '@xtables$' /proc/net/unix 2> /dev/null || name_holder
}

# name_holder: HOLDER says who holds the lock of iptables: since 1.6.0 a file, before that a socket. Empty where nobody does.
name_holder() {
	HOLDER=
	inode=$(ls -i /run/xtables.lock 2> /dev/null | awk '{ print $1 }')
	pids=$(awk -v inode="${inode:-none}" '$2 == "FLOCK" { n = split($6, at, ":"); if (at[n] == inode) print $5 }' /proc/locks 2> /dev/null)
	socket=$(awk '$NF == "@xtables" { print $7; exit }' /proc/net/unix 2> /dev/null)
	[ -z "$socket" ] || pids=$(ls -l /proc/[0-9]*/fd 2> /dev/null | awk -v socket="socket:[$socket]" '/^\/proc\// { split($0, part, "/") } $NF == socket { print part[3] }')
	for pid in $pids; do
		words=$(tr '\0' ' ' < "/proc/$pid/cmdline" 2> /dev/null | tr -cd ' -~' | cut -c 1-60 | sed 's/ *$//')
		HOLDER="$HOLDER${HOLDER:+, }process $pid (${words:-it cannot be seen from here})"
	done
	if [ -z "$pids$socket" ] && ! tail -n 3 "$LOG" | grep -q 'xtables lock'; then return; fi
	HOLDER="the lock of iptables is held by ${HOLDER:-a process that cannot be seen from here}"
}
