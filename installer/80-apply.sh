prepare() {
	check_root
	open_work
	check_own_folders
	take_artifacts
	choose_backend
	check_firewalld
	check_versions
	check_life
	tell_others
	tell_replaced
	[ "$COMMAND" = boot ] || { tell_memory; tell_examples; choose_base; tell_end; }
	make_target
	refuse_strange_sets
	make_known
	[ "$COMMAND" = boot ] || tell_offloads
}

apply() {
	trap '' PIPE
	prepare
	if [ "$COMMAND" = dry_run ]; then
		probe
		know_lists || refuse "$WORK cannot be written"
		dry_run
	fi
	take_lock 0 || refuse "$(at_work)"
	check_pending
	check_etc
	# To read a million of ipset takes a second.
	know_lists &
	probe
	[ "$OBSERVE" = 0 ] || { make_observing && probe; }
	ask_for_lock
	wait
	open_snapshot
	snapshot
	trap '' HUP
	trap 'back "interrupted"' INT TERM
	arm
	await_profile
	load_modules
	carry_over || say 'what the rules have learned cannot be read: it is not carried over to the other backend'
	forget_loaded
	put_sets "$TARGET/ipset" && carried_sets && carried_nft || failed 'the sets'
	put_known || failed 'the known sources'
	put_all && drop_second || failed 'the rules'
	rm -f "$WORK/nft.saved"
	untrust_sets "$TARGET/ipset" || failed 'the learned sets'
	put_keys "$TARGET/sysctl" || failed 'the kernel parameters'
	verify
	[ "$OBSERVE" = 0 ] || observe
	finish_apply
}

# Said before anything is changed: after a confirmation it would be too late to choose.
check_etc() {
	[ "$PERSIST" = yes ] || return 0
	there "$ROOT/etc/vosguard" && had=yes || had=no
	if { mkdir -p "$ROOT/etc/vosguard" && true > "$ROOT/etc/vosguard/try"; } 2> /dev/null; then
		rm -f "$ROOT/etc/vosguard/try"
		[ "$had" = yes ] || rmdir "$ROOT/etc/vosguard"
		return 0
	fi
	refuse "$ROOT/etc/vosguard cannot be written, so nothing would be loaded at the next boot; --no-persist applies without that"
}

# Another policy's rules go with this apply: with a wrong file or the wrong host, that is the moment to see it.
tell_replaced() {
	case $COMMAND in boot | sets) return ;; esac
	before=$(sed 's/, sha256 .*//' "$STATE/snapshots/$(cat "$STATE/applied" 2> /dev/null)/policy" 2> /dev/null | tr -cd ' -~')
	[ -z "$before" ] || [ "$before" = "$POLICY" ] || say "the policy $before is in force on this host; $POLICY takes its place"
}

# Whoever wrote the policy has left the template's addresses in it: his trunks and his office would be strangers.
tell_examples() {
	[ -z "$EXAMPLES" ] || say "example addresses, which no host has, still stand in the policy ($EXAMPLES): put your own there, or your customers and your office stay out"
}

failed() {
	# What was to be done next was left undone then; see act.
	[ ! -e "$SNAP/decision" ] || back 'the way back was taken meanwhile'
	tools_said
	back "$1 could not be put into force${HOLDER:+: $HOLDER}"
}

check_pending() {
	pending=$(cat "$STATE/pending" 2> /dev/null) || return 0
	if [ "$(cat "$STATE/snapshots/$pending/boot" 2> /dev/null)" != "$(boot_id)" ]; then
		rm -f "$STATE/pending"
		return 0
	fi
	refuse "an apply waits for its confirmation: confirm it, or take it back with: $(call)$(rooted) rollback"
}

# With the options that a module takes only when it is loaded. What cannot be loaded here may be built in.
load_modules() {
	for module in $(sed -n 's/^options \([a-z0-9_]*\) .*/\1/p' "$DIR/modprobe.conf") $(grep -v '^#' "$DIR/modules-load.conf"); do
		[ ! -d "/sys/module/$module" ] && have modprobe || continue
		# shellcheck disable=SC2046 # one word for each option
		act modprobe "$module" $(sed -n "s/^options $module //p" "$DIR/modprobe.conf") 2>> "$LOG"
	done
	return 0
}

