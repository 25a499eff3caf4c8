# Where distributions keep the rules and sets of everybody. We write nothing there, but somebody may have had them saved
# while ours were in force.
SAVED_RULES='etc/sysconfig/iptables etc/sysconfig/ip6tables etc/iptables/rules.v4 etc/iptables/rules.v6'
SAVED_SETS='etc/sysconfig/ipset etc/ipset/ipset etc/iptables/ipsets'

# sets: those of the policy, empty but for its clocks, and those of a former policy that saved rules still name. The start
# fills the first and takes the others away.
sets() {
	prepare
	set_headers > "$WORK/headers" || :
	{
		awk -v clocks=" $CLOCKS " '$1 == "create" ? $2 !~ /-new$/ : index(clocks, " " $2 " ")' "$TARGET/ipset"
		for file in $SAVED_RULES; do
			case $file in *6*) family=inet6 ;; *) family=inet ;; esac
			[ ! -f "$ROOT/$file" ] || whole_lines 1 0 < "$ROOT/$file" | sed -n "s/.*--[a-z]*-set \(vg-[^ ]*\) .*/create \1 hash:ip family $family timeout 0 -exist/p"
		done
	} | awk -v now="$WORK/headers" '
		FILENAME == now { live[$2]; next }
		$1 == "create" && !($2 in live) && !seen[$2]++ || $1 == "add" && !($2 in live) { print }' "$WORK/headers" - > "$WORK/create"
	[ ! -s "$WORK/create" ] || ipset restore < "$WORK/create" 2>> "$LOG" || {
		tools_said
		leave 4
	}
	leave 0
}

# forget_saved: takes our lines out of saved files. Without our sets such a file would not load at all, and the host would
# start open. All other lines stay as they are, byte by byte.
forget_saved() {
	for file in $SAVED_RULES $SAVED_SETS; do
		# A link below --root may name a file of the running host.
		[ -z "$ROOT" ] || [ ! -h "$ROOT/$file" ] || continue
		[ -f "$ROOT/$file" ] && grep -qE '^:VG-|--comment "?vg:hook\.|^(create|add) vg-' "$ROOT/$file" || continue
		case $file in *ipset*) slash=0 ;; *) slash=1 ;; esac
		whole_lines "$slash" 1 < "$ROOT/$file" | awk '
			{ amount = $1; sub(/^[0-9]+ /, "") }
			/^:VG-/ || /^(\[[0-9]+:[0-9]+\] )?-A VG-/ || /^(\[[0-9]+:[0-9]+\] )?-A .*--comment "?vg:hook\..* -[jg] VG-[^ "]+ *$/ || /^(create|add) vg-/ {
				for (i = 1; i <= amount; i++) print line + i
			}
			{ line += amount }' > "$WORK/saved.gone"
		[ -s "$WORK/saved.gone" ] || continue
		cp -p "$ROOT/$file" "$ROOT/$file.vosguard-new" &&
			awk -v gone="$WORK/saved.gone" 'FILENAME == gone { out[$1]; next } !(FNR in out)' "$WORK/saved.gone" "$ROOT/$file" > "$ROOT/$file.vosguard-new" &&
			mv -f "$ROOT/$file.vosguard-new" "$ROOT/$file" || return 1
		say "/$file had been saved with vosguard's rules in it; they are taken out"
	done
}
