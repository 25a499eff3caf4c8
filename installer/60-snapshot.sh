# open_snapshot: a private folder for this apply, numbered; the last ten are kept.
open_snapshot() {
	last=$(find_snapshots | tail -n 1)
	number=$(printf '%s' "${last:-0}" | sed 's/^0*//')
	number=$(printf '%06d' "$((${number:-0} + 1))")
	SNAP=$STATE/snapshots/$number
	HALF=$SNAP
	mkdir -p "$SNAP/before" "$SNAP/work" && chmod 700 "$STATE" "$SNAP" || refuse "$STATE cannot be written"
	store_lists && mv "$WORK/target" "$SNAP/target" && { [ "$OBSERVE" = 0 ] || mv "$WORK/enforcing" "$SNAP/enforcing"; } || refuse "$SNAP cannot be written"
	[ ! -s "$WORK/left-out" ] || cp "$WORK/left-out" "$SNAP/left-out" || refuse "$SNAP cannot be written"
	WORK=$SNAP/work TARGET=$SNAP/target LOG=$SNAP/log
	CODE=$(od -An -N4 -tu4 /dev/urandom | tr -d ' \n' | tail -c 6)
	printf '%s\n' "$CODE" > "$SNAP/code" || refuse "$SNAP cannot be written"
}

find_snapshots() { ( cd "$STATE/snapshots" 2> /dev/null && for one in [0-9]*; do case $one in *[!0-9]*) ;; *) [ ! -d "$one" ] || printf '%s\n' "$one" ;; esac done ) | sort; }

prune() {
	applied=$(cat "$STATE/applied" 2> /dev/null)
	# Also what the kept ones go back to: its files for the boot are those of its own artifacts.
	{ find_snapshots | tail -n 10 && echo "$applied"; } > "$WORK/kept"
	while read -r one; do cat "$STATE/snapshots/$one/before/applied" "$STATE/snapshots/$one/base" 2> /dev/null; done < "$WORK/kept" > "$WORK/former"
	cat "$WORK/former" >> "$WORK/kept"
	find_snapshots | awk -v kept="$WORK/kept" 'FILENAME == kept { keep[$0]; next } !($0 in keep)' "$WORK/kept" - |
		while read -r old; do rm -rf "$STATE/snapshots/$old" "$ROOT/etc/vosguard/artifacts/$old"; done
	prune_lists
}

snapshot() {
	before=$SNAP/before
	KIND=$(kinds_now)
	printf '%s\n' "$KIND" > "$SNAP/kind" &&
		live_backend > "$before/backend" &&
		list_ours "$before" &&
		ours_sysctl "$TARGET/sysctl" "$before/sysctl" &&
		mkdir -p "$before/files" && keep_files "$before/files" &&
		prints_of "$before" "$before/prints" &&
		keep_artifacts && keep_room || {
		tools_said
		refuse "what stands now cannot be kept in $SNAP"
	}
	# For programs that ask later what was applied: it tells what each set holds.
	[ ! -f "$DIR/manifest.json" ] || cp "$DIR/manifest.json" "$SNAP/manifest.json" || refuse "$SNAP cannot be written"
	[ ! -f "$DIR/lists.conf" ] || cp "$DIR/lists.conf" "$SNAP/lists.conf" || refuse "$SNAP cannot be written"
	cat "$STATE/applied" > "$before/applied" 2> /dev/null || :
	former=$(cat "$STATE/snapshots/$(cat "$before/applied")/learned" 2> /dev/null)
	printf '%s\n' "$LEARNED" > "$SNAP/learned"
	printf '%s\n' "$REFUSING" > "$SNAP/refusing"
	LEARNED="$LEARNED ${former:-}"
	printf '%s\n' "$PROFILE" > "$SNAP/profile"
	printf '%s\n' "$EXPIRES" > "$SNAP/expires"
	printf 'udp %s\ntcp %s\n' "$SIP_UDP" "$SIP_TCP" > "$SNAP/sip"
	opens > "$SNAP/opens"
	[ -z "$NOTE" ] || printf '%s\n' "$NOTE" > "$SNAP/note"
	connection > "$SNAP/connection"
	boot_id > "$SNAP/boot"
	date +%s > "$SNAP/time"
	uptime_seconds > "$SNAP/uptime"
	[ -z "$BASE" ] || printf '%s\n' "$BASE" > "$SNAP/base"
	echo "$$ $(started $$)" > "$SNAP/installer"
	printf '%s\n' "$CONFIRM" > "$SNAP/confirm"
	if [ "$OBSERVE" = 0 ]; then printf '%s\n' "$CONFIRM"; else printf '%s\n' "$((OBSERVE + READING))"; fi > "$SNAP/limit"
	printf '%s\n' "$BACKEND" > "$SNAP/backend"
	printf '%s\n' "$PERSIST" > "$SNAP/persist"
	printf '%s, sha256 %s\n' "$POLICY" "$DIGEST" > "$SNAP/policy" || refuse "$SNAP cannot be written"
}

# For the boot, after the confirmation: by then the folder may be another.
keep_artifacts() {
	mkdir -p "$SNAP/artifacts" && cp "$SCRIPT" "$SNAP/artifacts/install.sh" || return 1
	for file in $ARTIFACTS $BESIDE; do
		[ ! -f "$DIR/$file" ] || set -- "$@" "$DIR/$file"
	done
	cp "$@" "$SNAP/artifacts"
}

# Room for the way back to work in, should the disk fill up meanwhile; for large lists it looks elsewhere too.
keep_room() {
	kilobytes=$(du -sk "$SNAP/before" | cut -f1)
	kilobytes=$((256 + 3 * kilobytes))
	[ "$kilobytes" -le 20480 ] || kilobytes=20480
	dd if=/dev/zero of="$SNAP/ballast" bs=1024 count="$kilobytes" 2> /dev/null
}

# The connection that we hang on: of the next one above who has any, for sudo takes the variable away.
connection() {
	process=$$
	while [ "${process:-0}" -gt 1 ]; do
		found=
		! grep -q SSH_CONNECTION= "/proc/$process/environ" 2> /dev/null ||
			found=$(tr '\0' '\n' < "/proc/$process/environ" 2> /dev/null | sed -n 's/^SSH_CONNECTION=//p')
		if [ -n "$found" ]; then
			printf '%s\n' "$found"
			return
		fi
		process=$(of_process "$process" 2)
	done
}
