#!/bin/sh
# Who is registered with kamailio, into the list that vosguard takes in: an address a line, and the seconds that are left of its
# registration. For a timer of root's; docs/real-stacks.md has it. Tried with kamailio 5.6.3 (modules usrloc and ctl).
# Usage: sh kamailio.sh [LIST]      KAMCMD: how to ask kamailio; kamcmd without it
set -eu
umask 077
list=${1:-/var/lib/vosguard/registered}

# An error of kamailio's leaves the list as it was.
# shellcheck disable=SC2086 # a command and its words
timeout 30 ${KAMCMD:-kamcmd} ul.dump > "$list.contacts"

# Only Received tells where a REGISTER came from. The Contact is what the phone says of itself, and with one account somebody could have any
# address known by it (svcrack registers 1.1.1.1). So the configuration has to call fix_nated_register() for every REGISTER; contacts
# without Received are left out. What has expired is listed for a while, with a word instead of the seconds.
awk '
	function host(uri) {
		sub(/^sips?:/, "", uri); sub(/^[^@]*@/, "", uri)
		if (uri ~ /^\[/) { sub(/^\[/, "", uri); sub(/\].*/, "", uri) } else sub(/[:;>].*/, "", uri)
		return uri
	}
	$1 == "Expires:" { left = $2 }
	$1 == "Received:" && $2 ~ /^sips?:/ {
		from = host($2)
		if (left ~ /^[0-9]+$/ && left > 0 && (from ~ /^[0-9.]+$/ || from ~ /^[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*$/)) {
			if (left + 0 > longest[from] + 0) longest[from] = left
		}
	}
	END { for (from in longest) print from, longest[from] }' "$list.contacts" | sort > "$list.new"
rm -f "$list.contacts"
mv -f "$list.new" "$list"
