# Without Node nobody asks the rules of others with packets of each source; vosguard plan does. What would serve nobody is not applied.
tell_others() {
	case $COMMAND in boot | sets) return ;; esac
	others_told > "$WORK/refusing"
	while read -r _ words; do
		say "$words"
	done < "$WORK/refusing"
	grep -q '^dead \|^all ' "$WORK/refusing" && [ "$FORCE_OTHERS" = no ] || return 0
	[ "$COMMAND" != dry_run ] || say 'an apply would be refused; --force-others overrides'
	[ "$COMMAND" = apply ] || return 0
	refuse 'others would refuse all SIP that the policy lets in, whatever our rules say; --force-others applies it all the same'
}

# refuse_strange_sets: a set of somebody else that has the name of one of ours, and cannot become it: ipset changes neither the type nor the family of a set, and
# swaps none of different ones.
refuse_strange_sets() {
	case $COMMAND in boot | sets) return ;; esac
	[ -s "$TARGET/ipset" ] && have ipset && set_headers > "$WORK/headers" || return 0
	awk -v now="$WORK/headers" '
		function form(   i, family) { family = ""; for (i = 4; i < NF; i++) if ($i == "family") family = " " $(i + 1); return $3 family }
		$1 != "create" { next }
		FILENAME == now { here[$2] = form(); next }
		$2 in here && form() != here[$2] && !told[$2]++ { print $2, form() "; " here[$2] }' "$WORK/headers" "$TARGET/ipset" > "$WORK/strange"
	[ -s "$WORK/strange" ] || return 0
	while read -r name types; do
		say "the set $name stands here as ${types#*; }, and the policy wants a set of that name as ${types%%; *}: take it away with: ipset destroy $name$(named_by "$name")"
	done < "$WORK/strange"
	if [ "$COMMAND" != apply ]; then
		say 'an apply would be refused'
		return
	fi
	refuse 'a set cannot change its type'
}

# named_by SET: how many rules name it; ipset destroys none of these.
named_by() {
	named=0
	for tool in iptables ip6tables; do
		if usable "$tool"; then named=$((named + $("$tool-save" 2> /dev/null | grep -c -e "-set $1 "))); fi
	done
	[ "$named" = 0 ] || printf '%s' ", once no rule names it any more (now: $named): iptables-save | grep -e '-set $1 '"
}
