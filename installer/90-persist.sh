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
		cat > "$1/etc/vosguard/start" <<EOF || return 1
#!/bin/sh
# Written by vosguard's install.sh: loads what was confirmed last. The boot runs it.
exec sh "\${0%/*}/artifacts/${SNAP##*/}/install.sh" boot --backend $BACKEND "\$@"
EOF
	case $2 in
	'a systemd unit') systemd_files "$1" ;;
	'a script of init') init_files "$1" ;;
	esac && plugin_files "$1"
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

# At boot: what was confirmed, with nobody there to ask and nothing to go back to.
boot() {
	finish_confirmed
	prepare
	take_lock 30 || say 'no lock could be taken; going on without'
	rm -f "$STATE/pending"
	know_lists
	store_lists || :
	load_modules
	remembered_nft
	put_sets "$TARGET/ipset" && remembered_sets && put_all || { rm -f "$WORK/nft.saved" && put_all; } || {
		tools_said
		say 'the rules could not all be loaded'
		leave 4
	}
	drop_sets "$TARGET/ipset" || :
	put_keys "$TARGET/sysctl" || say 'not all kernel parameters could be set'
	leave 0
}
