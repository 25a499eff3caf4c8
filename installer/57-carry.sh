# Customers whom the rules know stay known where the backend changes, and bans stay bans.

# carry_over: what the rules of the other backend have learned, under the names of this one, in the form of $STATE/learned: $WORK/carried. And as it
# is, for the way back, which puts those rules in place again: $SNAP/learned.before.
carry_over() {
	rm -f "$WORK/carried"
	case $(cat "$SNAP/before/backend") in "$BACKEND" | none) return 0 ;; esac
	true > "$WORK/found"
	{ learned_in_ipset && learned_in_nft; } > "$WORK/learned.other" && cp "$WORK/learned.other" "$SNAP/learned.before" || return 1
	printf '%s\n' "$HOLDING" > "$WORK/holding"
	# nftables keeps beside each ban who may still send a REGISTER now and then; iptables has no set for it.
	{
		echo "saved $(date +%s)"
		awk -v holding="$WORK/holding" -v backend="$BACKEND" '
			BEGIN { n = split("banned proven subnets returned known registered called calling", word, " "); for (i = 1; i <= n; i++) lasting[word[i]] }
			FILENAME == holding {
				if ($1 != backend) { if ($2 in lasting) { holds[$4] = $2; family[$4] = $3; place[$4] = $2 == "returned" ? ++other[$3] : 1 } }
				else name[$2, $3, ++own[$2, $3]] = $4
				next
			}
			!($1 in holds) || $3 ~ /,/ { next }
			{ what = holds[$1]; of = family[$1]; at = place[$1] }
			(what, of, at) in name { print name[what, of, at], "-", $3, $4 }
			what == "banned" && ("paroled", of, 1) in name { print name["paroled", of, 1], "-", $3, $4 }' "$WORK/holding" "$WORK/learned.other"
	} > "$WORK/carried"
}

# carried_sets, carried_nft: into the sets of this backend, before its rules are in force.
carried_sets() { [ "$BACKEND" != iptables ] || [ ! -s "$WORK/carried" ] || remembered_sets; }
carried_nft() { [ "$BACKEND" != nftables ] || [ ! -s "$WORK/carried" ] || remembered_nft; }
