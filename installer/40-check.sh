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

# A place for what is only looked at. What is applied works in its own folder under /var/lib.
open_work() {
	TEMPORARY=$(mktemp -d "${TMPDIR:-/tmp}/vosguard.XXXXXX") || refuse 'no temporary folder can be made'
	trap 'leave 3' HUP INT TERM
	WORK=$TEMPORARY
	LOG=$WORK/log KNOWN=$WORK/lists.known
	: > "$LOG" && : > "$KNOWN" || refuse "$WORK cannot be written"
	SNAP=$WORK/none
	mkdir -p "$SNAP/before" && : > "$SNAP/before/sysctl" || refuse "$WORK cannot be written"
}

tools_said() { tail -n 5 "$LOG" | sed 's/^/  /' >&2; }

check_root() {
	[ "$(id -u)" = 0 ] || refuse 'only root can read and change the rules of a host'
	for tool in awk sed grep sort cut tr head tail cat cp mv rm mkdir ln sleep cmp od readlink mktemp; do
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
	at_least "$version" "$2" || [ "$COMMAND" = boot ] ||
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
	WAIT=
	if have iptables-restore && at_least "$(version_of iptables)" 1.8; then WAIT='-w 20'; fi
}
