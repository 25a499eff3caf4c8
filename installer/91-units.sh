# Of ours, no unit is part of another's, bound to it or in conflict with it, and none of ours is stopped, started anew or reloaded with
# it: systemd refuses a transaction as a whole where two jobs for one unit differ. Theirs only want ours, and ours are only ordered.
systemd_files() {
	units=$1/etc/systemd/system
	early=$(early_loaders)
	mkdir -p "$units/sysinit.target.wants" "$units/multi-user.target.wants" "$1/etc/modules-load.d" &&
		cp "$SNAP/artifacts/modules-load.conf" "$1/etc/modules-load.d/vosguard.conf" &&
		{ unit && sandbox /etc && installed sysinit.target; } > "$units/vosguard.service" &&
		{ unit_sets && sandbox && installed sysinit.target; } > "$units/vosguard-sets.service" &&
		{ unit_again && sandbox; } > "$units/vosguard-again@.service" &&
		{ unit_keep && sandbox && installed multi-user.target; } > "$units/vosguard-keep.service" &&
		ln -s ../vosguard.service ../vosguard-sets.service "$units/sysinit.target.wants" &&
		{ unit_registered && sandbox; } > "$units/vosguard-registered.service" &&
		{ unit_path 'the list of registered sources' PathChanged=/var/lib/vosguard/registered && installed multi-user.target; } > "$units/vosguard-registered.path" &&
		unit_profile > "$units/vosguard-profile.service" &&
		{ unit_path 'whether a profile is over' PathExists=/var/lib/vosguard/profile.over && installed multi-user.target; } > "$units/vosguard-profile.path" &&
		ln -s ../vosguard-keep.service ../vosguard-registered.path ../vosguard-profile.path "$units/multi-user.target.wants" || return 1
	if [ -f "$SNAP/artifacts/lists.conf" ]; then
		{ unit_lists && sandbox | grep -v -e '^IPAddressDeny=' -e '~@resources'; } > "$units/vosguard-lists.service" &&
			{ timer_lists && installed multi-user.target; } > "$units/vosguard-lists.timer" &&
			ln -s ../vosguard-lists.timer "$units/multi-user.target.wants" || return 1
	fi
	# Also of loaders that are not here: one may be installed later.
	for loader in $LOADERS; do
		mkdir -p "$units/$loader.service.wants" &&
			ln -s ../vosguard-again@.service "$units/$loader.service.wants/vosguard-again@$loader.service" || return 1
	done
	for loader in iptables ip6tables netfilter-persistent; do
		ln -s ../vosguard-sets.service "$units/$loader.service.wants" || return 1
	done
}

