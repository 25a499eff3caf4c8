# Up to about Linux 3.13 an ipset belongs to the host and not to a network namespace: there a trial would not be one.
scratch_is_apart() {
	have unshare && unshare -n true 2> /dev/null || return 1
	[ -s "$TARGET/ipset" ] || return 0
	unshare -n ipset create vg-probe hash:ip 2>> "$LOG" || return 1
	if ipset list vg-probe > /dev/null 2>&1; then
		ipset destroy vg-probe
		return 1
	fi
}

# Loads everything where it does nothing, before anything is changed: the kernel itself says whether it takes it.
probe() {
	if scratch_is_apart; then
		PROBED=yes
		! try_apart || return 0
		if has_signatures; then
			leave_signatures_out || refuse "$WORK cannot be written"
			if try_apart; then
				tell_left_out
				return
			fi
		fi
		say 'this host rejected the rules; in a network namespace for trial, the tools said:'
		tools_said
		lacking=$([ "$BACKEND" = nftables ] || lacking_modules "$TARGET/iptables" "$TARGET/ip6tables")
		[ -z "$lacking" ] || say "this kernel lacks $lacking; $(module_advice "$lacking")"
		if [ -n "$lacking" ] && can_run nftables; then say 'or take the rules of nftables, which need none of these: --backend nftables'; fi
		refuse 'the policy cannot be put into force here'
	fi
	PROBED=no
	say 'no network namespace for a trial on this host: only the check modes of the tools were used'
	for tool in iptables ip6tables; do
		[ ! -s "$TARGET/$tool" ] || [ -s "$TARGET/ipset" ] || "$tool-restore" --test --noflush < "$TARGET/$tool" 2>> "$LOG" || {
			has_signatures || {
				tools_said
				refuse "$tool-restore rejected the rules"
			}
			leave_signatures_out || refuse "$WORK cannot be written"
			tell_left_out
		}
	done
	[ ! -s "$TARGET/nft" ] || nft -c -f "$TARGET/nft" 2>> "$LOG" || {
		tools_said
		refuse 'nft rejected the rules'
	}
}

# Only a dry run shows what came of it.
try_apart() { unshare -n sh "$SCRIPT" probe "$WORK" "$BACKEND" "$COMMAND" 2>> "$LOG"; }

# In the namespace. Without the entries of the lists, which could be a million.
probe_inside() {
	WORK=$1 BACKEND=$2 LOG=$1/log TARGET=$1/inside SNAP=$1/none STATE=$1/none KNOWN=$1/known.inside
	WAIT=
	# The namespace is its own, and so is its lock.
	XTABLES_LOCKFILE=$1/xtables.lock
	export XTABLES_LOCKFILE
	TRUSTED=
	INSIDE=yes
	mkdir -p "$WORK/inside" || exit 3
	true > "$KNOWN"
	for part in nft iptables ip6tables ipset ingress; do grep -v -e '^add ' -e '^[[:space:]]*# list ' "$1/target/$part" > "$TARGET/$part"; done
	put_sets "$TARGET/ipset" && put_all || exit 3
	[ "$3" != dry_run ] || prints "$WORK/probed" || exit 3
	exit 0
}

# put_all: the rules of TARGET, the backend that is wanted first, so that no moment is without rules.
put_all() {
	case $BACKEND in
	nftables) put_nft "$TARGET/nft" && put_signatures ;;
	*) put_rules iptables "$TARGET/iptables" && put_rules ip6tables "$TARGET/ip6tables" && put_nft "$TARGET/nft" ;;
	esac
}

