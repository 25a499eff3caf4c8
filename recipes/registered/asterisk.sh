#!/bin/sh
# Who is registered with Asterisk (chan_pjsip), into the list that vosguard takes in. Every endpoint must have rewrite_contact=yes:
# without it the listing has what the phone says of itself, and with one account somebody could have any address known.
# For a timer of root's; docs/real-stacks.md has it.
# Not tried against an Asterisk: Debian 12 has none. Its listing tells no seconds, so each contact is good for five minutes, and the timer
# must run more often.
# Usage: sh asterisk.sh [LIST]      ASTERISK: how to ask it; asterisk without it
set -eu
umask 077
list=${1:-/var/lib/vosguard/registered}

# An error of Asterisk's leaves the list as it was.
# shellcheck disable=SC2086 # a command and its words
timeout 30 ${ASTERISK:-asterisk} -rx 'pjsip show contacts' > "$list.contacts"

# Contact:  AOR/URI  HASH  STATUS  RTT
awk '
	$1 == "Contact:" && match($2, /\/sips?:/) {
		uri = substr($2, RSTART + 1); sub(/^sips?:/, "", uri); sub(/^[^@]*@/, "", uri)
		if (uri ~ /^\[/) { sub(/^\[/, "", uri); sub(/\].*/, "", uri) } else sub(/[:;>].*/, "", uri)
		if (uri ~ /^[0-9.]+$/ || uri ~ /^[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*$/) print uri, 300
	}' "$list.contacts" | sort -u > "$list.new"
rm -f "$list.contacts"
mv -f "$list.new" "$list"
