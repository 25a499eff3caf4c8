# The host's own network, where the keys of all namespaces and the service manager are.
in_host_network() {
	here=$(readlink /proc/self/ns/net 2> /dev/null) || return 0
	[ "$here" = "$(readlink /proc/1/ns/net 2> /dev/null)" ]
}

# Keys with a colon are a module's parameters: below Linux 4.7 nf_conntrack's buckets can be set nowhere else.
key_path() {
	case $1 in
	*:*) echo "/sys/module/${1%%:*}/parameters/${1#*:}" ;;
	*)
		path=$1
		while case $path in *.*) ;; *) false ;; esac; do path=${path%%.*}/${path#*.}; done
		echo "/proc/sys/$path"
		;;
	esac
}

# ours_sysctl KEYS OUT: what the keys of a file hold now. Not with the shell's own read: dash reads a byte at a time, and
# these files give only the first.
ours_sysctl() {
	awk '{
		path = $1
		if (sub(/:/, "/parameters/", path)) path = "/sys/module/" path
		else { gsub(/\./, "/", path); path = "/proc/sys/" path }
		if ((getline value < path) > 0) print $1, value
		close(path)
	}' "$1" > "$2"
}

# wrong_keys FILE: its lines whose key holds something else now, with that.
wrong_keys() {
	ours_sysctl "$1" "$WORK/keys" && awk -v now="$WORK/keys" '
		{ key = $1; sub(/^[^ ]+ /, "") }
		FILENAME == now { has[key] = $0; next }
		key in has && has[key] != $0 { print key, $0, has[key] }' "$WORK/keys" "$1"
}

# A network namespace and a container may only read what belongs to the whole host. By the mode of the file: busybox
# takes root for one who may write everything.
can_set() {
	# Root opens a parameter of a module whatever its mode says; /proc/sys refuses by the mode, and in a container as a whole.
	case $1 in *:*) case $(ls -l "$(key_path "$1")" 2> /dev/null) in ??w*) ;; *) return 1 ;; esac ;; esac
	# It is opened, and nothing is written.
	(true >> "$(key_path "$1")") 2> /dev/null || return 1
	case $1 in *:*) in_host_network ;; esac
}

# put_keys FILE: lines of key and value; a key that the kernel lacks or only shows is passed over.
# A threshold cannot go below another one that still stands high: what failed is tried again behind the others.
put_keys() { try_keys "$1" || try_keys "$1"; }
try_keys() {
	wrong_keys "$1" > "$WORK/wrong" || return 1
	failed=0
	set --
	while read -r key value _; do
		can_set "$key" || continue
		case $key in
		*:*) act sh -c 'echo "$1" > "$0"' "$(key_path "$key")" "$value" < /dev/null 2>> "$LOG" || failed=1 ;;
		*) set -- "$@" "$key=$value" ;;
		esac
	done < "$WORK/wrong"
	[ $# = 0 ] || set_keys "$@" || failed=1
	return "$failed"
}

# set_keys KEY=VALUE...: by one process. A container may have no sysctl.
set_keys() {
	if have sysctl; then
		act sysctl -w "$@" < /dev/null > /dev/null 2>> "$LOG"
		return
	fi
	missed=0
	for pair in "$@"; do act sh -c 'echo "$1" > "$0"' "$(key_path "${pair%%=*}")" "${pair#*=}" < /dev/null 2>> "$LOG" || missed=1; done
	return "$missed"
}
