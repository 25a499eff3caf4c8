# What a host's kernel lacks for rules of iptables, and where it is to be had. Signatures that nftables.nft leaves to iptables are
# no reason to refuse the rest: without them a scanner is not known by its name, and everything else holds.

# lacking_modules FILE...: the extensions in FILEs that this kernel has no module for. iptables-nft names them; the legacy tools do
# not, and there the modules of the running kernel are looked through.
lacking_modules() {
	sed -n 's/.*Extension \([A-Za-z0-9_]*\) .*missing kernel module.*/\1/p' "$LOG" | sort -u > "$WORK/lacking"
	if [ ! -s "$WORK/lacking" ] && have modprobe && { modprobe -n -q x_tables || modprobe -n -q nf_conntrack; } 2> /dev/null; then
		for name in $(sed -n '/^-A/p' "$@" | tr ' ' '\n' | awk 'was == "-m" || (was == "-j" && /^(SET|CT|LOG|NFLOG|MARK|REJECT)$/) { print } { was = $0 }' | sort -u); do
			grep -qx "$name" /proc/net/ip_tables_matches /proc/net/ip_tables_targets 2> /dev/null ||
				modprobe -n -q "ipt_$name" 2> /dev/null || modprobe -n -q "xt_$name" 2> /dev/null || echo "$name"
		done > "$WORK/lacking"
	fi
	sed 's/^/xt_/' "$WORK/lacking" | tr '\n' ' ' | sed 's/ $//; s/ /, /g'
}

os_release() { sed -n "s/^$1=//p" "$ROOT/etc/os-release" 2> /dev/null | tr -d "\"'" | head -n 1; }

# module_advice LACKING: what brings these modules to this host.
module_advice() {
	like=" $(os_release ID) $(os_release ID_LIKE) " release=$(os_release VERSION_ID)
	case $like:${release%%.*} in
	*' fedora '*:?? | *' rhel '*:1? | *' centos '*:1?) package=kernel-modules-extra-$(uname -r) ;;
	*' ubuntu '*:*) package=linux-modules-extra-$(uname -r) ;;
	*) package= ;;
	esac
	case $like:$1 in
	*' rhel '*:*xt_u32* | *' centos '*:*xt_u32*)
		echo "Red Hat has taken xt_u32 out of this kernel, and no package has it: set target.platform to el${release%%.*} and compile again"
		return
		;;
	esac
	if [ -n "$package" ]; then
		echo "the package $package has such modules"
	else
		echo 'see which package of this kernel has them'
	fi
}

has_signatures() { [ "$BACKEND" = nftables ] && { [ -s "$TARGET/iptables" ] || [ -s "$TARGET/ip6tables" ]; }; }

# leave_signatures_out: after the tools have refused them. Why, for status and plan, in the file of that name.
leave_signatures_out() {
	lacking=$(lacking_modules "$TARGET/iptables" "$TARGET/ip6tables")
	if [ -n "$lacking" ]; then
		why="this kernel lacks $lacking; $(module_advice "$lacking")"
	else
		why="iptables does not take them: $(tail -n 1 "$LOG")"
	fi
	true > "$TARGET/iptables" && true > "$TARGET/ip6tables" && printf '%s\n' "$why" > "$WORK/left-out" || return 1
}

tell_left_out() {
	[ -s "$WORK/left-out" ] || return 0
	say "signatures are left out: $(cat "$WORK/left-out")"
	say 'everything else is put into force; scanners are not known by their names. To say that this is meant: signatures: { use: [] }'
}

# At boot, what the apply has left out stays out: what was confirmed is what is loaded.
leave_out_as_applied() {
	[ "$COMMAND" = boot ] && [ -s "$STATE/snapshots/$(cat "$STATE/applied" 2> /dev/null)/left-out" ] || return 0
	[ "$BACKEND" != nftables ] || { true > "$TARGET/iptables" && true > "$TARGET/ip6tables"; }
}

# put_signatures: with nftables alone. Where no trial could be made, they are left out now; at a boot, with another kernel perhaps,
# the rest goes on without them, and status misses them.
put_signatures() {
	put_rules iptables "$TARGET/iptables" && put_rules ip6tables "$TARGET/ip6tables" && return
	has_signatures || return 1
	if [ "$COMMAND" = boot ]; then
		lacking=$(lacking_modules "$TARGET/iptables" "$TARGET/ip6tables")
		say "signatures could not be loaded${lacking:+: this kernel lacks $lacking; $(module_advice "$lacking")}"
		return
	fi
	[ "${PROBED-}" = no ] && leave_signatures_out && tell_left_out && cp "$WORK/left-out" "$SNAP/left-out" || return 1
	put_rules iptables "$TARGET/iptables" && put_rules ip6tables "$TARGET/ip6tables"
}
