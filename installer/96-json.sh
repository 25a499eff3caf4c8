# What commands tell, for programs.

# For awk: quoted(TEXT) of JSON. What a terminal could take for a command is no part of it.
QUOTED='
function quoted(text) { gsub(/[\001-\037\177]/, " ", text); gsub(/[\\"]/, "\\\\&", text); return "\"" text "\"" }
'

# json_line: the first line of standard input as a JSON text; null for none.
json_line() { awk "$QUOTED"'NR == 1 { text = $0 } END { printf "%s", (text == "" ? "null" : quoted(text)) }'; }
# json_lines FILE: its lines as a list.
json_lines() { awk "$QUOTED"'{ printf "%s\n    %s", (n++ ? "," : ""), quoted($0) } END { if (n) printf "\n  " }' "$1"; }
json_number() { case $1 in '' | *[!0-9-]*) printf null ;; *) printf '%s' "$1" ;; esac; }
json_truth() { if "$@" > /dev/null 2>&1; then printf true; else printf false; fi; }

# told_json KEY VALUE...: numbers and words of one object, on one line.
told_json() {
	printf '{ "format": 1'
	while [ $# -gt 1 ]; do
		case $2 in *[!0-9]* | '') value=$(printf '%s\n' "$2" | json_line) ;; *) value=$2 ;; esac
		printf ', "%s": %s' "$1" "$value"
		shift 2
	done
	echo ' }'
}

# Of the apply in $SNAP: what is said of one everywhere.
apply_json() {
	printf '"apply": %s, "policy": %s, "sha256": %s, "profile": %s, "note": %s, "backend": %s, "ageSeconds": %s' \
		"$(json_number "$(short_number "${SNAP##*/}")")" "$(sed 's/, sha256 .*//' "$SNAP/policy" 2> /dev/null | json_line)" \
		"$(sed -n 's/.*, sha256 \([0-9a-f]*\).*/\1/p' "$SNAP/policy" 2> /dev/null | json_line)" "$(profile_of "$SNAP" | json_line)" \
		"$(cat "$SNAP/note" 2> /dev/null | json_line)" "$(cat "$SNAP/backend" 2> /dev/null | json_line)" "$(seconds_since_apply)"
}

# null where the clock has been set back since.
seconds_since_apply() {
	then=$(cat "$SNAP/time" 2> /dev/null)
	case $then in
	'' | *[!0-9]*) seconds=-1 ;;
	*) seconds=$(($(date +%s) - then)) ;;
	esac
	if [ "$seconds" -lt 0 ]; then printf null; else printf '%s' "$seconds"; fi
}

# status_json: the lines of the status, and beside them what programs ask for.
status_json() {
	(
		TEMPORARY= HALF=
		status_told
	) > "$WORK/status.told" 2> "$WORK/status.said"
	drift=$?
	if ! find_pending; then SNAP=$STATE/snapshots/$(cat "$STATE/applied" 2> /dev/null || echo none); fi
	cat "$WORK/status.said" >&2
	[ "$drift" -le 1 ] || leave "$drift"
	if [ ! -d "$SNAP/after" ]; then
		echo '{ "format": 1, "applied": false }'
		leave 1
	fi
	sed -n '/^refused packets by rule:/,$p' "$WORK/status.told" | awk "$QUOTED"'NR > 1 && $1 ~ /^[0-9]+$/ { printf "%s\n    { \"rule\": %s, \"packets\": %s }", (n++ ? "," : ""), quoted($2), $1 } END { if (n) printf "\n  " }' > "$WORK/status.refused"
	sed '/^refused packets by rule:/,$d' "$WORK/status.told" > "$WORK/status.lines"
	printf '{\n  "format": 1,\n  "applied": true,\n  %s,\n  "pending": %s,\n  "drift": %s,\n' "$(apply_json)" "$(json_truth waiting)" "$([ "$drift" = 0 ] && echo false || echo true)"
	printf '  "secondsLeft": %s,\n  "comesBack": %s,\n  "settingsByHand": %s,\n  "begun": %s,\n' "$(json_number "$(seconds_left)")" \
		"$(json_number "$(sed 's/^0*//' "$SNAP/base" 2> /dev/null)")" "$(json_truth test -s "$STATE/by-hand.md")" "$(alarm_json)"
	printf '  "lines": [%s],\n  "said": [%s],\n  "refused": [%s]\n}\n' "$(json_lines "$WORK/status.lines")" \
		"$(sed 's/^vosguard: //' "$WORK/status.said" > "$WORK/status.plain" && json_lines "$WORK/status.plain")" "$(cat "$WORK/status.refused")"
	leave "$drift"
}

# snapshots_json: a line for each apply that can be taken back, the last one first; of $WORK/snapshots.
snapshots_json() {
	while read -r one; do
		SNAP=$STATE/snapshots/$one
		[ -f "$SNAP/back.sh" ] || continue
		case $(state_of_apply "$one") in *force*) state=in-force ;; *waits*) state=waits ;; *taken*) state=taken-back ;; *) state=past ;; esac
		printf '{ %s, "state": "%s", "goesBackTo": %s }\n' "$(apply_json)" "$state" "$(what_stood | json_line)"
	done < "$WORK/snapshots" > "$WORK/snapshots.json"
	awk 'BEGIN { printf "{\n  \"format\": 1,\n  \"applies\": [" } { printf "%s\n    %s", (NR > 1 ? "," : ""), $0 } END { print (NR ? "\n  " : "") "]\n}" }' "$WORK/snapshots.json"
}

# metrics_json: samples of the text form, each with its labels.
metrics_json() {
	awk "$QUOTED"'
		/^#/ { next }
		{
			value = $NF; name = $0; sub(/ [^ ]+$/, "", name); labels = ""
			if (i = index(name, "{")) { labels = substr(name, i + 1); sub(/}$/, "", labels); name = substr(name, 1, i - 1) }
			gsub(/="/, "\": \"", labels); gsub(/",/, "\", \"", labels)
			printf "%s\n    { \"name\": %s, \"labels\": {%s}, \"value\": %s }", (n++ ? "," : "{\n  \"format\": 1,\n  \"metrics\": ["), quoted(name), (labels == "" ? "" : " \"" labels " "), value
		}
		END { print (n ? "" : "{\n  \"format\": 1,\n  \"metrics\": [") "\n  ]\n}" }' "$1"
}
