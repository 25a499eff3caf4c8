#!/usr/bin/env bash
# awk of busybox 1.35.0: `print a || b` is a syntax error.
#
# The first bar is taken for the pipe of `print EXPRESSION | COMMAND`. In brackets, in an assignment, with `&&`, or behind `if` the same expression is
# read as POSIX has it. mawk 1.3.4 and awk of Brian Kernighan (2022-09-12) take all of them. A script that is tried on Debian stops on hosts whose
# awk is busybox, with "Unexpected token" and without the place in the line.
#
# Seen: busybox: "error" for the plain form, 1 for the others; mawk and original-awk: 1 for each.
# Needs apt-get and dpkg-deb; the packages of Debian 12 are unpacked in a temporary folder.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -q download busybox=1:1.35.0-4+deb12u1+b1 mawk=1.3.4.20200120-3.1 original-awk=2022-09-12-1 > /dev/null 2>&1
for package in *.deb; do dpkg-deb -x "$package" .; done
program() { find . -name "$1" -type f -perm -u+x | head -n 1; }

each() { # each AWK...: four ways of writing "0 or 1"
	for text in 'print a || b' 'print (a || b)' 'c = a || b; print c' 'if (a || b) print 1'; do
		"$@" "BEGIN { a = 0; b = 1; $text }" 2> said || echo error
	done | tr '\n' ' '
}
busybox="$(program busybox) awk"
# shellcheck disable=SC2086 # words
seen=$(each $busybox)
echo "busybox awk: $seen"
[ "$seen" = 'error 1 1 1 ' ]
for name in mawk original-awk; do
	seen=$(each "$(program $name)")
	echo "$name: $seen"
	[ "$seen" = '1 1 1 1 ' ]
done