# unit_texts UNIT: its own file, the one that counts, and what is added to it in folders.
unit_texts() {
	for folder in etc run usr/local/lib usr/lib lib; do
		[ -f "$ROOT/$folder/systemd/system/$1" ] || continue
		cat "$ROOT/$folder/systemd/system/$1"
		break
	done
	cat "$ROOT"/etc/systemd/system/"$1".d/*.conf "$ROOT"/lib/systemd/system/"$1".d/*.conf 2> /dev/null
}

# Those that say that they come before the network, as they are delivered. One that an operator has put behind the network would close a
# circle with us, and systemd opens a circle by leaving out any of its units.
early_loaders() {
	for loader in $EARLY_LOADERS; do
		text=$(unit_texts "$loader.service")
		case $text in
		'' | *Before=*network-pre.target*) printf '%s.service ' "$loader" ;;
		esac
	done | sed 's/ $//'
}

# Before the network, after those who empty the tables to load their own, and after what empties folders at a boot.
unit() {
	cat <<END
[Unit]
Description=vosguard: the rules for the switch
DefaultDependencies=no
Wants=network-pre.target
Before=network-pre.target shutdown.target
Conflicts=shutdown.target
RequiresMountsFor=/var/lib/vosguard /etc/vosguard
After=local-fs.target systemd-tmpfiles-setup.service systemd-modules-load.service systemd-sysctl.service vosguard-sets.service
After=$early

[Service]
Type=oneshot
ExecStart=/bin/sh /etc/vosguard/start
# A start has tried three times and gone back to older artifacts by itself; this is for one that was killed.
TimeoutStartSec=300
StartLimitInterval=600
StartLimitBurst=20
$(new_systemd 244 && printf '%s\n' Restart=on-failure RestartSec=5)
END
}

# A file that iptables-save has written names our sets, and is refused as a whole where one is missing. Where ipset.service is
# another name of iptables.service, as netfilter-persistent has it, this order would be a circle.
unit_sets() {
	cat <<END
[Unit]
Description=vosguard: the sets that saved rules may name
DefaultDependencies=no
Before=iptables.service ip6tables.service netfilter-persistent.service ufw.service ferm.service firewalld.service shorewall.service shorewall6.service shutdown.target
Conflicts=shutdown.target
RequiresMountsFor=/var/lib/vosguard /etc/vosguard
After=local-fs.target systemd-tmpfiles-setup.service systemd-modules-load.service$(! has_unit ipset.service || echo ' ipset.service')

[Service]
Type=oneshot
ExecStart=/bin/sh /etc/vosguard/start sets
TimeoutStartSec=60
StartLimitInterval=0
END
}

# Wanted by each loader, whenever it is started or restarted. It loads only where something of ours is gone.
unit_again() {
	cat <<END
[Unit]
Description=vosguard: looks after the rules when %i has loaded its own
DefaultDependencies=no
Before=shutdown.target
Conflicts=shutdown.target
RequiresMountsFor=/var/lib/vosguard /etc/vosguard
After=local-fs.target systemd-tmpfiles-setup.service vosguard.service %i.service

[Service]
Type=oneshot
ExecStart=/bin/sh /etc/vosguard/start again
TimeoutStartSec=300
StartLimitInterval=0
END
}

# It starts after the loaders, so that at a shutdown it stops, and saves, before them.
unit_keep() {
	cat <<END
[Unit]
Description=vosguard: puts back what others have taken away, and keeps what the rules have learned
RequiresMountsFor=/var/lib/vosguard /etc/vosguard
After=vosguard.service $early
ConditionPathExists=/etc/vosguard/start

[Service]
ExecStart=/bin/sh /etc/vosguard/start keep
ExecStop=/bin/sh -c '[ ! -f /etc/vosguard/start ] || exec sh /etc/vosguard/start save'
Restart=always
RestartSec=5
TimeoutStopSec=20
StartLimitInterval=0
END
}

# unit_path WHAT CONDITION: watches a file, for the service of the same name.
unit_path() {
	cat <<END
[Unit]
Description=vosguard: watches $1
DefaultDependencies=no
Before=shutdown.target
Conflicts=shutdown.target

[Path]
$2
END
}

# It applies, and may do what an operator's apply may: try rules in a namespace, write what is read at boot, start units anew.
unit_profile() {
	cat <<END
[Unit]
Description=vosguard: ends a profile
RequiresMountsFor=/var/lib/vosguard /etc/vosguard
After=vosguard.service
ConditionPathExists=/etc/vosguard/start

[Service]
Type=oneshot
ExecStart=/bin/sh /etc/vosguard/start ended
TimeoutStartSec=300
StartLimitInterval=0
NoNewPrivileges=yes
PrivateTmp=yes
ProtectHome=yes
UMask=0077
END
}

# Its own time says when a list is due. Hosts of one policy do not all ask at the same second.
unit_lists() {
	cat <<END
[Unit]
Description=vosguard: fetches lists of whom to block
RequiresMountsFor=/var/lib/vosguard /etc/vosguard
After=vosguard.service network-online.target
Wants=network-online.target
ConditionPathExists=/etc/vosguard/start

[Service]
Type=oneshot
ExecStart=/bin/sh /etc/vosguard/start lists refresh --due
# 1: a list has kept what stood, which status tells.
SuccessExitStatus=1
TimeoutStartSec=3600
Nice=10
END
}
timer_lists() {
	cat <<END
[Unit]
Description=vosguard: when lists of whom to block are fetched

[Timer]
OnActiveSec=20
OnUnitInactiveSec=300
RandomizedDelaySec=60
END
}

installed() { printf '\n[Install]\nWantedBy=%s\n' "$1"; }

# new_systemd VERSION: so new at least; what an image starts with is taken for new.
new_systemd() {
	[ -z "$ROOT" ] && have systemctl || return 0
	at_least "$(systemctl --version 2> /dev/null | sed -n '1s/^systemd \([0-9]*\).*/\1/p')" "$1"
}

# sandbox [/etc]: what root may do in our units, no more; /etc is for a boot that has to bring a confirmation to its end. Rules need CAP_NET_ADMIN, legacy iptables a raw socket, modprobe its modules, and
# whoever looks whether the owner of a lock lives, where /proc hides processes, CAP_SYS_PTRACE. Not: ProtectKernelTunables and ProtectProc, for
# we set kernel parameters and look at other processes; ProtectKernelModules, for modprobe reads them.
sandbox() {
	cat <<'END'
CapabilityBoundingSet=CAP_NET_ADMIN CAP_NET_RAW CAP_SYS_MODULE CAP_SYS_PTRACE
NoNewPrivileges=yes
PrivateTmp=yes
PrivateDevices=yes
ProtectHome=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
SystemCallArchitectures=native
UMask=0077
END
	if ! new_systemd 245; then
		printf '%s\n' ProtectSystem=yes
		return
	fi
	cat <<END
ProtectSystem=strict
StateDirectory=vosguard
StateDirectoryMode=0700
ReadWritePaths=/run -/var/lock${1:+ $1 -/usr/share/netfilter-persistent/plugins.d}
ProtectControlGroups=yes
ProtectKernelLogs=yes
ProtectClock=yes
ProtectHostname=yes
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
MemoryDenyWriteExecute=yes
SystemCallFilter=@system-service @module
SystemCallFilter=~@resources
SystemCallErrorNumber=EPERM
IPAddressDeny=any
KeyringMode=private
END
}
