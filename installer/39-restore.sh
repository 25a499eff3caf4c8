# restore: what stood before, of ours and nothing else. What it could not put back is in $SNAP/result.
restore() {
	GUARD=no
	WORK=$SNAP/undo KNOWN=$SNAP/undo/lists.known
	mkdir -p "$WORK" || return 1
	wait_for_child
	know_lists
	attempt=0
	while :; do
		put_back
		left=$(what_is_left)
		[ -n "$left" ] || break
		attempt=$((attempt + 1))
		[ "$attempt" -lt 3 ] || break
		sleep 2
	done
	if [ -z "$left" ]; then
		rm -rf "$WORK"
		forget
		echo restored > "$SNAP/result"
		return 0
	fi
	{
		echo 'not everything could be put back'
		printf '%s\n' "$left"
		echo "try again with: sh $SNAP/back.sh force"
		echo "the tools' own words are in $LOG"
	} > "$SNAP/result"
	return 1
}

# What the installer had started may still be at work, although the installer is gone.
wait_for_child() {
	child=$(cat "$SNAP/child" 2> /dev/null) || return 0
	for _ in 1 2 3 4 5 6 7 8 9 10; do
		[ -n "$child" ] && grep -qE 'restore|nft|ipset|sysctl' "/proc/$child/cmdline" 2> /dev/null || return 0
		sleep 1
	done
	kill -9 "$child" 2> /dev/null
}

put_back() {
	if [ -s "$SNAP/known" ] && [ ! -e "$SNAP/kept" ] && have ipset; then
		# Also in the sets that stood before; those of nft are no sets of ipset.
		sed -n 's/^\(vg-[^ ]*\) \([^ ]*\) .*/del \1 \2 -exist/p' "$SNAP/known" | ipset restore 2>> "$LOG"
	fi
	put_sets "$SNAP/before/ipset"
	case $(cat "$SNAP/before/backend") in
	nftables)
		put_nft "$SNAP/before/nft"
		put_rules iptables "$SNAP/before/iptables"
		put_rules ip6tables "$SNAP/before/ip6tables"
		;;
	*)
		put_rules iptables "$SNAP/before/iptables"
		put_rules ip6tables "$SNAP/before/ip6tables"
		put_nft "$SNAP/before/nft"
		;;
	esac
	put_keys "$SNAP/before/sysctl"
	drop_sets "$SNAP/before/ipset"
	put_files "$SNAP/before/files"
	[ ! -s "$SNAP/untrusted" ] || ipset restore < "$SNAP/untrusted" 2>> "$LOG"
}

# Reads everything back: a tool that fails and one that lies come to the same.
what_is_left() {
	if ! prints "$WORK/prints" 2>> "$LOG"; then
		echo 'the state cannot be read back'
		return
	fi
	for part in iptables ip6tables nft ipset sysctl; do
		differences "$SNAP/before/prints/$part" "$WORK/prints/$part" > "$WORK/left"
		[ ! -s "$WORK/left" ] || echo "$part: $(wc -l < "$WORK/left" | tr -d ' ') lines differ from what stood before, such as: $(head -n 1 "$WORK/left")"
	done
	for file in $OUR_FILES; do
		if there "$SNAP/before/files/$file"; then
			same_file "$SNAP/before/files/$file" "$ROOT/$file" || echo "the file $ROOT/$file is not as it was"
		elif there "$ROOT/$file"; then
			echo "the file $ROOT/$file is still there"
		fi
	done
}

# The apply is over: what was applied before it counts again.
forget() {
	if [ -s "$SNAP/before/applied" ]; then
		cp "$SNAP/before/applied" "$STATE/applied.new" && mv -f "$STATE/applied.new" "$STATE/applied"
	else
		rm -f "$STATE/applied"
	fi
	rm -f "$STATE/pending"
	rm -rf "$SNAP/work" "$SNAP/artifacts" "$SNAP/target"
}
#@end