dry_run() {
	say "policy $POLICY for $PLATFORM, backend $BACKEND; nothing is changed"
	prints "$WORK/live.d" || refuse 'the rules of this host cannot be read'
	if [ "$PROBED" = yes ]; then
		for part in iptables ip6tables nft; do
			# Without the places: one rule more would move all that follow it.
			# The rules at devices were not tried: the namespace has none.
			for side in live.d probed; do
				sed '/chain hook\.ingress {/,/}$/d; /^[[:space:]]*# list /d; /^[[:space:]]*$/d; s/^\([^ ]* VG-[^ ]*\) [0-9]* /\1 /' "$WORK/$side/$part" | placed "$part" > "$WORK/$side.$part"
			done
			differences "$WORK/live.d.$part" "$WORK/probed.$part"
		done
	else
		for part in iptables ip6tables nft; do
			set -- "$TARGET/$part"
			[ "$part" != nft ] || set -- "$@" "$TARGET/ingress"
			# What is to come is not there yet.
			differing_ids "$WORK/live.d/$part" "$@" | sed "s/^+/ /; s/^-/+/; s/^ /-/; s/^\([+-]\) nft /\1 /; s/^\([+-]\) /\1 $part /"
		done
	fi > "$WORK/changes"
	tell_changes
	for tool in $(second_tools); do echo "- a second copy of the rules, in $tool"; done
	ours_sets "$WORK/live.sets"
	set_changes "$WORK/live.sets" "$TARGET/ipset"
	list_changes
	wrong_keys "$TARGET/sysctl" | sed 's/^\([^ ]*\) \([^ ]*\) \(.*\)$/\1: \3 -> \2/'
	[ ! -s "$TARGET/known" ] || printf 'known sources to put in: %s\n' "$(wc -l < "$TARGET/known" | tr -d ' ')"
	[ "$PERSIST" = no ] || printf 'after the confirmation: %s is written for the next boot\n' "$(boot_kind)"
	printf '%s rules or lines to add, %s to remove\n' "$(grep -c '^+' "$WORK/changes")" "$(grep -c '^-' "$WORK/changes")"
	leave 0
}

set_changes() {
	awk -v from="$1" '
		{ old = FILENAME == from }
		/^# list / { if (!old) long[$3]; next }
		$1 == "create" && $2 !~ /-new$/ { if (old) was[$2]; else is[$2] }
		$1 == "add" { name = $2; sub(/-new$/, "", name); if (old) { had[name, $3]; before[name]++ } else { n[name]++; if (!((name, $3) in had)) more[name]++ } }
		END {
			for (name in is) if (!(name in long)) { less = before[name] - n[name] + more[name]; if (!(name in was)) print "+ set " name ": " n[name] + 0 " entries"; else if (more[name] || less) print "~ set " name ": " more[name] + 0 " more, " less " fewer" }
			for (name in was) if (!(name in is)) print "- set " name
		}' "$1" "$2" | sort
}

# Those that do not stand as they are wanted. What stands instead may have been edited by hand.
list_changes() {
	for part in ipset nft; do lists_of "$TARGET/$part"; done |
		awk -v known="$KNOWN" 'FILENAME == known { count[$1] = $2; sum[$1] = $3; next }
			sum[$1] != $3 { print "~ set " $1 ": a list of " $2 " is loaded" ($1 in sum ? " in the place of one of " count[$1] : "") }' "$KNOWN" -
}

# For awk: id_of() is table, chain and id of a rule, of a file to load as of a listing; empty for another line.
ID_OF='
	function id_of(   id) {
		if (FNR == 1) table = chain = ""
		if (/^\*/) table = substr($0, 2)
		if ($1 == "chain") { table = "nft"; chain = $2 }
		if (match($0, /-A VG-[^ ]+/)) {
			chain = substr($0, RSTART + 3, RLENGTH - 3)
			if (match($0, /^[a-z]+ /)) table = $1
			return match($0, /vg:[^" ]+/) ? table " " chain " " substr($0, RSTART, RLENGTH) : ""
		}
		if (!/ comment "/ || /vg:/) return ""
		id = $0; sub(/.* comment "/, "", id); sub(/".*/, "", id)
		return table " " chain " " id
	}
'

# differing_ids LISTING FILE...: rules of FILEs that LISTING lacks, with a -, and those that it has too many, with a +.
differing_ids() {
	awk -v listing="$1" "$ID_OF"'
		{ id = id_of() }
		id == "" { next }
		FILENAME == listing { amount[id]++; next }
		amount[id] > 0 { amount[id]--; next }
		{ print "- " id }
		END { for (id in amount) while (amount[id]-- > 0) print "+ " id }' "$@"
}
