# How the host starts things. Rules are loaded by a unit of our own: what the distribution saves is everybody's rules.
boot_kind() {
	if [ -d "$ROOT/run/systemd/system" ] || [ -x "$ROOT/usr/lib/systemd/systemd" ] || [ -x "$ROOT/lib/systemd/systemd" ]; then
		echo 'a systemd unit'
	elif [ -d "$ROOT/etc/rc.d/init.d" ] || [ -d "$ROOT/etc/rc.d/rc3.d" ]; then
		echo 'a script of init'
	else
		echo 'no unit that we know of'
	fi
}

# persist: files of our own only. The start is one small file that names the folder, so there is no moment without one.
persist() {
	new=$SNAP/boot.d
	rm -rf "$new"
	# The artifacts name everybody whom the host trusts. What else is in /etc/vosguard is the operator's.
	folder_of_host "$ROOT/etc/vosguard" && mkdir -p "$new" "$ROOT/etc/vosguard/artifacts" && chmod 700 "$ROOT/etc/vosguard/artifacts" || return 1
	kind=$(boot_kind)
	boot_files "$new" "$kind" || return 1
	folder=$ROOT/etc/vosguard/artifacts/${SNAP##*/}
	if [ -d "$SNAP/artifacts" ]; then
		rm -rf "$folder" && cp -R "$SNAP/artifacts" "$folder" || return 1
	fi
	printf '%s\n' "$BACKEND" > "$folder/backend" || return 1
	for file in $OUR_FILES; do
		[ -f "$new/$file" ] && [ ! -h "$new/$file" ] || continue
		case $file in etc/vosguard/*) mode=600 ;; *) mode=u=rwX,go=rX ;; esac
		chmod "$mode" "$new/$file" || return 1
	done
	# Each file, not every disk of the host, where sync can (coreutils 8.24).
	sync "$folder"/* 2> /dev/null
	put_files "$new" || return 1
	sync "$ROOT/etc/vosguard/start" 2> /dev/null
	now_running "$kind" || return 1
	[ "$kind" != 'no unit that we know of' ] ||
		say "this host's way of starting is not known: have it run at boot: sh /etc/vosguard/start"
}

boot_files() {
	mkdir -p "$1/etc/vosguard" "$1/etc/sysctl.d" "$1/etc/modprobe.d" &&
		cp "$SNAP/artifacts/sysctl.conf" "$1/etc/sysctl.d/99-vosguard.conf" &&
		cp "$SNAP/artifacts/modprobe.conf" "$1/etc/modprobe.d/vosguard.conf" &&
		start_file > "$1/etc/vosguard/start" || return 1
	case $2 in
	'a systemd unit') systemd_files "$1" ;;
	'a script of init') init_files "$1" ;;
	*) [ ! -d "$ROOT/etc/cron.d" ] || cron_file "$1" ;;
	esac && plugin_files "$1"
}

# start_file: what each way of starting runs. A boot that fails is tried again, then with what was confirmed before: any rules of
# ours are better than none, and it is said, written down and ends with 4 all the same.
start_file() {
	cat <<EOF
#!/bin/sh
# Written by vosguard's install.sh: loads what was confirmed last. The boot runs it.
umask 077
number=${SNAP##*/} backend=$BACKEND
EOF
	cat <<'EOF'
folder=${0%/*}/artifacts
state=${0%etc/vosguard/start}var/lib/vosguard
case " $* " in
*' sets '* | *' save '* | *' keep '* | *' again '* | *' ended '* | *' metrics '* | *' registered '* | *' lists '* | *' --status '* | *' bans '* | *' known '* | *' why '* | *' profile '* | *' watch '* | *' hooks '*)
	exec sh "$folder/$number/install.sh" boot --backend "$backend" "$@"
	;;
esac
note() {
	echo "vosguard: $1" >&2
	echo "$(date +%s) $1" > "$state/boot.failed"
}
for pause in 1 3 0; do
	if sh "$folder/$number/install.sh" boot --backend "$backend" "$@"; then
		rm -f "$state/boot.failed"
		exit 0
	fi
	sleep "$pause"
done
tried=0
for older in $(ls -r "$folder"); do
	[ "$older" -lt "$number" ] 2> /dev/null && [ -f "$folder/$older/backend" ] && [ "$tried" -lt 3 ] || continue
	tried=$((tried + 1))
	if sh "$folder/$older/install.sh" boot --backend "$(cat "$folder/$older/backend")" "$@"; then
		note "apply $number could not be loaded; apply $older, which was confirmed before it, is in force instead"
		exit 4
	fi
done
[ "$tried" = 0 ] || sh "$folder/$number/install.sh" boot --backend "$backend" "$@"
note "apply $number could not be loaded, nor what was confirmed before it: this host may be without its rules"
exit 4
EOF
}

# Where the host has stopped between a confirmation and the last of the files that a start reads: they are written now, and
# what they name is started instead.
finish_confirmed() {
	find_pending && [ "$(cat "$SNAP/decision" 2> /dev/null)" = confirmed ] || return 0
	[ "$(cat "$SNAP/boot" 2> /dev/null)" != "$(boot_id)" ] || return 0
	say 'the last apply was confirmed just before the stop: it is brought to its end'
	(keep) || return 0
	if [ -n "$ROOT" ]; then set -- --root "$ROOT"; fi
	[ ! -f "$ROOT/etc/vosguard/start" ] || exec sh "$ROOT/etc/vosguard/start" "$@"
}

# waiting: of an apply of this very boot that waits for its confirmation. Somebody has taken its rules away meanwhile; those that were
# confirmed before it are not what its operator is looking at, and its way back takes care of itself.
waiting() {
	find_pending && [ "$(cat "$SNAP/boot" 2> /dev/null)" = "$(boot_id)" ]
}

# At boot, and whenever ours are gone: what was confirmed, with nobody there to ask and nothing to go back to.
boot() {
	finish_confirmed
	own=no
	if waiting; then load_waiting; fi
	begun=$(sum_of < "$ROOT/etc/vosguard/start" 2> /dev/null)
	prepare
	take_lock 30 || lock_is_stale || refuse "$(at_work)"
	# Meanwhile another apply may have been confirmed, or everything been taken away.
	[ "$(sum_of < "$ROOT/etc/vosguard/start" 2> /dev/null)" = "$begun" ] || give_up 0 'what is to be loaded has changed meanwhile'
	if waiting; then
		# Or an apply has begun meanwhile, or its way back.
		[ "$own" = yes ] && [ "$(cat "$SNAP/decision" 2> /dev/null)" != back ] || leave 0
	else
		rm -f "$STATE/pending"
	fi
	if [ "$own" = yes ] && [ -f "$SNAP/observing" ] && [ ! -f "$SNAP/enforced" ]; then make_observing; fi
	SNAP=$WORK/none
	load_all
	# The way back from an apply that waits needs the sets of before.
	[ "$own" = yes ] || drop_sets "$TARGET/ipset" || :
	leave 0
}

# load_waiting: by its own script, which is not in /etc yet.
load_waiting() {
	[ -f "$SNAP/asked" ] && [ "$(cat "$SNAP/decision" 2> /dev/null)" != back ] && [ -f "$SNAP/artifacts/install.sh" ] || leave 0
	if [ "$DIR" = "$SNAP/artifacts" ]; then
		own=yes
		return
	fi
	say 'an apply waits for its confirmation: its rules are loaded, not those of before'
	set -- sh "$SNAP/artifacts/install.sh" boot --backend "$(cat "$SNAP/backend")"
	if [ -n "$ROOT" ]; then set -- "$@" --root "$ROOT"; fi
	drop_lock
	"$@"
	leave "$?"
}

load_all() {
	know_lists
	store_lists || :
	load_modules
	remembered_nft
	forget_loaded
	put_sets "$TARGET/ipset" && remembered_sets && put_all || { rm -f "$WORK/nft.saved" && put_all; } || {
		tools_said
		say 'the rules could not all be loaded'
		leave 4
	}
	put_keys "$TARGET/sysctl" || say 'not all kernel parameters could be set'
}
