GUARD=no
LOCKED=no
SNAP=
WORK=
TEMPORARY=
HALF=
# Another folder that stands for a lock; see take_place.
PLACE=
# Of the lock of iptables: how long to wait for it, in seconds, and who had it then; see load_rules.
PATIENCE=10
PAST_LOCK=no
STRIP=no
HOLDER=
SCRIPT=$SELF

leave() {
	drop_lock
	[ -z "$PLACE" ] || drop_place "$PLACE"
	[ -z "$HALF" ] || rm -rf "$HALF"
	[ -z "$TEMPORARY" ] || rm -rf "$TEMPORARY"
	exit "$1"
}

# open_place KILOBYTES PLACE...: a folder for this process alone in the first place that has so much room.
open_place() {
	needed=$1
	shift
	for place in "$@"; do
		# Only our own is made: an old host has no /run.
		[ -d "$place" ] || { [ "$place" = "$STATE" ] && folder_of_host "${STATE%/*}" && mkdir "$STATE"; } 2> /dev/null || continue
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
	# And of a fetched list there are several copies.
	[ "$COMMAND" != lists ] || bytes=67108864
	open_place "$((4096 + bytes / 256))" /run "$STATE" || open_place 0 /run "$STATE" || refuse "neither /run nor $STATE takes a temporary folder"
	trap 'leave 3' HUP INT TERM
	WORK=$TEMPORARY
	LOG=$WORK/log KNOWN=$WORK/lists.known
	true > "$LOG" && true > "$KNOWN" || refuse "$WORK cannot be written"
	note_kinds
	SNAP=$WORK/none
	mkdir -p "$SNAP/before" && true > "$SNAP/before/sysctl" || refuse "$WORK cannot be written"
}

tools_said() { tail -n 5 "$LOG" | sed 's/^/  /' >&2 || :; }

check_root() {
	[ "$(id -u)" = 0 ] || refuse 'only root can read and change the rules of a host'
	for tool in awk sed grep sort cut tr head tail cat cp mv rm mkdir ln sleep cmp od readlink mktemp du dd; do
		have "$tool" || refuse "the tool $tool is missing"
	done
	check_links
}

