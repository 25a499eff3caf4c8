#!/bin/sh
# Who is registered with FreeSWITCH, into the list that vosguard takes in. For a timer of root's; docs/real-stacks.md has it.
# Not tried against a FreeSWITCH: Debian 12 has none.
# Usage: sh freeswitch.sh [LIST]      FS_CLI: how to ask it; fs_cli without it. PROFILE: internal without it
set -eu
umask 077
list=${1:-/var/lib/vosguard/registered}

# An error of FreeSWITCH's leaves the list as it was.
# shellcheck disable=SC2086 # a command and its words
timeout 30 ${FS_CLI:-fs_cli} -x "sofia status profile ${PROFILE:-internal} reg" > "$list.contacts"

# A paragraph for each registration; Status has EXPSECS(seconds left), and IP is where it came from.
awk '
	$1 == "Status:" { left = match($0, /EXPSECS\([0-9]+\)/) ? substr($0, RSTART + 8, RLENGTH - 9) : 0 }
	$1 == "IP:" && left > 0 && ($2 ~ /^[0-9.]+$/ || $2 ~ /^[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*$/) { if (left + 0 > longest[$2] + 0) longest[$2] = left }
	END { for (from in longest) print from, longest[from] }' "$list.contacts" | sort > "$list.new"
rm -f "$list.contacts"
mv -f "$list.new" "$list"
