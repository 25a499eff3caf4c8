# Which apply waits; it is then in $SNAP.
find_pending() {
	pending=$(cat "$STATE/pending" 2> /dev/null) && SNAP=$STATE/snapshots/$pending && [ -d "$SNAP" ]
}

confirm() {
	check_root
	open_work
	if ! find_pending; then
		say 'no apply waits for a confirmation; if one did, what stood before it is in force again'
		leave 3
	fi
	[ "$CODE" = "$(cat "$SNAP/code")" ] || usage_fault "$CODE is not the code of the apply that waits"
	if [ "$(cat "$SNAP/boot")" != "$(boot_id)" ]; then
		if [ "$(cat "$SNAP/decision" 2> /dev/null)" = confirmed ]; then
			say 'it was confirmed, and the host stopped before anything was written for its next start: apply it again'
		else
			say 'this host has been started again since: what was confirmed last is in force'
		fi
		leave 3
	fi
	if [ -f "$SNAP/observing" ] && [ ! -f "$SNAP/enforced" ]; then
		[ -z "$ROOT" ] || set -- --root "$ROOT"
		rm -rf "$TEMPORARY"
		exec sh "$SNAP/artifacts/install.sh" enforce "$CODE" --command "$(call)" "$@"
	fi
	mine=$(connection)
	if [ -n "$mine" ] && [ "$mine" = "$(cat "$SNAP/connection")" ]; then
		say 'this is the connection that applied: that it still lives proves nothing. Open a new one and confirm there'
		leave 2
	fi
	shield
	if ! decide confirmed && [ "$(cat "$SNAP/decision" 2> /dev/null)" != confirmed ]; then
		[ "$decided" = 1 ] || say "$SNAP cannot be written: it is not confirmed, and nobody can until there is room"
		say 'what stood before is being put back, or will be'
		leave 3
	fi
	keep
	say 'confirmed'
	leave 0
}

# keep: what was applied stays. Only now is anything written that is read at boot.
keep() {
	GUARD=no
	# Room that was kept for the way back, which nobody takes any more.
	rm -f "$SNAP/ballast" 2> /dev/null
	take_lock 60 || give_up 4 "it is confirmed, and the rules stay in force, but nothing is written yet for the next boot: $(at_work); confirm again"
	mkdir -p "$SNAP/work"
	WORK=$SNAP/work LOG=$SNAP/log
	drop_sets "$SNAP/target/ipset" || say 'a set of the former policy is still used by a rule that is not of vosguard; it stays'
	BACKEND=$(cat "$SNAP/backend")
	if [ "$(cat "$SNAP/persist")" = yes ]; then
		persist || {
			tools_said
			say "the rules stay in force, but not all files for the next boot could be written; confirm again, or see $LOG"
			leave 4
		}
	fi
	[ -f "$STATE/sysctl.before" ] || true > "$STATE/sysctl.before"
	awk -v first="$STATE/sysctl.before" 'FILENAME == first { seen[$1] } !($1 in seen) || FILENAME == first { print }' \
		"$STATE/sysctl.before" "$SNAP/before/sysctl" > "$STATE/sysctl.new" && mv -f "$STATE/sysctl.new" "$STATE/sysctl.before"
	[ ! -s "$WORK/surplus" ] || { know_lists && prints "$SNAP/after" 2>> "$LOG"; }
	printf '%s\n' "${SNAP##*/}" > "$STATE/applied.new" && mv -f "$STATE/applied.new" "$STATE/applied" || leave 4
	true > "$SNAP/kept"
	rm -f "$STATE/pending"
	prune
	rm -rf "$SNAP/work" "$SNAP/target" "$SNAP/enforcing" "$SNAP/ballast"
	[ -e "$SNAP/awaited" ] || rm -rf "$SNAP/artifacts"
	keep_profile_room
	drop_lock
}
