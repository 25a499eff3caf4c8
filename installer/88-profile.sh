# A profile that ends by itself. In the snapshot of its apply: `expires`, for how many seconds it is meant; `base`, the apply whose rules
# come back then; `uptime`, when it began. vosguard-keep, which runs already, looks whether the time is over: nothing has to be armed by
# a program that may be killed.

# profile_of SNAPSHOT: the profile of an apply; empty for none. Older versions have left it in the manifest alone.
profile_of() {
	if [ -f "$1/profile" ]; then
		head -n 1 "$1/profile"
	else
		sed -n 's/^    "profile": "\([A-Za-z0-9_-]*\)".*/\1/p' "$1/manifest.json" 2> /dev/null | head -n 1
	fi
}

# named_profile SNAPSHOT: for a sentence.
named_profile() {
	profile=$(profile_of "$1")
	if [ -n "$profile" ]; then echo "profile $profile"; else echo "apply $(short_number "${1##*/}")"; fi
}

# choose_base: BASE is the apply that comes back when the time of this one is over: what is in force now or, where that is for a time
# itself, what comes back after it. Empty where nothing can: nothing was confirmed before, or not for the next boot.
choose_base() {
	[ -z "$FOR" ] || EXPIRES=$FOR
	BASE=
	[ -n "$EXPIRES" ] || return 0
	former=$(cat "$STATE/applied" 2> /dev/null)
	[ -n "$former" ] || return 0
	if [ -n "$(cat "$STATE/snapshots/$former/expires" 2> /dev/null)" ]; then
		former=$(cat "$STATE/snapshots/$former/base" 2> /dev/null)
	fi
	[ -z "$former" ] || [ ! -f "$ROOT/etc/vosguard/artifacts/$former/install.sh" ] || BASE=$former
}

tell_end() {
	[ -n "$EXPIRES" ] || return 0
	name=${PROFILE:+the profile $PROFILE}
	if [ -n "$BASE" ]; then
		say "${name:-this} stays for $(span "$EXPIRES"); then apply $(short_number "$BASE"), which was in force before it, comes back by itself"
	else
		say "${name:-this} is meant for $(span "$EXPIRES"), and nothing ends it by itself: nothing was confirmed here before it that could come back. Apply the policy without it before then"
	fi
}

# Of the apply in $SNAP.
expiry_words() {
	left=$(seconds_left) || return 0
	name=$(named_profile "$SNAP")
	base=$(cat "$SNAP/base" 2> /dev/null)
	if [ -n "$base" ] && [ "$left" -gt 0 ]; then
		echo "the $name ends in $(span "$left"); then apply $(short_number "$base") comes back"
	elif [ -n "$base" ]; then
		echo "the $name is over since $(span "$((-left))"): apply $(short_number "$base") comes back in a moment, or now with: $(call)$(rooted) profile off"
	elif [ "$left" -gt 0 ]; then
		echo "the $name is meant for another $(span "$left"), and nothing ends it by itself"
	else
		echo "the $name is past its time by $(span "$((-left))"): apply the policy without it"
	fi
}

# What the rules have begun by themselves.
alarm_words() {
	alarms_told | while read -r name family left since; do
		echo "the profile $name has begun by itself for IPv$family: since $(span "$since"), for another $(span "$left") unless it goes on"
	done
}

# alarm_json: the same for programs.
alarm_json() {
	alarms_told | awk 'BEGIN { printf "[" } { printf "%s{ \"profile\": \"%s\", \"family\": \"ipv%s\", \"secondsLeft\": %d, \"since\": %d }", (NR > 1 ? ", " : ""), $1, $2, $3, $4 } END { print "]" }'
}

# What a profile has changed in the switch's own settings nobody but its operator can put back.
by_hand_words() {
	[ ! -s "$STATE/by-hand.md" ] || echo "the switch's own settings are to be put back by hand, as $STATE/by-hand.md says; when that is done: $(call)$(rooted) profile done"
}

# confirmed_apply: what was confirmed last; its snapshot is in $SNAP.
confirmed_apply() {
	applied=$(cat "$STATE/applied" 2> /dev/null)
	[ -n "$applied" ] && SNAP=$STATE/snapshots/$applied
}

# is_over: what is confirmed has come to its end.
is_over() { confirmed_apply && [ -s "$SNAP/base" ] && left=$(seconds_left) && [ "$left" -le 0 ]; }

# keep_profile_room: of the apply in $SNAP, for the one that brings back what was before, should the disk be full by then: its snapshot, and
# its files for the boot.
keep_profile_room() {
	free_room
	[ -s "$SNAP/base" ] || return 0
	kilobytes=$(du -sk "$SNAP" | cut -f1)
	kilobytes=$((2048 + 3 * kilobytes))
	[ "$kilobytes" -le 40960 ] || kilobytes=40960
	# What is left to others must be as much again: a disk that is nearly full is not to be filled by this.
	free=$(df -Pk "$STATE" 2> /dev/null | awk 'NR == 2 { print $4 }')
	[ "${free:-$((2 * kilobytes))}" -ge "$((2 * kilobytes))" ] 2> /dev/null && dd if=/dev/zero of="$STATE/profile.room" bs=1024 count="$kilobytes" 2> /dev/null && return
	rm -f "$STATE/profile.room" 2> /dev/null
	say "there is little room below $STATE: should the disk be full when the profile ends, the rules of before cannot be put back"
}

# free_room: for what comes back now. room_again: that has failed, and the profile goes on.
free_room() { rm -f "$STATE/profile.room" 2> /dev/null; }
room_again() { confirmed_apply && keep_profile_room 2> /dev/null; }

# ended: what looks after the rules has seen that the time is over.
ended() {
	check_root
	confirmed_apply && is_over && free_room
	rm -f "$STATE/profile.over"
	open_work
	is_over || leave 0
	say "the time of the $(named_profile "$SNAP") is over"
	bring_back "the $(named_profile "$SNAP") has ended" --yes
	status=$?
	[ "$status" = 0 ] || room_again
	leave "$status"
}

# bring_back NOTE OPTION...: by an apply of the artifacts of before, with all that belongs to an apply: learned sets and counters stay, and
# what cannot be put into force is taken back.
bring_back() {
	folder=$ROOT/etc/vosguard/artifacts/$(cat "$SNAP/base")
	[ -f "$folder/install.sh" ] || refuse "the files of the apply before it are gone: $folder"
	note=$1
	shift
	set -- --backend "$(cat "$folder/backend")" "$@"
	[ -z "$ROOT" ] || set -- "$@" --root "$ROOT"
	[ "$(cat "$SNAP/persist")" = yes ] || set -- "$@" --no-persist
	# What was applied with these words once needs them again, and older versions do not know them.
	for force in --force-cut --force-others; do
		! grep -q -e "$force)" "$folder/install.sh" || set -- "$@" "$force"
	done
	! grep -q -e '| --note |' "$folder/install.sh" || set -- "$@" --note "$note"
	sheet=$SNAP/artifacts/vos3000-back.md
	[ -f "$sheet" ] || sheet=$ROOT/etc/vosguard/artifacts/${SNAP##*/}/vos3000-back.md
	sh "$folder/install.sh" "$@" || return
	[ ! -f "$sheet" ] || { cp "$sheet" "$STATE/by-hand.md" && by_hand_words >&2; }
}

# profile_json: the same for programs. A profile's name has letters, digits, - and _ (profile_of).
profile_json() {
	profile=$(profile_of "$SNAP")
	left=$(seconds_left) || left=null
	base=$(cat "$SNAP/base" 2> /dev/null | sed 's/^0*//')
	byhand=false
	[ ! -s "$STATE/by-hand.md" ] || byhand=true
	printf '{ "format": 1, "profile": %s, "apply": %s, "secondsLeft": %s, "comesBack": %s, "settingsByHand": %s, "begun": %s }\n' \
		"$([ -z "$profile" ] && echo null || printf '"%s"' "$(printf '%s' "$profile" | tr -cd 'A-Za-z0-9_-')")" "$(printf '%s' "${SNAP##*/}" | sed 's/^0*//')" "$left" "${base:-null}" "$byhand" "$(alarm_json)"
}

profile() {
	check_root
	open_work
	case $ACTION in
	status)
		confirmed_apply && [ -d "$SNAP/after" ] || {
			if [ "$FORMAT" = json ]; then echo '{ "format": 1, "applied": false }'; else echo 'nothing of vosguard has been applied on this host'; fi
			leave 1
		}
		if [ "$FORMAT" = json ]; then
			profile_json
			leave 0
		fi
		profile=$(profile_of "$SNAP")
		echo "${profile:-no profile} is in force: $(policy_words), for $(age_of "$(date +%s)")"
		expiry_words
		alarm_words
		by_hand_words
		;;
	off)
		confirmed_apply && [ -s "$SNAP/base" ] || refuse 'no profile with an end is in force here: apply the policy without its profile instead'
		set -- --confirm "$CONFIRM"
		[ "$YES" = no ] || set -- "$@" --yes
		[ -z "$CALL" ] || set -- "$@" --command "$CALL"
		free_room
		bring_back "the $(named_profile "$SNAP") was ended by hand" "$@"
		ended=$?
		[ "$ended" = 0 ] || room_again
		if [ "$ended" = 0 ] && [ "$FORMAT" = json ]; then
			confirmed_apply
			profile_json
		fi
		leave "$ended"
		;;
	done)
		if [ -f "$STATE/by-hand.md" ]; then
			rm -f "$STATE/by-hand.md" || refuse "$STATE cannot be written"
			say "noted: the switch's own settings are as before"
		else
			say 'nothing is to be put back by hand'
		fi
		if [ "$FORMAT" = json ]; then
			if confirmed_apply; then profile_json; else echo '{ "format": 1, "applied": false }'; fi
		fi
		;;
	*) usage_fault "profile takes status, off or done, not $ACTION" ;;
	esac
	leave 0
}

