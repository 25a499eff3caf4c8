status() {
	check_root
	open_work
	if [ "$FORMAT" = json ]; then status_json; fi
	status_told
}

status_told() {
	drift=0
	if find_pending; then
		drift=1
		say "an apply waits for its confirmation: $(policy_words)"
		# shellcheck disable=SC2046 # pid and beginning
		if [ "$(cat "$SNAP/boot")" != "$(boot_id)" ]; then
			case $(cat "$SNAP/decision" 2> /dev/null) in
			# The first apply of all: there was no file yet by which a start would have brought it to its end.
			confirmed) say 'it was confirmed, and the host stopped before anything was written for its next start: apply it again' ;;
			*) say 'the host has been started again since: it is void' ;;
			esac
		elif ! alive $(cat "$SNAP/waiter" 2> /dev/null || echo 0 0); then
			say "the process that would go back is not running: confirm it, or take it back with: $(call)$(rooted) rollback"
		fi
		if [ -f "$SNAP/observing" ] && [ ! -f "$SNAP/enforced" ] && [ -f "$SNAP/artifacts/install.sh" ]; then
			say 'it only observes: nothing is refused but the blocked. Until now:'
			[ -z "$ROOT" ] || set -- --root "$ROOT"
			sh "$SNAP/artifacts/install.sh" report "$@"
		fi
	fi
	applied=$(cat "$STATE/applied" 2> /dev/null)
	if [ -n "$applied" ] && [ "$drift" = 0 ]; then SNAP=$STATE/snapshots/$applied; fi
	if [ ! -d "$SNAP/after" ]; then
		echo 'nothing of vosguard has been applied on this host'
		leave 1
	fi
	BACKEND=$(cat "$SNAP/backend")
	[ ! -f "$SNAP/refusing" ] || REFUSING=$(cat "$SNAP/refusing")
	echo "applied: $(policy_words), backend $BACKEND, $SNAP"
	expiry_words
	alarm_words
	by_hand_words
	[ ! -s "$SNAP/note" ] || printf 'note: %s\n' "$(head -n 1 "$SNAP/note")"
	[ ! -s "$SNAP/left-out" ] || echo "NOT in force: signatures; $(cat "$SNAP/left-out")"
	know_lists
	KIND=$(cat "$SNAP/kind" 2> /dev/null)
	prints "$WORK/live.d" || refuse 'the state cannot be read'
	for part in iptables ip6tables nft ipset sysctl; do
		differences "$SNAP/after/$part" "$WORK/live.d/$part" > "$WORK/left"
		if [ ! -s "$WORK/left" ]; then
			echo "$part: as applied"
			continue
		fi
		drift=1
		echo "$part: $(grep -c '^-' "$WORK/left") lines are gone, $(grep -c '^+' "$WORK/left") are there that were not applied"
		head -n 5 "$WORK/left" | sed 's/^/  /'
	done
	for tool in $(second_tools); do
		drift=1
		echo "$tool: a second copy of vosguard's rules, which judges each packet too; the next apply takes it away"
	done
	for tool in iptables ip6tables; do
		kept=$(kept_kind "$tool")
		[ -z "$KIND" ] || [ -z "$kept" ] || [ "$kept" = "$(xt_kind "$tool")" ] ||
			echo "$tool: it was the $kept variant when this was applied, and is another one now; see $tool-$kept-save"
	done
	if [ "$BACKEND" = iptables ] && ! usable ip6tables && grep -qv ' lo$' /proc/net/if_inet6 2> /dev/null; then
		drift=1
		echo 'IPv6 is not filtered: this host has IPv6 addresses and no ip6tables'
	fi
	applied_ports
	tell_others
	check_boot
	{ tell_host && tell_fetched; } > "$WORK/told"
	if grep -q '^wrong ' "$WORK/told"; then drift=1; fi
	sed 's/^wrong //; s/^note //' "$WORK/told"
	tell_offloads
	top_ten
	leave "$drift"
}

check_boot() {
	[ "$(cat "$SNAP/persist")" = yes ] && [ -d "$SNAP/boot.d" ] || return 0
	for file in $OUR_FILES; do
		there "$SNAP/boot.d/$file" || continue
		same_file "$SNAP/boot.d/$file" "$ROOT/$file" && continue
		drift=1
		echo "boot: /$file is not as it was written"
	done
}

top_ten() {
	echo 'refused packets by rule:'
	refused_by_rule | sort -rn | head -n 10 | sed 's/^/  /'
}

# refused_by_rule: lines "PACKETS ID". A packet counts where it was refused, not again at the end that all refused ones come to.
refused_by_rule() {
	list_counters > "$WORK/counters"
	refused_in "$WORK/counters"
}

list_counters() {
	for tool in iptables ip6tables; do
		if usable "$tool"; then "$tool-save" -c 2>> "$LOG" | whole_lines 1 0; fi
	done
	if have nft && nft -t list ruleset inet > "$WORK/ruleset" 2>> "$LOG"; then our_table "$WORK/ruleset"; fi
}

refused_in() { awk -v ends=" $REFUSING " "$COUNTED"'counted() && refuses { sum[id] += packets } END { for (id in sum) if (sum[id] > 0) printf "%.0f %s\n", sum[id], id }' "$1"; }

# For awk: counted() of a line of a listing: whether it is one of our rules that counts. id, packets, and whether it refuses them: as a packet counts
# where it was refused, the ends that all refused ones come to do not.
COUNTED='
function counted(   word) {
	if ($1 == "chain") { chain = $2; return 0 }
	if (/^\[[0-9]+:[0-9]+\] -A VG-/) {
		if (!match($0, /vg:[^" ]+/)) return 0
		id = substr($0, RSTART + 3, RLENGTH - 3); split(substr($1, 2), word, ":"); packets = word[1]
		refuses = !index(ends, " " $3 " ") && (/ -j (DROP|REJECT)/ || ($(NF - 1) == "-g" && index(ends, " " $NF " ")))
		return 1
	}
	if (!match($0, /counter packets [0-9]+/)) return 0
	packets = substr($0, RSTART + 16, RLENGTH - 16); id = $0; sub(/.* comment "/, "", id); sub(/".*/, "", id)
	refuses = / (goto [^ ]+|drop|reject.*) comment "/ && !index(ends, " " chain " ")
	return 1
}
'
