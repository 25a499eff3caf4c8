# Base chains of others that refuse what they do not let in: a line for each. A packet must pass theirs and ours.
others_refusing() {
	if have nft && nft -t list ruleset > "$WORK/everybody" 2>> "$LOG"; then
		awk '
			/^table / { table = $2 " " $3 }
			/^\tchain / { chain = $2; base = drop = 0; last = "" }
			/^\t\ttype filter hook input / { base = 1; drop = /policy drop/; next }
			/^\t\t/ { last = $0; sub(/^\t\t/, "", last); sub(/^counter packets [0-9]+ bytes [0-9]+ /, "", last) }
			/^\t}/ && base && table != "inet vosguard" && table !~ /^ip6? filter$/ && (drop || last ~ /^(drop|reject)( |$)/) {
				print "the chain " chain " of the table " table
			}' "$WORK/everybody"
	fi
	shown_kind=$(xt_kind)
	for tool in iptables ip6tables $XT_TOOLS; do
		usable "$tool" || continue
		case $tool in
		*-nft) [ "$shown_kind" = legacy ] || continue ;;
		ip6tables-legacy) [ "$shown_kind" = nft ] && grep -qx filter /proc/net/ip6_tables_names 2> /dev/null || continue ;;
		iptables-legacy) [ "$shown_kind" = nft ] && grep -qx filter /proc/net/ip_tables_names 2> /dev/null || continue ;;
		ip6tables) [ "$shown_kind" = nft ] || grep -qx filter /proc/net/ip6_tables_names 2> /dev/null || continue ;;
		iptables) [ "$shown_kind" = nft ] || grep -qx filter /proc/net/ip_tables_names 2> /dev/null || continue ;;
		esac
		"$tool-save" -t filter 2>> "$LOG" | awk -v tool="$tool" '
			/^:INPUT DROP/ { found = 1 }
			/^-A INPUT -j (DROP|REJECT)/ { found = 1 }
			END { if (found) print "INPUT of " tool }'
	done
}

# Without Node nobody asks them with packets; vosguard plan does.
tell_others() {
	case $COMMAND in boot | sets) return ;; esac
	others_refusing > "$WORK/refusing"
	while read -r place; do
		say "$place refuses what it does not let in itself: what this policy lets in, SIP on UDP port ${SIP_UDP:-none} above all, must be let in there too"
	done < "$WORK/refusing"
}
