# Tables fill from forged sources, and the kernel's memory is taken from the switch and its database. /proc/meminfo counts in kB of 1,024 bytes.
tell_memory() {
	whole=$(awk '/^MemTotal:/ { print int($2 / 1024) }' /proc/meminfo 2> /dev/null)
	for each in $MEMORY; do
		most=${each#*=}
		[ "${each%%=*}" = "$BACKEND" ] && [ "$((most * 10))" -gt "${whole:-$((most * 10))}" ] || continue
		say "with every table full these rules take $most MiB of the $whole MiB of this host, more than a tenth; \"sizes: { memory: $((whole / 10)) MiB }\" under \"sip\" divides that over the tables"
	done
}
