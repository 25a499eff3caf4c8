# profile_of SNAPSHOT: the profile of an apply; empty for none. Older versions have left it in the manifest alone.
profile_of() {
	if [ -f "$1/profile" ]; then
		head -n 1 "$1/profile"
	else
		sed -n 's/^    "profile": "\([A-Za-z0-9_-]*\)".*/\1/p' "$1/manifest.json" 2> /dev/null | head -n 1
	fi
}
