# put_rules TOOL TARGET: makes our part of one family's rules what TARGET says, each table in one step: chains are
# filled anew, those that TARGET lacks are removed, a jump is inserted only where there is none. Counters go on where
# a rule of the same id stands in the same chain. Rules of others are not read, nor written.
put_rules() {
	if ! usable "$1"; then
		[ ! -s "$2" ]
		return
	fi
	ours_rules "$1" "$WORK/$1.now" -c || return 1
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
	wait_for_old_lock
	# shellcheck disable=SC2086 # two words or none
	act "$1-restore" --noflush --counters $WAIT < "$WORK/$1.next" 2>> "$LOG"
}

# iptables 1.4.21 locks with an abstract socket, which its iptables-restore does not ask for (measured).
wait_for_old_lock() {
	waited=0
	while [ "$waited" -lt 20 ] && grep -q '@xtables$' /proc/net/unix 2> /dev/null; do
		sleep 1
		waited=$((waited + 1))
	done
}
