#!/bin/sh
# pack.sh RUN FOLDER OUT: one script out of run.sh and the artifacts in FOLDER. Runs on the controller.
set -e
{
	cat "$1"
	for file in "$2"/*; do
		printf '%s %s\n' "${file##*/}" "$(wc -l < "$file" | tr -d ' ')"
		cat "$file"
	done
} > "$3"
