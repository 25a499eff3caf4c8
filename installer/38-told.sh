#@shared: the same from here on. What stands between is for an apply and status alone, which reads the rules of others.

# How many losses are mended in how many seconds: more is a fight that nobody wins.
MOST_LOSSES=10
SPAN=600

# Of a file that a stop of the host has cut, or that somebody has written: a shell ends where it is to reckon with what is no number.
is_amount() { case ${1-} in '' | *[!0-9]* | 0?* | ???????????????*) return 1 ;; esac; }
# number_in FILE: nothing where it has none. Without the zeros, which a shell would take for an octal number.
number_in() { sed -n '1s/^0*\([0-9]\{1,15\}\)$/\1/p' "$1" 2> /dev/null; }

uptime_seconds() { read -r up _ < /proc/uptime && echo "${up%%.*}"; }
# In hundredths of a second.
uptime_fine() { cut -d' ' -f1 /proc/uptime | tr -d .; }
boot_id() { cat /proc/sys/kernel/random/boot_id; }

# seconds_left: of the apply in $SNAP; fails where it has no end. Within one boot the time since its beginning counts, whatever is done to the
# clock; later the clock, and where that lies before the beginning, the time since the boot: a host may start without knowing the time.
seconds_left() {
	whole=$(number_in "$SNAP/expires") began=$(number_in "$SNAP/time") at=$(number_in "$SNAP/uptime")
	is_amount "$whole" && is_amount "$began" || return 1
	is_amount "$at" || at=0
	if [ "$(cat "$SNAP/boot" 2> /dev/null)" = "$(boot_id)" ] && [ -s "$SNAP/uptime" ]; then
		used=$(($(uptime_seconds) - at))
	else
		used=$(($(date +%s) - began))
		[ "$used" -ge 0 ] || used=$(uptime_seconds)
	fi
	echo $((whole - used))
}

recent_losses() {
	if [ ! -f "$STATE/losses" ]; then
		echo 0
		return
	fi
	awk -v boot="$(boot_id)" -v now="$(uptime_seconds)" -v span="$SPAN" '$1 == boot && now - $2 < span { n++ } END { print n + 0 }' \
		"$STATE/losses"
}

# Or is about to: an apply that has just ended has only asked for it.
keeper_runs() {
	# shellcheck disable=SC2046 # pid and beginning
	alive $(cat "$STATE/keeper" 2> /dev/null || echo 0 0) && return
	case $(systemctl is-active vosguard-keep.service 2> /dev/null) in active | activating | reloading) return ;; esac
	systemctl list-jobs 2> /dev/null | grep -q 'vosguard-keep'
}

# Of lists that this host fetches by itself: their names, the part of lists.conf about one, what is known of it.
switch_lists() { if [ -f "$1" ]; then sed -n 's/^list //p' "$1"; fi; }
block_of() { awk -v name="$2" '/^list / { inside = $2 == name } /^(spare|set) / { inside = 0 } inside' "$1"; }
told_of() { sed -n "s/^$2 //p" "$STATE/fetched/$1.told" 2> /dev/null; }
# time_of NAME: when it was fetched; fails where nothing tells.
time_of() { at=$(told_of "$1" fetched) && is_amount "$at" && echo "$at"; }

# Names let somebody in, or keep him out; a list of addresses keeps out.
is_names() { grep -q '^names ' "$1"; }
blocks() { ! is_names "$1" || grep -qx 'use blocked' "$1"; }

# origin_of BLOCK: what is fetched from elsewhere is another list; of names, which they are.
origin_of() { if is_names "$1"; then grep '^names ' "$1"; else cat "$1"; fi | sha256sum | cut -d' ' -f1; }

# stands NAME BLOCK: whether it was fetched from where BLOCK says, and is not too old.
stands() {
	[ -f "$STATE/fetched/$1" ] && [ "$(told_of "$1" origin)" = "$(origin_of "$2")" ] || return 1
	fetched=$(time_of "$1") && age=$(($(date +%s) - fetched)) || return 1
	most=$(sed -n 's/^max_age //p' "$2")
	[ -z "$most" ] || [ "$age" -le "$most" ]
}

# tell_fetched: lines "wrong TEXT" and "note TEXT" of lists that this host fetches.
tell_fetched() {
	conf=$SNAP/lists.conf
	for name in $(switch_lists "$conf"); do
		block=$(block_of "$conf" "$name") does='blocks nobody'
		case $block in *'
use trusted'* | *'
use service.'*) does='lets nobody in' ;; esac
		most=$(printf '%s\n' "$block" | sed -n 's/^max_age //p')
		fetched=$(time_of "$name") failed=$(told_of "$name" failed) hours=
		[ -z "$fetched" ] || hours=$((($(date +%s) - fetched) / 3600))
		if [ -z "$fetched" ] || [ "$(told_of "$name" origin)" != "$(printf '%s\n' "$block" | case $block in *'
names '*) grep '^names ' ;; *) cat ;; esac | sha256sum | cut -d' ' -f1)" ]; then
			echo "wrong list $name: it was never fetched, so it $does${failed:+; $failed}"
		elif [ -n "$most" ] && [ "$((hours * 3600))" -gt "$most" ]; then
			echo "wrong list $name: it is $hours h old, more than max_age, and $does any more${failed:+; $failed}"
		elif [ -n "$failed" ]; then
			echo "note list $name: $(told_of "$name" entries) entries, $hours h old; the last try kept what stood: $failed"
		else
			echo "note list $name: $(told_of "$name" entries) entries, $hours h old"
		fi
	done
}

# tell_host: lines "wrong TEXT" and "note TEXT" of how our files for the boot have done, and of others that load rules.
tell_host() {
	if [ -s "$STATE/boot.failed" ]; then
		echo "wrong the last start of the rules: $(cut -d' ' -f2- "$STATE/boot.failed")"
	fi
	[ -f "$ROOT/etc/vosguard/start" ] || return 0
	if [ -d "$ROOT/run/systemd/system" ] && in_host_network && ! keeper_runs; then
		echo 'wrong vosguard-keep does not run: what others take away is not put back; systemctl restart vosguard-keep'
	fi
	if [ "$(recent_losses)" -ge "$MOST_LOSSES" ]; then
		echo "wrong somebody has taken ours away $(recent_losses) times in $((SPAN / 60)) minutes: they are not put back for a while"
	fi
	[ ! -f "$STATE/losses" ] || awk -v now="$(date +%s)" 'now - $3 < 86400 && now >= $3 { n++; last = $3; sub(/^[^ ]+ [^ ]+ [^ ]+ /, ""); what = $0 }
		END { if (n) print "note taken away by others and put back, times in the last day: " n "; the last time " now - last " s ago: " what }' "$STATE/losses"
	found=$(for loader in $LOADERS; do ! has_unit "$loader.service" || printf '%s ' "$loader"; done)
	[ -z "$found" ] || echo "note programs of this host that load rules of their own: $found"
}
