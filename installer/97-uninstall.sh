# It would put back what is taken away.
stop_keeper() {
	if [ -d "$ROOT/run/systemd/system" ] && in_host_network; then systemctl stop vosguard-keep.service vosguard-registered.path vosguard-profile.path vosguard-lists.timer vosguard-lists.service 2>> "$LOG"; fi
	keeper=$(cat "$STATE/keeper" 2> /dev/null)
	# shellcheck disable=SC2086 # pid and beginning
	if alive ${keeper:-0 0}; then kill "${keeper% *}"; fi
}

# The commands that show what is left of ours: those that do, and no others.
shows_left() {
	for tool in iptables ip6tables $(second_tools); do
		if usable "$tool" && "$tool-save" 2>> "$LOG" | grep -q VG-; then printf '%s-save | grep VG-; ' "$tool"; fi
	done
	if have ipset && ipset list -n 2>> "$LOG" | grep -q '^vg-'; then printf "ipset list -n | grep '^vg-'; "; fi
	if nft_live; then printf 'nft list table inet vosguard; '; fi
	if have nft && ! nft list chains inet > "$WORK/chains" 2>> "$LOG"; then printf 'nft list ruleset (nft does not answer); '; fi
	printf 'the words of the tools above\n'
}

uninstall() {
	check_root
	open_work
	take_lock 30 || refuse "$(at_work)"
	shield
	stop_keeper
	if find_pending; then decide confirmed; fi
	SNAP=$WORK/none
	look_for_wait
	true > "$WORK/nothing"
	[ ! -f "$STATE/sysctl.before" ] || cp "$STATE/sysctl.before" "$SNAP/before/sysctl"
	gone=0
	for tool in $(second_tools); do put_rules "$tool" "$WORK/nothing" || gone=4; done
	put_rules iptables "$WORK/nothing" || gone=4
	put_rules ip6tables "$WORK/nothing" || gone=4
	put_nft "$WORK/nothing" || gone=4
	drop_sets "$WORK/nothing" || gone=4
	put_keys "$SNAP/before/sysctl" || gone=4
	put_files "$WORK/nothing.d" && forget_saved || gone=4
	rm -f "$ROOT/var/lock/subsys/vosguard"
	if [ -d "$ROOT/run/systemd/system" ] && in_host_network; then systemctl daemon-reload 2>> "$LOG"; fi
	if [ "$gone" != 0 ]; then
		tools_said
		[ -z "$HOLDER" ] || say "$HOLDER"
		say "not everything could be taken away; what is left is shown by: $(shows_left)"
		leave 4
	fi
	rm -rf "$ROOT/etc/vosguard/artifacts" "$STATE" "$ROOT/run/vosguard-watch"
	rmdir "$ROOT/etc/vosguard" 2> /dev/null
	LOCKED=no
	say 'everything of vosguard is gone'
	leave 0
}
