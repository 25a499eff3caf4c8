# netfilter-persistent is run by hand too. Its own plugins: ipsets 10, IPv4 15, IPv6 25, removal of ipsets 40.
plugin_files() {
	plugins=usr/share/netfilter-persistent/plugins.d
	[ -d "$ROOT/$plugins" ] || return 0
	mkdir -p "$1/$plugins" && plugin sets > "$1/$plugins/12-vosguard" && plugin again > "$1/$plugins/45-vosguard" &&
		chmod 755 "$1/$plugins"/*-vosguard
}

plugin() {
	cat <<END
#!/bin/sh
# Written by vosguard's install.sh. What netfilter-persistent loads replaces the rules of everybody.
case \$1 in start | restart | reload | force-reload) ;; *) exit 0 ;; esac
# Whatever comes of it: where a plugin fails, those after it do not run.
[ ! -f /etc/vosguard/start ] || sh /etc/vosguard/start $1 || :
END
}

# Where no systemd looks after vosguard-keep: a minute after it has ended, however that was, it runs again.
cron_file() {
	mkdir -p "$1/etc/cron.d" && cat > "$1/etc/cron.d/vosguard" <<'END'
# Written by vosguard's install.sh: puts back what others have taken away. Where it runs already, another one ends at once.
* * * * * root sh /etc/vosguard/start keep < /dev/null > /dev/null 2>&1 &
# Takes in the list of registered sources when it has changed.
* * * * * root cd /var/lib/vosguard && [ -e registered ] && [ ! registered.taken -nt registered ] && touch registered.taken && sh /etc/vosguard/start registered < /dev/null > /dev/null 2>&1
END
	[ ! -f "$SNAP/artifacts/lists.conf" ] || cat >> "$1/etc/cron.d/vosguard" <<'END'
# Fetches lists of whom to block that are due.
*/5 * * * * root sh /etc/vosguard/start lists refresh --due < /dev/null > /dev/null 2>&1
END
}

init_files() {
	mkdir -p "$1/etc/init.d" && init_script > "$1/etc/init.d/vosguard" && chmod 755 "$1/etc/init.d/vosguard" && cron_file "$1" || return 1
	for level in 2 3 4 5; do
		mkdir -p "$1/etc/rc.d/rc$level.d" && ln -s ../../init.d/vosguard "$1/etc/rc.d/rc$level.d/S09vosguard" || return 1
		[ "$BACKEND" = nftables ] || ln -s ../../init.d/vosguard "$1/etc/rc.d/rc$level.d/S08ipsets-vosguard" || return 1
	done
	for level in 0 1 6; do
		mkdir -p "$1/etc/rc.d/rc$level.d" && ln -s ../../init.d/vosguard "$1/etc/rc.d/rc$level.d/K91vosguard" || return 1
	done
}

# iptables and ip6tables of RHEL 6 start as 08 and stop as 92, the network as 10. By its name the link S08ipsets-vosguard
# runs between S08ipset and S08iptables. What has left nothing in subsys is not stopped.
init_script() {
	cat <<'END'
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
case $0:$1 in
*ipsets-vosguard:start) exec sh /etc/vosguard/start sets ;;
*:start | *:restart | *:reload)
	[ ! -d /var/lock/subsys ] || true > /var/lock/subsys/vosguard
	sh /etc/vosguard/start
	loaded=$?
	sh /etc/vosguard/start keep < /dev/null > /dev/null 2>&1 &
	exit "$loaded"
	;;
*:status) exec sh /etc/vosguard/start --status ;;
*:stop)
	rm -f /var/lock/subsys/vosguard
	exec sh /etc/vosguard/start save
	;;
*)
	echo "usage: $0 start|stop|restart|status" >&2
	exit 2
	;;
esac
END
}

# What a boot would have started, so that the first stop finds something to stop.
now_running() {
	if [ "$1" = 'a script of init' ]; then
		[ ! -d "$ROOT/var/lock/subsys" ] || true > "$ROOT/var/lock/subsys/vosguard"
		return
	fi
	[ -d "$ROOT/run/systemd/system" ] && in_host_network || return 0
	systemctl daemon-reload 2>> "$LOG" || return 1
	# One that is older than these files does less than they say.
	systemctl restart --no-block vosguard-keep.service 2>> "$LOG" || say 'vosguard-keep could not be started: what others take away is not put back'
	systemctl start --no-block vosguard-registered.path 2>> "$LOG" || say 'a list of registered sources will not be taken in'
	timer=etc/systemd/system/vosguard-lists.timer
	if [ -f "$ROOT/$timer" ]; then
		systemctl restart --no-block vosguard-lists.timer 2>> "$LOG" || say 'lists will not be fetched by themselves'
	elif [ -f "$SNAP/before/files/$timer" ]; then
		systemctl stop --no-block vosguard-lists.timer 2>> "$LOG"
	fi
	systemctl start --no-block vosguard-profile.path 2>> "$LOG" || say 'a profile will not end by itself'
}
