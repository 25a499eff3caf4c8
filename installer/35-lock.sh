# nap PART: not every sleep knows parts of a second.
nap() { sleep "$1" 2> /dev/null || sleep 1; }

# When a process began, in clock ticks since boot: a pid is given again, pid and beginning are not.
started() { of_process "$1" 20; }
# of_process PID N: the Nth word behind the name in brackets in /proc/PID/stat, read without another process.
of_process() {
	{ read -r line < "/proc/$1/stat"; } 2> /dev/null || return 0
	stat_word "$line" "$2"
}
# stat_word LINE N: the same of a line of /proc/PID/stat.
stat_word() {
	word=$2
	# shellcheck disable=SC2086 # words
	set -- ${1##*) }
	[ "$#" -lt "$word" ] || { shift "$((word - 1))" && echo "$1"; }
}
# A file that is being written anew is empty for a moment.
alive() { [ -n "${1-}" ] && [ -n "${2-}" ] && [ "$(started "$1")" = "$2" ]; }

# take_lock SECONDS: one at a time. A lock whose owner is gone is moved away, which only one can do: whoever has moved another one than he has
# judged, for somebody was faster, puts it back.
take_lock() { take_place "$STATE/lock" "$1" && LOCKED=yes; }
# take_place FOLDER SECONDS: the same of any folder, which drop_place gives back.
take_place() {
	folder_of_host "${STATE%/*}" && mkdir -p "$STATE" || return 1
	tries=0
	until mkdir "$1" 2> /dev/null; do
		owner=$(cat "$1/owner" 2> /dev/null)
		# shellcheck disable=SC2086 # pid and beginning
		if [ -z "$owner" ] && [ "$tries" -lt 2 ]; then :; elif ! alive ${owner:-0 0}; then
			if mv "$1" "$1.$$" 2> /dev/null; then
				if [ "$(cat "$1.$$/owner" 2> /dev/null)" = "$owner" ]; then rm -rf "$1.$$" && continue; fi
				mv "$1.$$" "$1" 2> /dev/null
			fi
			# Nothing can be made here, nor moved.
			[ -d "$1" ] || [ "$tries" -lt 2 ] || return 1
		fi
		[ "$tries" -lt "$2" ] || return 1
		tries=$((tries + 1))
		sleep 1
	done
	# One without an owner would be taken for that of somebody who has died.
	{ echo "$$ $(started $$)" > "$1/owner"; } 2> /dev/null || {
		# It may be that of somebody else by now.
		[ -s "$1/owner" ] || rm -rf "$1"
		return 1
	}
}
drop_place() { [ "$(cat "$1/owner" 2> /dev/null)" != "$$ $(started $$)" ] || rm -rf "$1"; }
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
	[ "$LOCKED" = no ] || drop_place "$STATE/lock"
	LOCKED=no
}
# From here on it goes to its end, whatever becomes of the terminal.
shield() { trap '' HUP INT TERM PIPE; }
#@end
