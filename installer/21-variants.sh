# xt_kind TOOL: what `iptables` or `ip6tables` is here, since 1.8: nft or legacy; update-alternatives knows them apart. Nothing where it is
# older, or not there.
xt_kind() {
	case $1:${KINDS+known} in
	iptables:known)
		echo "${KINDS%% *}"
		return
		;;
	ip6tables:known)
		echo "${KINDS#* }"
		return
		;;
	esac
	case $("$1" --version 2> /dev/null) in
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
	mine4=$(kept_kind iptables) mine6=$(kept_kind ip6tables)
	for tool in $XT_TOOLS; do
		case $tool in ip6*) mine=$mine6 ;; *) mine=$mine4 ;; esac
		case $tool in *-"${mine:-none}") continue ;; esac
		[ -n "$mine" ] && usable "$tool" || continue
		case $tool in
		ip6tables-legacy) grep -q . /proc/net/ip6_tables_names 2> /dev/null || continue ;;
		iptables-legacy) grep -q . /proc/net/ip_tables_names 2> /dev/null || continue ;;
		esac
		if "$tool-save" 2>> "$LOG" | grep -q '^:VG-'; then echo "$tool"; fi
	done
}

# kept_kind TOOL: the variant of this apply: of "nft legacy" in $KIND the first is that of iptables. One word is that of both, as older
# applies have it. Without one, what it is now.
kept_kind() {
	case ${KIND:-}:$1 in
	: | :*) xt_kind "$1" ;;
	*:ip6*) echo "${KIND#* }" ;;
	*) echo "${KIND%% *}" ;;
	esac
}
kinds_now() { echo "$(xt_kind iptables) $(xt_kind ip6tables)"; }
# From here on it is not asked any more: a run takes seconds.
note_kinds() { unset KINDS && KINDS=$(kinds_now); }

# as_kept TOOL: the name of iptables or ip6tables that is the variant of this apply, should it be another one by now.
as_kept() {
	kept=$(kept_kind "$1")
	if [ -n "$kept" ] && [ "$kept" != "$(xt_kind "$1")" ] && usable "$1-$kept"; then echo "$1-$kept"; else echo "$1"; fi
}

# Takes the copy of the other variant away: two would halve every limit, and the older one goes on to refuse what it refused.
drop_second() {
	true > "$WORK/empty" || return 1
	for tool in $(second_tools); do
		echo "vosguard: $tool holds a second copy of the rules, which ${tool%-*} does not show; it is taken away" >&2
		put_rules "$tool" "$WORK/empty" || return 1
	done
}
