# What others have on this host. legacy, xnft: rules through the two kinds of iptables; tables: of nft itself.
foreign_rules() {
	for tool in "$@"; do
		if have "$tool"; then "$tool" 2>> "$LOG"; fi
	done | whole_lines 1 0 | awk '/^-A/ && !/^-A VG-/ && !/ -[jg] VG-[^ "]+ *$/ { n++ } END { print n + 0 }'
}
is_nft_kind() { [ "$(xt_kind iptables)" = nft ]; }

look_at_others() {
	legacy=0 xnft=0 tables=0
	for tool in iptables ip6tables; do
		case $(xt_kind "$tool"):$tool in
		nft:*) xnft=$((xnft + $(foreign_rules "$tool-save"))) ;;
		*)
			if have "$tool"; then legacy=$((legacy + $(foreign_rules "$tool-save"))); fi
			! have nft || xnft=$((xnft + $(foreign_rules "$tool-nft-save")))
			continue
			;;
		esac
		case $tool in ip6*) names=ip6_tables_names ;; *) names=ip_tables_names ;; esac
		! grep -q . "/proc/net/$names" 2> /dev/null || legacy=$((legacy + $(foreign_rules "$tool-legacy-save")))
	done
	# Tables that iptables-nft makes have these names.
	have nft && tables=$(nft list chains 2>> "$LOG" | grep '^table ' |
		grep -v '^table inet vosguard {$' | grep -c -v -E '^table ip6? (raw|mangle|nat|filter|security) \{$')
	: "${tables:=0}"
}

# What of ours is in force: nftables, iptables or none.
live_backend() {
	if nft_live; then
		echo nftables
	elif ours_rules iptables "$WORK/live" && grep -qE '^:VG-hook\.(prerouting|input) ' "$WORK/live" ||
		ours_rules ip6tables "$WORK/live" && grep -qE '^:VG-hook\.(prerouting|input) ' "$WORK/live"; then
		echo iptables
	elif [ -n "$(second_tools)" ]; then
		echo iptables
	else
		echo none
	fi
}

can_run() {
	case $1 in
	nftables) artifact nftables.nft && have nft ;;
	iptables) artifact iptables.rules && usable iptables && have ipset ;;
	esac
}

choose_backend() {
	if [ -n "$WISH" ]; then
		BACKEND=$WISH
		case " $BACKENDS " in *" $WISH "*) ;; *) refuse "the policy was compiled for $BACKENDS, not for $WISH" ;; esac
		can_run "$BACKEND" || refuse "$BACKEND cannot be loaded here: $(lacking "$BACKEND")"
		return
	fi
	look_at_others
	live=$(live_backend)
	# Somebody has flushed everything: what was applied still says what this host is to run.
	if [ "$live" = none ]; then
		live=$(cat "$STATE/snapshots/$(cat "$STATE/applied" 2> /dev/null)/backend" 2> /dev/null) || live=none
	fi
	if [ "$live" = none ] && [ "$legacy" -gt 0 ] && [ $((xnft + tables)) -gt 0 ]; then
		say "this host has rules of both kinds: $legacy through legacy iptables, $xnft through iptables-nft, $tables tables of nft"
		say 'a packet must pass both, and a tool of the one kind does not show the other; decide with --backend'
		refuse 'mixed rules'
	fi
	wanted=$BACKENDS
	if [ "$live" != none ]; then
		wanted="$live $BACKENDS"
	elif [ $((legacy + xnft)) -gt 0 ] && [ "$tables" = 0 ]; then
		wanted="iptables $BACKENDS"
	elif [ "$tables" -gt 0 ]; then
		wanted="nftables $BACKENDS"
	fi
	BACKEND=
	for backend in $wanted; do
		if [ -z "$BACKEND" ] && can_run "$backend"; then BACKEND=$backend; fi
	done
	[ -n "$BACKEND" ] || refuse "the policy was compiled for $BACKENDS: $(for backend in $BACKENDS; do lacking "$backend"; done)"
}

