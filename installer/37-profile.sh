# profile_of SNAPSHOT: the profile of an apply; empty for none. Older versions have left it in the manifest alone.
profile_of() {
	if [ -f "$1/profile" ]; then
		head -n 1 "$1/profile"
	else
		sed -n 's/^    "profile": "\([A-Za-z0-9_-]*\)".*/\1/p' "$1/manifest.json" 2> /dev/null | head -n 1
	fi
}

tell_expiry() {
	[ -z "$EXPIRES" ] || say "the profile $PROFILE is meant for $(span "$EXPIRES"), and nothing ends it by itself: apply the policy without the profile before then"
}

# Of the apply in $SNAP. A clock that was set back says that more time is left.
expiry_words() {
	for_seconds=$(cat "$SNAP/expires" 2> /dev/null) began=$(cat "$SNAP/time" 2> /dev/null)
	case $for_seconds$began in '' | *[!0-9]*) return ;; esac
	[ -n "$for_seconds" ] || return 0
	left=$((began + for_seconds - $(date +%s)))
	if [ "$left" -gt 0 ]; then
		echo "the profile $(profile_of "$SNAP") is meant for another $(span "$left"), and nothing ends it by itself"
	else
		echo "the profile $(profile_of "$SNAP") is past its time by $(span "$((-left))"): apply the policy without it"
	fi
}