# Reads back: each rule by its id, in its chain; each jump; each set; each key.
verify() {
	prints "$SNAP/after" || failed 'reading back'
	# For vosguard status: terse, and in the one way that does not fetch the elements of every set (nft up to 1.0.9).
	if have nft; then nft -j -t list ruleset inet > "$SNAP/after.json" 2> /dev/null || rm -f "$SNAP/after.json"; fi
	for part in iptables ip6tables nft; do
		set -- "$TARGET/$part"
		[ "$part" != nft ] || set -- "$@" "$TARGET/ingress"
		differing_ids "$SNAP/after/$part" "$@" > "$WORK/left"
		missing "$part"
	done
	for tool in iptables ip6tables; do
		awk -v after="$SNAP/after/$tool" 'FILENAME == after { if ($3 == "jump") there[$2 " " $NF]; next }
			/^-I / { if (!(($2 " " $NF) in there)) print "- " $2 " " $NF; wanted[$2 " " $NF] }
			END { for (jump in there) if (!(jump in wanted)) print "+ " jump }' "$SNAP/after/$tool" "$TARGET/$tool" > "$WORK/left"
		missing "jumps of $tool"
	done
	awk -v after="$SNAP/after/ipset" 'FILENAME == after { have[$2]; next } $1 == "create" && $2 !~ /-new$/ && !($2 in have) { print $2 }' \
		"$SNAP/after/ipset" "$TARGET/ipset" > "$WORK/left"
	[ ! -s "$WORK/left" ] || failed "the set $(head -n 1 "$WORK/left")"
	wrong_keys "$TARGET/sysctl" > "$WORK/wrong" || failed 'reading back'
	while read -r key _ now; do
		! can_set "$key" || failed "$key"
		say "$key stays $now: it can only be read here"
	done < "$WORK/wrong"
	awk -v now="$WORK/keys" 'FILENAME == now { has[$1]; next } !($1 in has) { print $1 ": this kernel has no such key" }' \
		"$WORK/keys" "$TARGET/sysctl" >&2
}

# missing PART: what is in $WORK/left has not come.
missing() {
	[ ! -s "$WORK/left" ] || {
		head -n 3 "$WORK/left" >> "$LOG"
		failed "$1"
	}
}

finish_apply() {
	{ true > "$SNAP/asked"; } 2> /dev/null || back "$SNAP cannot be written"
	drop_lock
	if [ "$YES" = yes ]; then
		trap '' INT TERM
		decide confirmed || { [ "$decided" = 1 ] && await_end; } || back "$SNAP cannot be written"
		say 'confirmed by --yes; it was not tested whether this host can still be reached'
		keep
		tell_kept
		leave 0
	fi
	say "$POLICY is in force for $CONFIRM s"
	echo "Confirm from a NEW connection with: $(call)$(rooted) confirm $CODE" >&2
	trap 'GUARD=no; leave 3' HUP
	await_end
}

# For programs.
tell_kept() { [ "$FORMAT" != json ] || { confirmed_apply && profile_json; }; }

# Until somebody has decided, and what was decided is done.
await_end() {
	second=0 gone=0
	: "${AWAIT:=$CONFIRM}"
	while [ "$second" -lt $((AWAIT + 150)) ]; do
		if [ -f "$SNAP/result" ]; then
			[ "$(cat "$SNAP/result")" != restored ] || give_up 3 'restored: what stood before this apply is in force again'
			sed 's/^/vosguard: /' "$SNAP/result" >&2
			leave 4
		fi
		if [ -f "$SNAP/kept" ]; then
			say 'confirmed'
			tell_kept
			leave 0
		fi
		if way_back_is_gone; then gone=$((gone + 1)); else gone=0; fi
		[ "$gone" -lt 3 ] || begin_back_anew
		if [ ! -e "$SNAP/decision" ]; then
			[ ! -t 2 ] || [ "$second" -gt "$CONFIRM" ] || [ "$AWAIT" != "$CONFIRM" ] || printf '\r%4d s left ' "$((CONFIRM - second))" >&2
			# Somebody has killed the way back.
			[ "$second" -lt $((AWAIT + 5)) ] || back 'not confirmed'
		fi
		sleep 1
		second=$((second + 1))
	done
	if [ "$(cat "$SNAP/decision" 2> /dev/null)" = confirmed ]; then
		say "it is confirmed, and the rules stay in force, but what the next boot needs was not written to its end: confirm again; see $SNAP"
	else
		say "the way back did not end; try again with: sh $SNAP/back.sh force"
	fi
	leave 4
}

# way_back_is_gone: it has begun, and was killed before its end.
way_back_is_gone() {
	[ -s "$SNAP/restorer" ] && [ ! -f "$SNAP/result" ] || return 1
	# shellcheck disable=SC2046 # pid and beginning
	! alive $(cat "$SNAP/restorer")
}

begin_back_anew() {
	trap '' HUP INT TERM
	say 'the way back was killed before its end: it is begun anew'
	drop_lock
	sh "$SNAP/back.sh" force || leave 4
	say 'what stood before is in force again'
	leave 3
}
