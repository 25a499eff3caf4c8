#!/usr/bin/env bash
# dash 0.5.12 and ash of busybox 1.35.0: a subshell that stands alone in braces loses its own redirection, if the braces have one.
#
# In `{ (echo hi) > FILE; } 2> /dev/null` the file is not made, and "hi" goes to where the braces' output goes. It does not matter what the braces
# redirect. With a second command in the braces, with braces in the place of the parentheses, or without a redirection behind the braces, the file
# is made. bash makes it in every case. A script that is written and tried with bash loses a file, or prints what was to be kept, where /bin/sh is dash.
#
# Seen: alone and redirected: "hi" is printed, no file. In each of the other three forms: nothing is printed, the file is there.
# Needs apt-get and dpkg-deb; the packages of Debian 12 are unpacked in a temporary folder.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -q download dash=0.5.12-2 busybox=1:1.35.0-4+deb12u1+b1 > /dev/null 2>&1
for package in *.deb; do dpkg-deb -x "$package" .; done
dash=$(find . -name dash -type f -perm -u+x | head -n 1) busybox=$(find . -name busybox -type f -perm -u+x | head -n 1)

made() { # made SHELL... SCRIPT: what is printed, and whether the file is there
	rm -f file
	printf '%s:%s' "$("$@")" "$([ -f file ] && echo file || echo none)"
}
each() { # each SHELL...: the four forms
	made "$@" '{ (echo hi) > file; } < /dev/null'
	printf ' '
	made "$@" '{ (echo hi) > file; :; } < /dev/null'
	printf ' '
	made "$@" '{ { echo hi; } > file; } < /dev/null'
	printf ' '
	made "$@" '{ (echo hi) > file; }'
}
for shell in "$dash -c" "$busybox sh -c"; do
	# shellcheck disable=SC2086 # words
	seen=$(each $shell)
	echo "${shell#./}: $seen"
	[ "$seen" = 'hi:none :file :file :file' ]
done
seen=$(each bash -c)
echo "bash -c: $seen"
[ "$seen" = ':file :file :file :file' ]
