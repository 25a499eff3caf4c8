rollback() {
	check_root
	open_work
	[ "$LISTING" = no ] || list_snapshots
	if find_pending && [ "$(cat "$SNAP/boot" 2> /dev/null)" = "$(boot_id)" ]; then
		if [ -n "$NUMBER" ] && [ "$NUMBER" != "$(short_number "${SNAP##*/}")" ]; then
			refuse "apply $(short_number "${SNAP##*/}") waits for its confirmation: confirm it, or take it back first with: $(call)$(rooted) rollback"
		fi
		sh "$SNAP/back.sh" now
		status=$?
		if [ "$status" = 5 ]; then go_back_too; fi
	else
		applied=$(cat "$STATE/applied" 2> /dev/null)
		[ -z "$NUMBER" ] || applied=$(printf '%06d' "$NUMBER")
		SNAP=$STATE/snapshots/${applied:-none}
		if [ ! -f "$SNAP/back.sh" ]; then
			[ -z "$NUMBER" ] || refuse "there is no snapshot $NUMBER; see: $(call)$(rooted) rollback --list"
			say 'there is nothing to go back to'
			leave 3
		fi
		# What is kept for the end of its profile is of use now; a profile of before may come back.
		free_room
		sh "$SNAP/back.sh" force
		status=$?
		room_again
	fi
	[ "$status" = 0 ] || leave "$status"
	leave 0
}

# go_back_too: it was decided before. Somebody else may go back already; two would be in each other's way.
go_back_too() {
	status=0
	if [ "$(cat "$SNAP/decision" 2> /dev/null)" = back ] && other_goes_back && [ "$(cat "$SNAP/result" 2> /dev/null)" = restored ]; then
		say 'somebody else has gone back: what stood before is in force again'
		return
	fi
	sh "$SNAP/back.sh" force || status=$?
}

# Without the zeros, which a shell would take for an octal number.
short_number() { printf '%s' "$1" | sed 's/^0*//'; }

# A line for each apply that can be taken back, the last one first. `rollback N` goes back to what stood before apply N.
list_snapshots() {
	find_snapshots | sort -r > "$WORK/snapshots"
	current=$(cat "$STATE/applied" 2> /dev/null)
	pending=$(cat "$STATE/pending" 2> /dev/null)
	if [ "$FORMAT" = json ]; then
		snapshots_json
		leave 0
	fi
	if [ ! -s "$WORK/snapshots" ]; then
		echo 'nothing of vosguard has been applied on this host'
		leave 0
	fi
	now=$(date +%s)
	while read -r one; do
		SNAP=$STATE/snapshots/$one
		[ -f "$SNAP/back.sh" ] || continue
		printf '%3s  %-8s %-8s  %s%s\n' "$(short_number "$one")" "$(age_of "$now")" "$(cat "$SNAP/backend")" "$(policy_words)" "$(state_of_apply "$one")"
		[ ! -s "$SNAP/note" ] || printf '     note: %s\n' "$(head -n 1 "$SNAP/note")"
		printf '     rollback %s: %s\n' "$(short_number "$one")" "$(what_stood)"
	done < "$WORK/snapshots"
	leave 0
}

# Of the apply in $SNAP: its policy, and the profile, which applies of an older version have in the manifest alone.
policy_words() {
	profile=$(profile_of "$SNAP")
	printf '%s%s' "$(tr -cd ' -~' < "$SNAP/policy" 2> /dev/null)" "${profile:+, profile $profile}"
}

state_of_apply() {
	if [ "$1" = "$current" ]; then
		echo ' (in force)'
	elif [ "$1" = "$pending" ]; then
		echo ' (waits for its confirmation)'
	elif [ -f "$SNAP/result" ]; then
		echo ' (taken back)'
	fi
}

age_of() {
	then=$(cat "$SNAP/time" 2> /dev/null)
	case $then in
	'' | *[!0-9]*)
		echo '?'
		return
		;;
	esac
	seconds=$(($1 - then))
	# The clock has been set back since.
	if [ "$seconds" -lt 0 ]; then
		echo '?'
	elif [ "$seconds" -lt 120 ]; then
		echo "$seconds s"
	elif [ "$seconds" -lt 7200 ]; then
		echo "$((seconds / 60)) min"
	elif [ "$seconds" -lt 172800 ]; then
		echo "$((seconds / 3600)) h"
	else
		echo "$((seconds / 86400)) days"
	fi
}

what_stood() {
	kind=$(cat "$SNAP/before/backend" 2> /dev/null)
	if [ "$kind" = none ]; then
		echo 'nothing of vosguard'
		return
	fi
	number=$(short_number "$(cat "$SNAP/before/applied" 2> /dev/null)")
	rules=$(cat "$SNAP/before/iptables" "$SNAP/before/ip6tables" "$SNAP/before/nft" 2> /dev/null | grep -c -e '-A VG-' -e ' comment "')
	sets=$(cat "$SNAP/before/ipset" "$SNAP/before/nft" 2> /dev/null | awk '($1 == "create" && $2 !~ /-new$/) || /^\tset / { n++ } END { print n + 0 }')
	echo "${number:+apply $number, }$kind, $rules rules, $sets sets"
}
