# A registrar can list who is registered with it; over TCP the rules themselves learn nobody. An operator's own timer writes that list
# into $STATE/registered, which only root can do there, in the form of --known. When it changes, it is taken in: entries with a time, so that who
# leaves the list is forgotten without a word.

# A list of 65,536 contacts is 3 MB.
MOST_REGISTERED=8388608

registered() {
	list=$STATE/registered
	check_root
	[ -e "$list" ] || [ -h "$list" ] || leave 0
	check_list "$list"
	KNOWN_FILE=$list
	open_work
	take_artifacts
	choose_backend
	declare_target
	make_known
	take_lock 30 || refuse "$(at_work); the list is taken in when it changes again"
	note_learned || refuse 'what the rules have learned cannot be read'
	[ -s "$WORK/found" ] || refuse 'the rules of vosguard are not in force'
	true > "$WORK/told"
	for family in 4 6; do
		name=$(sets_of known "$family") && name=${name%% *}
		[ -n "$name" ] || continue
		to_take_in "$family" "$name" "$(size_of "$name")" > "$WORK/known.$family" && take_in "$name" "$WORK/known.$family" || {
			tools_said
			say "the set $name did not take the list"
			leave 3
		}
	done
	awk '{ for (i = 1; i <= 4; i++) sum[i] += $i } END {
		print "vosguard: registered sources: " sum[1] + 0 " put among the known, " sum[2] + 0 " kept there for longer"
		if (sum[3]) print "vosguard: " sum[3] " are banned now and stay so"
		if (sum[4]) print "vosguard: " sum[4] " are beyond the size of the set; see sip.sizes.known" }' "$WORK/told" >&2
	leave 0
}

# Whoever can write it decides who is known.
check_list() {
	[ -f "$1" ] && [ ! -h "$1" ] || refuse "$1 is not a regular file"
	# shellcheck disable=SC2046 # mode and owner
	set -- "$1" $(ls -ldn "$1" | awk '{ print substr($1, 1, 10), $3 }')
	[ "$3" = 0 ] || refuse "$1 belongs to user $3, not to root"
	case $2 in ?????w???? | ????????w?) refuse "$1 can be written by others than root" ;; esac
	[ "$(wc -c < "$1")" -le "$MOST_REGISTERED" ] || refuse "$1 is larger than $MOST_REGISTERED bytes"
}

# note_learned: lines of set, type, entry and seconds left of who is known and banned now.
note_learned() {
	true > "$WORK/found"
	LEARNED="$(sets_of known 4)$(sets_of known 6)$(sets_of banned 4)$(sets_of banned 6)$(sets_of proven 4)$(sets_of proven 6)"
	{ learned_in_ipset && learned_in_nft; } > "$WORK/learned.now"
}

size_of() {
	awk -v name="$1" '$1 == "create" && $2 == name { for (i = 3; i < NF; i++) if ($i == "maxelem") print $(i + 1) }
		$1 == "set" { set = $2 } $1 == "size" && set == name { print $2 + 0 }' "$TARGET/ipset" "$TARGET/nft"
}

# to_take_in FAMILY SET SIZE: lines "ADDRESS SECONDS" of who is not known or would be forgotten sooner. A few places of the set are left
# to those who are learned. In $WORK/told: how many are new, are kept for longer, are banned, find no place.
to_take_in() {
	awk -v now="$WORK/learned.now" -v told="$WORK/told" -v family="$1" -v set="$2" -v size="$3" -v banned=" $(sets_of banned "$1")$(sets_of proven "$1")" "$BITS"'
		BEGIN { room = size - int(size / 64) }
		FILENAME == now { if ($1 == set) room-- }
		FILENAME == now && index(banned, " " $1 " ") { bad[bits($3)]; next }
		FILENAME == now { key = bits($3); if ($4 == 0 || $4 > left[key]) left[key] = $4 == 0 ? 2147483 : $4; next }
		$1 != family { next }
		{ key = bits($2) }
		key in bad { bans++; next }
		key in left { if ($3 > left[key]) { print $2, $3; longer++ } next }
		room-- > 0 { print $2, $3; put++; next }
		{ over++ }
		END { print put + 0, longer + 0, bans + 0, over + 0 >> told }' "$WORK/learned.now" "$TARGET/known"
}

# take_in SET FILE. An entry of nft keeps its time when it is added again, so it is taken out and added in one step; added first, so that
# there is something to be taken out.
take_in() {
	[ -s "$2" ] || return 0
	if [ "$BACKEND" = iptables ]; then
		awk -v set="$1" '{ print "add", set, $1, "timeout", $2, "-exist" }' "$2" > "$WORK/take" && ipset restore < "$WORK/take" 2>> "$LOG"
		return
	fi
	awk -v set="$1" '
		function batch(verb, times,   i) {
			printf "%s element inet vosguard %s {", verb, set
			for (i = 1; i <= NR; i++) printf "%s %s%s", (i == 1 ? "" : ","), address[i], (times ? " timeout " seconds[i] "s" : "")
			print " }"
		}
		{ address[NR] = $1; seconds[NR] = $2 }
		END { batch("add", 0); batch("delete", 0); batch("add", 1) }' "$2" > "$WORK/take" && nft -f "$WORK/take" 2>> "$LOG"
}

# It waits for nothing: paths.target, which systemd would put behind it, comes before loaders that we come after.
unit_registered() {
	cat <<END
[Unit]
Description=vosguard: takes in the list of registered sources
RequiresMountsFor=/var/lib/vosguard /etc/vosguard
After=vosguard.service
ConditionPathExists=/etc/vosguard/start

[Service]
Type=oneshot
ExecStart=/bin/sh /etc/vosguard/start registered
TimeoutStartSec=120
StartLimitInterval=0
END
}
