write_back() {
	{
		cat <<EOF
#!/bin/sh
# The way back from $POLICY: puts back what stood before it was applied, of vosguard's and nothing else.
# It needs no other file of vosguard's than those beside it. By hand, at any time: sh $SNAP/back.sh force
set -u
umask 077
LC_ALL=C
TZ=UTC0
unset CDPATH GREP_OPTIONS
PATH=$(quoted "$PATH")
export LC_ALL TZ PATH
ROOT=$(quoted "$ROOT")
STATE=$(quoted "$STATE")
SNAP=$(quoted "$SNAP")
LOG=$(quoted "$SNAP/log")
LEARNED=$(quoted "$LEARNED")
TRUSTED=$(quoted "$TRUSTED")
WAIT=$(quoted "$WAIT")
KIND=$(quoted "$KIND")
HOLDER=
EOF
		sed -n '/^#@shared/,/^#@end/p' "$SCRIPT"
		cat <<'EOF'

GUARD=no
LOCKED=no

# Nobody else writes this file: where it says something else, or nothing, all of vosguard's has been taken away meanwhile, and what stands here is the
# beginning of another apply, which has the same number.
waits_here() { [ "$(cat "$SNAP/waiter" 2> /dev/null)" = "$SELF" ]; }

# Counts sleeps, not the clock, which may be set meanwhile. The time runs from the moment at which the operator was
# asked, anew where rules that have observed give way to those that refuse, which may take less than a second; an installer
# that is gone before that has not come to an end.
wait_for_decision() {
	asked=no count=0
	while [ ! -e "$SNAP/decision" ]; do
		now=no
		if [ -f "$SNAP/asked" ]; then
			now=asked
			[ ! -f "$SNAP/enforced" ] || now=enforced
		fi
		[ "$now" = "$asked" ] || asked=$now count=0 limit=$(number_in "$SNAP/limit")
		if [ "$asked" != no ]; then
			[ "$count" -lt "${limit:-60}" ] || break
		else
			# shellcheck disable=SC2046 # pid and beginning
			alive $(cat "$SNAP/installer" 2> /dev/null) || [ -f "$SNAP/asked" ] || break
			[ "$count" -lt 900 ] || break
		fi
		sleep 1
		count=$((count + 1))
		waits_here || exit 0
	done
	waits_here || exit 0
	decide_back
}

# Whoever goes back goes to the end, whatever becomes of his terminal. What only waits ends when the host stops.
trap '' HUP INT PIPE
case ${1:-} in
wait)
	SELF="$$ $(started $$)"
	echo "$SELF" > "$SNAP/waiter"
	if wait_for_decision; then
		trap '' TERM
		begin
		take_lock 30
	else
		# Somebody else goes back, who may be killed.
		! other_goes_back || exit 0
		trap '' TERM
		begin
		take_lock 30
		[ ! -f "$SNAP/result" ] || exit 0
	fi
	;;
now)
	trap '' TERM
	decide_back || exit 5
	begin
	# The installer that calls it may have the lock.
	[ "${2:-}" = locked ] || take_lock 30
	;;
force)
	trap '' TERM
	rm -f "$SNAP/ballast"
	echo back > "$SNAP/decision"
	begin
	take_lock 60 || {
		echo "vosguard: $(at_work)" >&2
		exit 3
	}
	;;
*)
	echo "usage: sh $0 force" >&2
	exit 2
	;;
esac
rm -f "$SNAP/result" 2> /dev/null
restore
status=$?
drop_lock
sed 's/^/vosguard: /' "$RESULT" >&2 2> /dev/null
[ "$status" = 0 ] || exit 4
EOF
	} > "$SNAP/back.sh"
}

# Outside of this program and of this login first, then anything else. systemd ends what a session has left behind.
arm() {
	write_back && sh -n "$SNAP/back.sh" || refuse 'the way back cannot be written'
	printf '%s\n' "${SNAP##*/}" > "$STATE/pending.new" && mv -f "$STATE/pending.new" "$STATE/pending" || refuse "$STATE cannot be written"
	if [ -d "$ROOT/run/systemd/system" ] && have systemd-run && in_host_network &&
		systemd-run --unit="vosguard-back-$CODE" --description="vosguard: the way back" \
			sh "$SNAP/back.sh" wait > /dev/null 2>> "$LOG"; then
		:
	elif have setsid; then
		(trap '' HUP INT && exec setsid sh "$SNAP/back.sh" wait) < /dev/null > /dev/null 2>> "$LOG" &
	else
		(trap '' HUP INT && exec sh "$SNAP/back.sh" wait) < /dev/null > /dev/null 2>> "$LOG" &
	fi
	tries=0
	until [ -s "$SNAP/waiter" ]; do
		tries=$((tries + 1))
		[ "$tries" -lt 50 ] || {
			rm -f "$STATE/pending"
			refuse 'the way back could not be started'
		}
		# It takes some hundredths of a second on a host that is idle.
		if [ "$tries" -le 10 ]; then nap 0.02; else nap 0.1; fi
	done
	HALF=
	GUARD=yes
}

# back REASON: gives up what was begun.
back() {
	trap '' HUP INT TERM
	GUARD=no
	[ "$LOCKED" = yes ] || take_lock 30 || :
	say "$1"
	if [ "$LOCKED" = yes ]; then sh "$SNAP/back.sh" now locked; else sh "$SNAP/back.sh" now; fi
	case $? in
	0) give_up 3 'what stood before is in force again' ;;
	5)
		# Whoever was first waits for the lock.
		drop_lock
		await_end
		;;
	4) leave 4 ;;
	*) begin_back_anew ;;
	esac
}
