#!/bin/sh
# Keeps the bans and known sources of a standby as those of the active switch. docs/bans.md tells how it is set up.
#   keepalived calls it with INSTANCE, the name, MASTER, BACKUP or FAULT, and the priority:
#     vrrp_instance sip { ... notify "/etc/keepalived/vosguard-notify.sh" }     global_defs { script_user root  enable_script_security }
#   and cron once a minute, as long as this host is not the master:
#     * * * * * root sh /etc/keepalived/vosguard-notify.sh cron
# PEER: the other switch, as root's ssh knows it, with a key that needs no passphrase.
set -u
peer=${PEER:-$(cat /etc/keepalived/vosguard-peer 2> /dev/null)}
start=${VOSGUARD_START:-/etc/vosguard/start}
state=${STATE_FILE:-/run/vosguard-keepalived}

# What is written over there may end early where the link is lost: it is taken in whole or not at all.
pull() {
	[ -n "$peer" ] && [ -f "$start" ] || exit 0
	# shellcheck disable=SC2086 # a program and its words
	${SSH:-ssh -o BatchMode=yes -o ConnectTimeout=3 -o ServerAliveInterval=2 -o ServerAliveCountMax=2} "$peer" sh /etc/vosguard/start sets export |
		sh "$start" sets import ${ROOT:+--root "$ROOT"} > /dev/null || logger -t vosguard "the sets of $peer could not be taken over" 2> /dev/null
}

case ${3:-${1:-}} in
MASTER)
	# The other one may be gone already; what was taken over a minute ago stays.
	echo MASTER > "$state"
	pull
	;;
BACKUP)
	echo BACKUP > "$state"
	pull
	;;
FAULT | STOP) echo "$3" > "$state" ;;
cron) [ "$(cat "$state" 2> /dev/null)" = MASTER ] || pull ;;
*)
	echo "usage: $0 INSTANCE NAME MASTER|BACKUP|FAULT [PRIORITY], or $0 cron" >&2
	exit 2
	;;
esac
exit 0
