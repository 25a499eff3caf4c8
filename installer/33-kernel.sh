# The host's own network, where the keys of all namespaces and the service manager are.
in_host_network() {
	here=$(readlink /proc/self/ns/net 2> /dev/null) || return 0
	[ "$here" = "$(readlink /proc/1/ns/net 2> /dev/null)" ]
}

# Keys with a colon are a module's parameters: below Linux 4.7 nf_conntrack's buckets can be set nowhere else.
key_path() {
	case $1 in
	*:*) printf '/sys/module/%s/parameters/%s\n' "${1%%:*}" "${1#*:}" ;;
	*) printf '/proc/sys/%s\n' "$(printf '%s' "$1" | tr . /)" ;;
	esac
}
# Not with the shell's own read: dash reads a byte at a time, and these files give only the first.
read_key() { cat "$(key_path "$1")" 2> /dev/null; }
# A network namespace and a container may only read what belongs to the whole host.
can_set() {
	# By its mode: busybox takes root for one who may write everything.
	case $(ls -l "$(key_path "$1")" 2> /dev/null) in ??w*) ;; *) return 1 ;; esac
	case $1 in *:*) in_host_network ;; esac
}

# put_keys FILE: lines of key and value, one by one; a key that the kernel lacks or only shows is passed over.
put_keys() {
	failed=0
	while read -r key value; do
		now=$(read_key "$key") || continue
		if [ "$now" = "$value" ] || ! can_set "$key"; then continue; fi
		case $key in
		*:*) act sh -c 'echo "$1" > "$0"' "$(key_path "$key")" "$value" < /dev/null 2>> "$LOG" || failed=1 ;;
		*) act sysctl -w "$key=$value" < /dev/null > /dev/null 2>> "$LOG" || failed=1 ;;
		esac
	done < "$1"
	return "$failed"
}