# Below --root a link may name a place of the running host, where nothing is to be written.
check_links() {
	[ -n "$ROOT" ] || return 0
	for file in var/lib/vosguard/state $OUR_FILES $SAVED_RULES $SAVED_SETS; do
		folder=$ROOT/${file%/*}
		until [ -d "$folder" ]; do
			[ ! -h "$folder" ] || refuse "$folder is a link to what is not below $ROOT"
			folder=${folder%/*}
		done
		case $(cd "$folder" && pwd -P)/ in "$ROOT"/*) ;; *) refuse "$folder is a link out of $ROOT, to $(cd "$folder" && pwd -P): files of the running host are not written with --root" ;; esac
	done
}

# above PATH: itself and the folders that it is in.
above() {
	path=$1
	while [ -n "$path" ]; do
		printf '%s\n' "$path"
		path=${path%/*}
	done
}

# writers PATH...: lines "anybody PATH" of those that anybody may change, and of who else than root and whoever called sudo may change one
# by owner or by group, the first: "user 1000 PATH".
writers() {
	ls -ldnL "$@" 2> /dev/null | awk -v user="${SUDO_UID:-0}" -v group="${SUDO_GID:-0}" '
		{ path = substr($0, index($0, "/")) }
		$1 ~ /^........w[^tT]/ { print "anybody", path }
		told == "" && $3 != 0 && $3 != user { told = "user " $3 " " path }
		told == "" && $1 ~ /^.....w...[^tT]/ && $4 != 0 && $4 != group { told = "group " $4 " " path }
		END { if (told != "") print told }'
}

# Root runs what stands here. Whoever may write it is root, then.
check_folder() {
	above "$(cd "$DIR" && pwd -P)" > "$WORK/above"
	set --
	while read -r path; do set -- "$@" "$path"; done < "$WORK/above"
	for file in install.sh $ARTIFACTS manifest.json; do set -- "$@" "$DIR/$file"; done
	writers "$@" > "$WORK/writers"
	while read -r who path; do
		case $who:$path in
		anybody:"$DIR"/*) refuse "anybody on this host can change $path, and root would run it; take it to a folder that is yours alone, and compile again" ;;
		anybody:*) refuse "anybody on this host can change what is in $path, and root would run it; take $DIR to a folder that is yours alone, and compile again" ;;
		*) say "$who ${path%% *} can change ${path#* }, and with it what root runs here" ;;
		esac
	done < "$WORK/writers"
}

# What is kept here is run by root at each start, and by the way back. At a start itself any rules are better than none.
check_own_folders() {
	case $COMMAND in apply | dry_run) ;; *) return ;; esac
	for path in /etc/vosguard/artifacts "${STATE#"$ROOT"}"; do above "$path"; done | sort -u > "$WORK/above"
	set --
	while read -r path; do [ ! -e "$ROOT$path" ] || set -- "$@" "$ROOT$path"; done < "$WORK/above"
	[ $# -gt 0 ] || return 0
	writers "$@" > "$WORK/writers"
	while read -r who path; do
		[ "$who" != anybody ] || refuse "anybody on this host can change what is in $path, and root runs what is kept there: chmod o-w $(shown "$path")"
		say "$who ${path%% *} can change what is in ${path#* }, and root runs what is kept there: chown root:root $(shown "${path#* }"), and see what is in it"
	done < "$WORK/writers"
}

# take_artifacts: what is used from here on is a copy that only root can write. Whoever may write the folder cannot change it any more.
take_artifacts() {
	have sha256sum || refuse 'the tool sha256sum is missing: nobody can say whether the artifacts are whole'
	for file in $ARTIFACTS; do
		[ -f "$DIR/$file" ] || refuse "$file is missing in $DIR; copy the whole folder that compile wrote"
	done
	case $DIR in
	# Of the last confirmed apply: it is that copy.
	"$ROOT/etc/vosguard/artifacts/"*) ;;
	*)
		check_folder
		mkdir "$TEMPORARY/artifacts" || refuse "$TEMPORARY cannot be written"
		cat "$SELF" > "$TEMPORARY/artifacts/install.sh" || refuse "$TEMPORARY cannot be written"
		for file in $BESIDE; do
			[ ! -f "$DIR/$file" ] || cp "$DIR/$file" "$TEMPORARY/artifacts/" || refuse "$TEMPORARY cannot be written"
		done
		# shellcheck disable=SC2086 # names of ours
		(cd "$DIR" && cp $ARTIFACTS "$TEMPORARY/artifacts/") || refuse "$TEMPORARY cannot be written"
		DIR=$TEMPORARY/artifacts SCRIPT=$TEMPORARY/artifacts/install.sh
		;;
	esac
	check_sums
}

# Against the sums that compile wrote here: what was edited by hand, or came over half, is not loaded.
check_sums() {
	wrong=$(cd "$DIR" && printf '%s\n' "$SUMS" | sed -n 's/ /  /p' | sha256sum -c 2> /dev/null | sed -n 's/: FAILED.*//p' | head -n 1)
	[ -z "$wrong" ] || refuse "$wrong is not as compile wrote it; change the policy and compile again"
}
ARTIFACTS=$(printf '%s\n' "$SUMS" | sed -n 's/.* //p')
# Nothing of these is loaded: what tells the rules, and what the operator reads when a profile ends.
BESIDE='manifest.json vos3000-back.md'
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
	if have iptables-restore && iptables-restore --help 2>&1 < /dev/null | grep -q -e '--wait'; then WAIT='--wait'; fi
	[ "$COMMAND" != boot ] || PAST_LOCK=yes
}

# Before anything is changed: who holds the lock of legacy iptables now may hold it for good. A listing asks for it too, and makes the
# table; raw is the first that the rules need.
ask_for_lock() {
	[ "$BACKEND" = iptables ] || [ -s "$TARGET/iptables" ] || return 0
	wait_for_old_lock
	[ -n "$WAIT" ] && ! is_nft_kind || return 0
	iptables -w "$PATIENCE" -t raw -n -L VG-none > /dev/null 2>> "$LOG"
	[ $? = 4 ] || return 0
	name_holder
	[ -z "$HOLDER" ] || refuse "$HOLDER, since $PATIENCE s at least; end it, or wait for it, and apply again"
}
