# The services of the distribution that take our rules away when they start or stop, as they flush everybody's. Our own is
# started after each of them, whenever it starts. With nftables alone, those of iptables cannot reach our table.
loaders() {
	echo nftables
	[ "$BACKEND" = nftables ] && [ ! -s "$SNAP/after/iptables" ] || printf '%s\n' iptables ip6tables ipset firewalld
}

# By its own name: netfilter-persistent has others too, and is followed by plugins.
has_unit() {
	for folder in usr/lib lib etc; do
		[ ! -f "$ROOT/$folder/systemd/system/$1" ] || [ -h "$ROOT/$folder/systemd/system/$1" ] || return 0
	done
	return 1
}

systemd_files() {
	units=$1/etc/systemd/system
	services=$(loaders | sed 's/$/.service/' | tr '\n' ' ' | sed 's/ $//')
	mkdir -p "$units/sysinit.target.wants" "$units/multi-user.target.wants" "$1/etc/modules-load.d" &&
		cp "$SNAP/artifacts/modules-load.conf" "$1/etc/modules-load.d/vosguard.conf" &&
		unit > "$units/vosguard.service" &&
		unit_keep > "$units/vosguard-keep.service" &&
		ln -s ../vosguard.service "$units/sysinit.target.wants/vosguard.service" &&
		ln -s ../vosguard-keep.service "$units/multi-user.target.wants/vosguard-keep.service" || return 1
	if [ "$BACKEND" = iptables ] && has_unit iptables.service; then
		unit_sets > "$units/vosguard-sets.service" &&
			ln -s ../vosguard-sets.service "$units/sysinit.target.wants/vosguard-sets.service" || return 1
	fi
	for service in $services; do
		has_unit "$service" || continue
		mkdir -p "$units/$service.wants" && ln -s ../vosguard.service "$units/$service.wants/vosguard.service" || return 1
		[ -f "$units/vosguard-sets.service" ] || continue
		case $service in ip*tables.service) ln -s ../vosguard-sets.service "$units/$service.wants/vosguard-sets.service" || return 1 ;; esac
	done
}

# Before the network, after those who empty the tables to load their own: what is loaded before them would be lost. Not one
# that remains: a loader that is started later, and wants it, starts it again.
unit() {
	cat <<'END'
[Unit]
Description=vosguard: the rules for the switch
DefaultDependencies=no
Wants=network-pre.target vosguard-keep.service
Before=network-pre.target shutdown.target
Conflicts=shutdown.target
RequiresMountsFor=/tmp /var/lib/vosguard /etc/vosguard
After=local-fs.target systemd-modules-load.service systemd-sysctl.service
After=iptables.service ip6tables.service nftables.service netfilter-persistent.service ipset.service firewalld.service ufw.service

[Service]
Type=oneshot
ExecStart=/bin/sh /etc/vosguard/start

[Install]
WantedBy=sysinit.target
END
}

# A file that iptables-save has written names our sets, and is refused as a whole where one is missing. Where ipset.service is
# another name of iptables.service, as netfilter-persistent has it, this order would be a circle, and systemd would break it
# by starting neither.
unit_sets() {
	cat <<END
[Unit]
Description=vosguard: the sets that saved rules may name
DefaultDependencies=no
Before=iptables.service ip6tables.service vosguard.service shutdown.target
Conflicts=shutdown.target
RequiresMountsFor=/tmp /var/lib/vosguard /etc/vosguard
After=local-fs.target systemd-modules-load.service$(! has_unit ipset.service || echo ' ipset.service')

[Service]
Type=oneshot
ExecStart=/bin/sh /etc/vosguard/start sets

[Install]
WantedBy=sysinit.target
END
}

# Stops before those who flush, because it starts after them, and when they are reloaded, it loads again. Apart from the unit
# above, which an apply does not start.
unit_keep() {
	cat <<END
[Unit]
Description=vosguard: keeps what the rules have learned for the next start
After=vosguard.service $services
PartOf=$services
ReloadPropagatedFrom=$services

[Service]
ExecStart=/bin/sh -c 'while sleep 3600 && [ -f /etc/vosguard/start ]; do sh /etc/vosguard/start save; done'
ExecStop=/bin/sh /etc/vosguard/start save
ExecReload=/bin/sh /etc/vosguard/start
Nice=10

[Install]
WantedBy=multi-user.target
END
}

# netfilter-persistent is run by hand too. Its own plugins: ipsets 10, IPv4 15, IPv6 25, removal of ipsets 40.
plugin_files() {
	plugins=usr/share/netfilter-persistent/plugins.d
	[ -d "$ROOT/$plugins" ] && [ "$(loaders)" != nftables ] || return 0
	mkdir -p "$1/$plugins" && plugin sets > "$1/$plugins/12-vosguard" && plugin > "$1/$plugins/45-vosguard" &&
		chmod 755 "$1/$plugins"/*-vosguard
}

plugin() {
	cat <<END
#!/bin/sh
# Written by vosguard's install.sh. What netfilter-persistent loads replaces the rules of everybody.
case \$1 in start | restart | reload | force-reload) ;; *) exit 0 ;; esac
[ ! -f /etc/vosguard/start ] || exec sh /etc/vosguard/start${1:+ $1}
END
}

init_files() {
	mkdir -p "$1/etc/init.d" "$1/etc/cron.hourly" && init_script > "$1/etc/init.d/vosguard" &&
		printf '#!/bin/sh\nexec sh /etc/vosguard/start save\n' > "$1/etc/cron.hourly/vosguard" &&
		chmod 755 "$1/etc/init.d/vosguard" "$1/etc/cron.hourly/vosguard" || return 1
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
	exec sh /etc/vosguard/start
	;;
*:status) exec sh /etc/vosguard/start --status ;;
*:stop)
	rm -f /var/lock/subsys/vosguard
	exec sh /etc/vosguard/start save
	;;
*) echo "usage: $0 start|stop|restart|status" >&2 && exit 2 ;;
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
	systemctl start --no-block vosguard-keep.service 2>> "$LOG" || say 'what is learned will not be kept for the next start'
}
