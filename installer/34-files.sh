# Services that load rules, or take them away, also those of everybody. firewalld is one with each reload.
EARLY_LOADERS='iptables ip6tables ipset nftables netfilter-persistent ufw ferm firewalld'
LOADERS="$EARLY_LOADERS shorewall shorewall6 csf firehol docker"

# Everything that we may write outside of /var/lib/vosguard, but the folders of artifacts.
OUR_FILES="etc/vosguard/start
etc/systemd/system/vosguard.service
etc/systemd/system/sysinit.target.wants/vosguard.service
etc/systemd/system/vosguard-sets.service
etc/systemd/system/sysinit.target.wants/vosguard-sets.service
etc/systemd/system/vosguard-keep.service
etc/systemd/system/multi-user.target.wants/vosguard-keep.service
etc/systemd/system/vosguard-registered.service
etc/systemd/system/vosguard-registered.path
etc/systemd/system/multi-user.target.wants/vosguard-registered.path
etc/systemd/system/vosguard-profile.service
etc/systemd/system/vosguard-profile.path
etc/systemd/system/multi-user.target.wants/vosguard-profile.path
etc/systemd/system/vosguard-lists.service
etc/systemd/system/vosguard-lists.timer
etc/systemd/system/multi-user.target.wants/vosguard-lists.timer
etc/systemd/system/vosguard-again@.service
$(for loader in $LOADERS; do echo "etc/systemd/system/$loader.service.wants/vosguard-again@$loader.service"; done)
etc/systemd/system/iptables.service.wants/vosguard-sets.service
etc/systemd/system/ip6tables.service.wants/vosguard-sets.service
etc/systemd/system/netfilter-persistent.service.wants/vosguard-sets.service
usr/share/netfilter-persistent/plugins.d/12-vosguard
usr/share/netfilter-persistent/plugins.d/45-vosguard
etc/init.d/vosguard
etc/rc.d/rc0.d/K91vosguard
etc/rc.d/rc1.d/K91vosguard
etc/rc.d/rc6.d/K91vosguard
etc/rc.d/rc2.d/S08ipsets-vosguard
etc/rc.d/rc3.d/S08ipsets-vosguard
etc/rc.d/rc4.d/S08ipsets-vosguard
etc/rc.d/rc5.d/S08ipsets-vosguard
etc/rc.d/rc2.d/S09vosguard
etc/rc.d/rc3.d/S09vosguard
etc/rc.d/rc4.d/S09vosguard
etc/rc.d/rc5.d/S09vosguard
etc/cron.d/vosguard
etc/sysctl.d/99-vosguard.conf
etc/modprobe.d/vosguard.conf
etc/modules-load.d/vosguard.conf"

# By its own name: netfilter-persistent has others too.
has_unit() {
	for folder in usr/lib lib etc; do
		[ ! -f "$ROOT/$folder/systemd/system/$1" ] || [ -h "$ROOT/$folder/systemd/system/$1" ] || return 0
	done
	return 1
}

# folder_of_host PATH: folders that are not ours alone are made as the host makes them, and left as they are where they stand.
folder_of_host() { (umask 022 && mkdir -p "$1"); }

there() { [ -e "$1" ] || [ -h "$1" ]; }

# keep_files FOLDER: copies of those that are there.
keep_files() {
	for file in $OUR_FILES; do
		there "$ROOT/$file" || continue
		mkdir -p "$1/${file%/*}" && cp -pP "$ROOT/$file" "$1/$file" || return 1
	done
}

# put_files FOLDER: our files as they were kept; what was not there is taken away.
put_files() {
	for file in $OUR_FILES; do
		if there "$1/$file"; then
			same_file "$1/$file" "$ROOT/$file" || put_file "$1/$file" "$file" || return 1
		elif there "$ROOT/$file"; then
			rm -f "$ROOT/$file" || return 1
			# A folder of links that holds nothing else was made by us.
			case $file in *.wants/*) rmdir "$ROOT/${file%/*}" 2> /dev/null || : ;; esac
		fi
	done
}
same_file() { [ ! -h "$1" ] && [ ! -h "$2" ] && cmp -s "$1" "$2" || { [ -h "$1" ] && [ -h "$2" ]; }; }

# put_file FROM FILE: old or new, never half; a link to another place is replaced, not followed.
put_file() {
	folder_of_host "$ROOT/${2%/*}" && cp -pP "$1" "$ROOT/$2.vosguard-new" && mv -f "$ROOT/$2.vosguard-new" "$ROOT/$2"
}

# What a power cut may not take, where sync knows single files (coreutils 8.24).
sync_file() { sync "$1" 2> /dev/null || true; }

# on_disk NEW FILE: the one instead of the other.
on_disk() { sync_file "$1" && mv -f "$1" "$2" && sync_file "${2%/*}"; }