# end_profile: once a minute, where the time is over. systemd watches for the file and starts a unit of its own: what looks after the
# rules may write nothing that is read at boot, and is started anew with every apply.
end_profile() {
	now=$(uptime_seconds)
	[ "$now" -ge "${end_again:-0}" ] || return 0
	end_again=$((now + 60))
	free_room
	if [ -d "$ROOT/run/systemd/system" ] && in_host_network; then
		true > "$STATE/profile.over" || loud 'the profile is over, and what ends it could not be started'
		return
	fi
	run_start ended < /dev/null || loud 'the profile is over, and what was in force before it could not be put back; it is tried again in a minute'
}

# await_profile: where nothing looks after the rules, a script waits that this shell leaves behind. It does not outlive a restart; where
# nothing is read at boot, neither do the rules.
await_profile() {
	[ -n "$BASE" ] || return 0
	[ "$PERSIST" = no ] || { [ "$(boot_kind)" = 'no unit that we know of' ] && [ ! -d "$ROOT/etc/cron.d" ]; } || return 0
	true > "$SNAP/awaited" && set -- sh "$SNAP/artifacts/install.sh" await
	if [ -n "$ROOT" ]; then set -- "$@" --root "$ROOT"; fi
	if have setsid; then (trap '' HUP INT && exec setsid "$@") else (trap '' HUP INT && exec "$@") fi < /dev/null > /dev/null 2>&1 &
}

# As long as the apply that it was started for may still be in force.
await() {
	check_root
	mine=$(basename "$(dirname "$DIR")")
	SNAP=$STATE/snapshots/$mine
	while [ -d "$SNAP/artifacts" ] && [ ! -e "$SNAP/result" ]; do
		sleep 3
		[ "$(cat "$STATE/applied" 2> /dev/null)" = "$mine" ] || [ "$(cat "$STATE/pending" 2> /dev/null)" = "$mine" ] || break
		if is_over; then
			(ended)
			sleep 57
		fi
	done
	exit 0
}
