# Without Node nobody asks the rules of others with packets; vosguard plan does. What would serve nobody is not applied.
tell_others() {
	case $COMMAND in boot | sets) return ;; esac
	others_told > "$WORK/refusing"
	while read -r _ words; do
		say "$words"
	done < "$WORK/refusing"
	grep -q '^dead ' "$WORK/refusing" && [ "$FORCE_OTHERS" = no ] || return 0
	case $COMMAND in apply) ;; dry_run) say 'an apply would be refused; --force-others overrides' && return ;; *) return ;; esac
	refuse 'others would refuse all SIP that the policy lets in, whatever our rules say; --force-others applies it all the same'
}