# firewalld empties the tables of iptables whenever it is started or reloaded: it takes them for its own. Up to 0.9 also where
# its own rules are in nftables; the table of another program there it leaves alone.
check_firewalld() {
	# Early in a boot there is nobody to ask.
	case $COMMAND in boot | sets) return ;; esac
	[ "$BACKEND" = iptables ] && have firewall-cmd && firewall-cmd --state > /dev/null 2>&1 || return 0
	say 'firewalld runs here: at each reload it takes away all rules of iptables, with them those of vosguard'
	[ -z "$WISH" ] || return 0
	say 'stop it with: systemctl disable --now firewalld; or keep it and say --backend nftables, or insist with --backend iptables'
	refuse 'firewalld and vosguard would overwrite each other'"'"'s rules'
}

lacking() {
	case $1 in
	nftables) set -- nft ;;
	*) set -- iptables-save iptables-restore ipset ;;
	esac
	for tool in "$@"; do have "$tool" || printf 'the tool %s is missing; ' "$tool"; done
}

# declare_target: the rules and sets of the artifacts, in one folder: empty files where the backend has nothing.
declare_target() {
	TARGET=$WORK/target
	mkdir -p "$TARGET" || refuse "$WORK cannot be written"
	true > "$TARGET/none"
	case $BACKEND in
	nftables) set -- nftables.nft signatures.rules signatures6.rules none ;;
	iptables) set -- none iptables.rules ip6tables.rules ipset.rules ;;
	esac
	for part in nft iptables ip6tables ipset; do
		true > "$TARGET/$part"
		if [ "$1" != none ] && artifact "$1"; then copy_artifact "$part" "$DIR/$1" || refuse "$WORK cannot be written"; fi
		shift
	done
}

# What is to stand.
make_target() {
	declare_target
	for tool in iptables ip6tables; do
		[ -s "$TARGET/$tool" ] && ! usable "$tool" || continue
		[ "$BACKEND" = nftables ] || [ "$tool" = ip6tables ] || refuse "$(lacking iptables)"
		say "$tool cannot be used here: $([ "$BACKEND" = nftables ] && echo signatures are not searched || echo IPv6 is not filtered)"
		true > "$TARGET/$tool"
	done
	leave_out_as_applied && fill_fetched && fill_named || refuse "$WORK cannot be written"
	true > "$TARGET/ingress"
	if [ "$BACKEND" = nftables ] && artifact ingress.nft; then take_ingress; fi
	keep_clocks
	sed -n 's/^\([a-z][a-z0-9_.]*\) *= *\(.*\)$/\1 \2/p' "$DIR/sysctl.conf" > "$TARGET/sysctl"
	grep -q '^net.netfilter.nf_conntrack_buckets ' "$TARGET/sysctl" ||
		sed -n 's/^options nf_conntrack hashsize=\([0-9]*\)$/nf_conntrack:hashsize \1/p' "$DIR/modprobe.conf" >> "$TARGET/sysctl"
}

# Older kernels refuse a chain at a device that is not there, and with it all that is loaded in the same step.
take_ingress() {
	for device in $(sed -n 's/.* devices = {\(.*\)} priority.*/\1/p' "$DIR/ingress.nft" | tr -d '",'); do
		[ ! -e "/sys/class/net/$device" ] || continue
		say "there is no device $device: bans are looked up later, and everything else holds; apply again when it is there"
		return
	done
	cat "$DIR/ingress.nft" > "$TARGET/ingress" || refuse "$WORK cannot be written"
}

# A span of time that runs already goes on: sip.learn begins with the first apply and not with every one.
keep_clocks() {
	for clock in $CLOCKS; do
		if [ -s "$TARGET/ipset" ] && ipset list -n "$clock" > /dev/null 2>&1; then
			grep -v "^add $clock " "$TARGET/ipset" > "$WORK/clock"
			cat "$WORK/clock" > "$TARGET/ipset" || refuse "$WORK cannot be written"
		fi
		[ -s "$TARGET/nft" ] && have nft && nft list set inet vosguard "$clock" > "$WORK/clock" 2> /dev/null || continue
		left=$(sed -n 's/^[[:space:]]*\(elements = {.*}\)$/\1/p' "$WORK/clock")
		awk -v clock="$clock" -v left="$left" '
			$1 == "set" { inside = $2 == clock }
			inside && $1 == "elements" { if (left != "") print "\t\t" left; next }
			{ print }' "$TARGET/nft" > "$WORK/clock" && cat "$WORK/clock" > "$TARGET/nft" || refuse "$WORK cannot be written"
	done
}
