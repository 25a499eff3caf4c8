set -u
umask 077
LC_ALL=C
PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"
export LC_ALL PATH
# What others export changes what these commands print: cd says where it goes, grep colours what it finds.
unset CDPATH GREP_OPTIONS

DIR=$(cd "$(dirname "$0")" && pwd) || exit 3
SELF=$DIR/$(basename "$0")
ROOT=
CONFIRM=60
COMMAND=apply
CODE=
PERSIST=yes
YES=no
WISH=
CALL=
LISTING=no
NUMBER=
KNOWN_FILE=
KNOWN_FLOWS=no
FORCE_CUT=no

usage() {
	cat <<'EOF'
Puts the artifacts of this folder into force on this host, and can always come back.

  sh install.sh                 apply; wait for the confirmation; without it, put back what stood before
  sh install.sh --dry-run       check everything and say what would change; change nothing
  sh install.sh confirm CODE    keep what was applied; to be run over a NEW connection
  sh install.sh rollback        back to what stood before the last apply, at any time
  sh install.sh rollback N      back to what stood before apply N
  sh install.sh rollback --list which applies can be taken back
  sh install.sh --status        is what runs what was applied? drops by rule
  sh install.sh --uninstall     take away everything of vosguard's, and nothing else

  --confirm SECONDS             how long to wait for the confirmation (60)
  --yes                         confirm at once; nobody has shown that the host can still be reached
  --no-persist                  write nothing that is read at boot
  --backend iptables|nftables   instead of what the host runs
  --known FILE                  put these sources into the lane of known ones: an address a line, then seconds if you like
  --known-flows                 and whoever has a flow now that the switch answers; a scanner may have one (docs/lanes.md)
  --force-cut               apply also where the default would cut what the host does now: VRRP, a tunnel
  --root DIR                    keep every file under DIR (images, tests); the rules go to the running kernel
  --command WORDS               what hints say to run instead of this script: for programs that call it
  --help                        this text

Exit status: 0 done; 1 differences found (--status); 2 usage; 3 failed, the old state stands or was put back;
4 failed, and not everything could be put back: the text says what is left.
EOF
}

say() { printf 'vosguard: %s\n' "$*" >&2; }
usage_fault() {
	say "$*; try: $(call) --help"
	exit 2
}
quoted() { printf "'%s'" "$(printf '%s' "$1" | sed "s/'/'\\\\''/g")"; }
shown() { case $1 in *[!A-Za-z0-9/._-]*) quoted "$1" ;; *) printf '%s' "$1" ;; esac; }
# How the operator calls this program, from whichever folder.
call() { if [ -n "$CALL" ]; then printf '%s' "$CALL"; else printf 'sh %s' "$(shown "$SELF")"; fi; }
rooted() { [ -z "$ROOT" ] || printf ' --root %s' "$(shown "$ROOT")"; }
# Before anything was changed.
refuse() {
	say "$*"
	say 'nothing was changed'
	leave 3
}
is_number() {
	case $1 in '' | *[!0-9]*) return 1 ;; esac
	[ "${#1}" -le 5 ]
}

read_options() {
	while [ $# -gt 0 ]; do
		case $1 in
		--help | -h)
			usage
			exit 0
			;;
		--dry-run) COMMAND=dry_run ;;
		--status) COMMAND=status ;;
		--uninstall) COMMAND=uninstall ;;
		rollback | boot | sets | save | again | keep | registered) COMMAND=$1 ;;
		confirm | --confirm | --root | --backend | --command | --known)
			[ $# -ge 2 ] || usage_fault "$1 needs a value"
			read_value "$1" "$2"
			shift
			;;
		--no-persist) PERSIST=no ;;
		--yes) YES=yes ;;
		--known-flows) KNOWN_FLOWS=yes ;;
		--force-cut) FORCE_CUT=yes ;;
		--list) LISTING=yes ;;
		*)
			[ "$COMMAND" = rollback ] && [ -z "$NUMBER" ] || usage_fault "$1 is not known"
			NUMBER=$(printf '%s' "$1" | sed 's/^0*//')
			is_number "$NUMBER" || usage_fault "$1 is not known"
			;;
		esac
		shift
	done
	[ "$LISTING" = no ] || [ "$COMMAND:$NUMBER" = rollback: ] || usage_fault '--list goes with rollback alone'
	STATE=$ROOT/var/lib/vosguard
}

read_value() {
	case $1 in
	confirm)
		COMMAND=confirm
		CODE=$2
		;;
	--command) CALL=$2 ;;
	--known)
		# A program puts its list beside this script.
		case $2 in */*) KNOWN_FILE=$2 ;; *) if [ -f "$DIR/$2" ]; then KNOWN_FILE=$DIR/$2; else KNOWN_FILE=./$2; fi ;; esac
		[ -f "$KNOWN_FILE" ] && [ -r "$KNOWN_FILE" ] || usage_fault "$2 is not a file that can be read"
		;;
	--confirm)
		is_number "$2" && [ "$2" -ge 1 ] || usage_fault "--confirm takes seconds, not $2"
		CONFIRM=$2
		;;
	--root)
		[ -d "$2" ] || usage_fault "$2 is not a directory"
		ROOT=$(cd "$2" && pwd -P)
		[ "$ROOT" != / ] || ROOT=
		;;
	--backend)
		case $2 in iptables | nftables) WISH=$2 ;; *) usage_fault "there is no backend $2" ;; esac
		;;
	esac
}
