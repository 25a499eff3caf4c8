# What `iptables` is here, since 1.8: nft or legacy. Nothing where it is older, or not there.
xt_kind() {
	case $(iptables --version 2> /dev/null) in
	*nf_tables*) echo nft ;;
	*legacy*) echo legacy ;;
	esac
}

# The tools of both variants by their own names.
XT_TOOLS='iptables-nft ip6tables-nft iptables-legacy ip6tables-legacy'

# Those of the other variant that hold rules of ours. A packet meets the rules of both variants, and neither tool shows those of the
# other; what `iptables` stands for changes by update-alternatives. A legacy tool makes a table by listing it, so it is asked only where
# the kernel has tables of that kind.
second_tools() {
	mine=${KIND:-$(xt_kind)}
	for tool in $XT_TOOLS; do
		case $tool in *-"${mine:-none}") continue ;; esac
		[ -n "$mine" ] && usable "$tool" || continue
		case $tool in
		ip6tables-legacy) grep -q . /proc/net/ip6_tables_names 2> /dev/null || continue ;;
		iptables-legacy) grep -q . /proc/net/ip_tables_names 2> /dev/null || continue ;;
		esac
		if "$tool-save" 2>> "$LOG" | grep -q '^:VG-'; then echo "$tool"; fi
	done
}

# as_kept TOOL: the name of iptables or ip6tables that is the variant of this apply ($KIND), should it be another one by now.
as_kept() {
	if [ -n "${KIND:-}" ] && [ "$KIND" != "$(xt_kind)" ] && usable "$1-$KIND"; then echo "$1-$KIND"; else echo "$1"; fi
}

# Takes the copy of the other variant away: two would halve every limit, and the older one goes on to refuse what it refused.
drop_second() {
	true > "$WORK/empty" || return 1
	for tool in $(second_tools); do
		echo "vosguard: $tool holds a second copy of the rules, which $(xt_kind) iptables does not show; it is taken away" >&2
		put_rules "$tool" "$WORK/empty" || return 1
	done
}
