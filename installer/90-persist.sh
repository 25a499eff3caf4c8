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
	mkdir -p "$new" "$ROOT/etc/vosguard/artifacts" || return 1
	kind=$(boot_kind)
	boot_files "$new" "$kind" || return 1
	folder=$ROOT/etc/vosguard/artifacts/${SNAP##*/}
	if [ -d "$SNAP/artifacts" ]; then
		rm -rf "$folder" && cp -R "$SNAP/artifacts" "$folder" || return 1
	fi
	chmod -R u=rwX,go=rX "$ROOT/etc/vosguard" "$new" || return 1
	# Each file, not every disk of the host, where sync can (coreutils 8.24).
	sync "$folder"/* 2> /dev/null
	put_files "$new" || return 1
	sync "$ROOT/etc/vosguard/start" 2> /dev/null
	if [ -d "$ROOT/run/systemd/system" ] && in_host_network; then systemctl daemon-reload 2>> "$LOG" || return 1; fi
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
	'a systemd unit')
		mkdir -p "$1/etc/systemd/system/sysinit.target.wants" "$1/etc/modules-load.d" &&
			cp "$SNAP/artifacts/modules-load.conf" "$1/etc/modules-load.d/vosguard.conf" &&
			unit > "$1/etc/systemd/system/vosguard.service" &&
			ln -s ../vosguard.service "$1/etc/systemd/system/sysinit.target.wants/vosguard.service"
		;;
	'a script of init')
		mkdir -p "$1/etc/init.d" && init_script > "$1/etc/init.d/vosguard" && chmod 755 "$1/etc/init.d/vosguard" || return 1
		for level in 2 3 4 5; do
			mkdir -p "$1/etc/rc.d/rc$level.d" && ln -s ../../init.d/vosguard "$1/etc/rc.d/rc$level.d/S09vosguard" || return 1
		done
		;;
	esac
}

# Before the network, after those who empty the tables to load their own: what is loaded before them would be lost.
unit() {
	cat <<'EOF'
[Unit]
Description=vosguard: the rules for the switch
DefaultDependencies=no
Wants=network-pre.target
Before=network-pre.target shutdown.target
Conflicts=shutdown.target
RequiresMountsFor=/tmp /var/lib/vosguard /etc/vosguard
After=local-fs.target systemd-modules-load.service systemd-sysctl.service
After=iptables.service ip6tables.service nftables.service netfilter-persistent.service ipset.service firewalld.service ufw.service

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/bin/sh /etc/vosguard/start

[Install]
WantedBy=sysinit.target
EOF
}

# iptables and ip6tables of RHEL 6 start as 08, the network as 10.
init_script() {
	cat <<'EOF'
#!/bin/sh
# chkconfig: 2345 09 91
# description: vosguard: the rules for the switch
### BEGIN INIT INFO
# Provides: vosguard
# Required-Start: $local_fs
# Should-Start: iptables ip6tables
# Default-Start: 2 3 4 5
# Short-Description: vosguard: the rules for the switch
### END INIT INFO
case $1 in
start | restart | reload) exec sh /etc/vosguard/start ;;
status) exec sh /etc/vosguard/start --status ;;
stop) exit 0 ;;
*) echo "usage: $0 start|status" >&2 && exit 2 ;;
esac
EOF
}

# At boot: what was confirmed, with nobody there to ask and nothing to go back to.
boot() {
	prepare
	take_lock 30 || say 'no lock could be taken; going on without'
	rm -f "$STATE/pending"
	know_lists
	store_lists || :
	load_modules
	put_sets "$TARGET/ipset" && put_all || {
		tools_said
		say 'the rules could not all be loaded'
		leave 4
	}
	drop_sets "$TARGET/ipset" || :
	put_keys "$TARGET/sysctl" || say 'not all kernel parameters could be set'
	leave 0
}
