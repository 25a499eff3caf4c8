GUARD=no
LOCKED=no
SNAP=
WORK=
TEMPORARY=
HALF=

leave() {
	drop_lock
	[ -z "$HALF" ] || rm -rf "$HALF"
	[ -z "$TEMPORARY" ] || rm -rf "$TEMPORARY"
	exit "$1"
}

# open_place KILOBYTES PLACE...: a folder for this process alone in the first place that has so much room.
open_place() {
	needed=$1
	shift
	for place in "$@"; do
		[ -d "$place" ] || mkdir -p "$place" 2> /dev/null || continue
		free=$(df -Pk "$place" 2> /dev/null | awk 'NR == 2 { print $4 }')
		[ "${free:-$needed}" -ge "$needed" ] 2> /dev/null || continue
		TEMPORARY=$(mktemp -d "$place/vosguard.XXXXXX" 2> /dev/null) && return
	done
	return 1
}

# A place for what is only looked at, where root alone writes: others may fill /tmp, and a boot empties it. A long list may be too
# large for /run, which is memory; old hosts have none. What is applied works in its own folder under /var/lib.
open_work() {
	# shellcheck disable=SC2086 # names without blanks, or none
	bytes=$(cd "$DIR" && cat $ARTIFACTS < /dev/null 2> /dev/null | wc -c)
	open_place "$((4096 + bytes / 256))" /run "$STATE" || open_place 0 /run "$STATE" || refuse "neither /run nor $STATE takes a temporary folder"
	trap 'leave 3' HUP INT TERM
	WORK=$TEMPORARY
	LOG=$WORK/log KNOWN=$WORK/lists.known
	true > "$LOG" && true > "$KNOWN" || refuse "$WORK cannot be written"
	SNAP=$WORK/none
	mkdir -p "$SNAP/before" && true > "$SNAP/before/sysctl" || refuse "$WORK cannot be written"
}

tools_said() { tail -n 5 "$LOG" | sed 's/^/  /' >&2; }

check_root() {
	[ "$(id -u)" = 0 ] || refuse 'only root can read and change the rules of a host'
	for tool in awk sed grep sort cut tr head tail cat cp mv rm mkdir ln sleep cmp od readlink mktemp du dd; do
		have "$tool" || refuse "the tool $tool is missing"
	done
}

# Against the sums that compile wrote here: what was edited by hand, or came over half, is not loaded.
check_sums() {
	have sha256sum || refuse 'the tool sha256sum is missing: nobody can say whether the artifacts are whole'
	for file in $ARTIFACTS; do
		[ -f "$DIR/$file" ] || refuse "$file is missing in $DIR; copy the whole folder that compile wrote"
	done
	wrong=$(cd "$DIR" && printf '%s\n' "$SUMS" | sed -n 's/ /  /p' | sha256sum -c 2> /dev/null | sed -n 's/: FAILED.*//p' | head -n 1)
	[ -z "$wrong" ] || refuse "$wrong is not as compile wrote it; change the policy and compile again"
}
ARTIFACTS=$(printf '%s\n' "$SUMS" | sed -n 's/.* //p')
artifact() {
	for file in $ARTIFACTS; do
		[ "$file" != "$1" ] || return 0
	done
	return 1
}

# check_version TOOL LEAST: an older tool would refuse the rules, or read them otherwise.
check_version() {
	version=$(version_of "$1")
	[ -n "$version" ] || refuse "the version of $1 cannot be read"
	# At the boot of an older kernel, say, some rules are better than none, if it takes them.
	at_least "$version" "$2" || [ "$COMMAND" = boot ] || [ "$COMMAND" = sets ] ||
		refuse "the policy was compiled for $PLATFORM with $1 $2; this host has $1 $version. Set target.platform and compile again"
	if [ "$OR_NEWER" = no ] && ! at_least "$2" "$(printf '%s' "$version" | cut -d. -f1,2)"; then
		say "compiled for $PLATFORM with $1 $2; this host is newer ($version)"
	fi
}

check_versions() {
	check_version kernel "$NEED_KERNEL"
	case $BACKEND in
	nftables) check_version nft "$NEED_NFT" ;;
	iptables)
		check_version iptables "$NEED_IPTABLES"
		check_version ipset "$NEED_IPSET"
		;;
	esac
	look_for_wait
}

# Some builds of 1.4.21 have it, upstream from 1.6.2 on; the variant for nft needs none. An older one would load the rules all the
# same, and say on its standard error that it does not know the option.
look_for_wait() {
	WAIT=
	if have iptables-restore && iptables-restore --help 2>&1 < /dev/null | grep -q -e '--wait'; then WAIT='--wait=20'; fi
}
