#!/bin/sh
# Unpacks what stands below and runs its install.sh: run.sh plan|apply [OPTION...]. Made by pack.sh; needs a POSIX shell and awk.
#
# apply returns as soon as the installer waits for its confirmation, and prints its folder and the code. The installer goes on
# in a session of its own, and leaves its words and its status in the folder.
umask 077
folder=$(mktemp -d "${TMPDIR:-/tmp}/vosguard.XXXXXX") || exit 3
self=$(cd "${0%/*}" && pwd)/${0##*/}
cd "$folder" || exit 3
if ! awk '
	!on { on = $0 == "#FILES"; next }
	left == 0 { if (file != "") close(file); file = $1; left = $2; printf "" > file; next }
	{ print > file; left-- }
	END { exit left > 0 || file == "" }' "$self"; then
	echo 'the files did not come over whole; nothing was changed' >&2
	rm -rf "$folder"
	exit 3
fi
command=$1
shift

finish() {
	cat "$folder/words"
	status=$(cat "$folder/status")
	cd /
	rm -rf "$folder"
	exit "$status"
}

if [ "$command" = plan ]; then
	sh install.sh --dry-run "$@" > words 2>&1
	echo $? > status
	finish
fi

apart=
if command -v setsid > /dev/null 2>&1; then apart=setsid; fi
(
	trap '' HUP INT
	# shellcheck disable=SC2086 # no word where there is no setsid
	exec $apart sh -c 'sh "$0/install.sh" "$@" > "$0/words" 2>&1; echo $? > "$0/status.new"; mv "$0/status.new" "$0/status"' "$folder" "$@"
) < /dev/null > /dev/null 2>&1 &
while [ ! -f status ]; do
	code=$(sed -n 's/^Confirm from a NEW connection with: .* confirm \([0-9]*\)$/\1/p' words 2> /dev/null)
	if [ -n "$code" ]; then
		printf 'vosguard waits: %s %s\n' "$folder" "$code"
		exit 0
	fi
	sleep 1
done
finish
exit
#FILES
