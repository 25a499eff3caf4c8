# nap PART: not every sleep knows parts of a second.
nap() { sleep "$1" 2> /dev/null || sleep 1; }

# When a process began, in clock ticks since boot: a pid is given again, pid and beginning are not.
started() { of_process "$1" 20; }
# of_process PID N: the Nth word behind the name in brackets in /proc/PID/stat, read without another process.
of_process() {
	{ read -r line < "/proc/$1/stat"; } 2> /dev/null || return 0
	word=$2
	# shellcheck disable=SC2086 # words
	set -- ${line##*) }
	shift "$((word - 1))" 2> /dev/null && echo "${1:-}"
}
alive() { [ -n "$1" ] && [ -n "$2" ] && [ "$(started "$1")" = "$2" ]; }

# take_lock SECONDS: one at a time. A lock whose owner is gone is moved away, which only one can do.
take_lock() {
	folder_of_host "${STATE%/*}" && mkdir -p "$STATE" || return 1
	tries=0
	until mkdir "$STATE/lock" 2> /dev/null; do
		owner=$(cat "$STATE/lock/owner" 2> /dev/null)
		# shellcheck disable=SC2086 # pid and beginning
		if [ -z "$owner" ] && [ "$tries" -lt 2 ]; then :; elif ! alive ${owner:-0 0}; then
			mv "$STATE/lock" "$STATE/lock.$$" 2> /dev/null && rm -rf "$STATE/lock.$$" && continue
			# Nothing can be made here, nor moved.
			[ -d "$STATE/lock" ] || [ "$tries" -lt 2 ] || return 1
		fi
		[ "$tries" -lt "$1" ] || return 1
		tries=$((tries + 1))
		sleep 1
	done
	# One without an owner would be taken for that of somebody who has died.
	{ echo "$$ $(started $$)" > "$STATE/lock/owner"; } 2> /dev/null || { rm -rf "$STATE/lock" && return 1; }
	LOCKED=yes
}
# Why there was no lock.
at_work() {
	# An empty file may have room where a line has none.
	if ! { mkdir -p "$STATE" && echo try > "$STATE/try"; } 2> /dev/null; then
		rm -f "$STATE/try" 2> /dev/null
		echo "$STATE cannot be written: its disk is for reading only, or full, and the way back has no place there"
		return
	fi
	rm -f "$STATE/try"
	echo "another vosguard is at work on this host$(sed -n 's/^\([0-9]*\) .*/, process \1/p' "$STATE/lock/owner" 2> /dev/null)"
}
drop_lock() {
	[ "$LOCKED" = yes ] && rm -rf "$STATE/lock"
	LOCKED=no
}
