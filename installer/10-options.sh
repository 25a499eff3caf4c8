set -u
umask 077
LC_ALL=C
# nft lists hours in the time zone that it is called with, and reads them so: what is listed now is loaded again when clocks are set.
TZ=UTC0
PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"
export LC_ALL TZ PATH
# What others export changes what these commands print: cd says where it goes, grep colours what it finds.
unset CDPATH GREP_OPTIONS
# A caller may have closed one of these; the next file that is opened would take its place, and get the words that are meant for nobody.
[ -e /proc/self/fd/2 ] || exec 2> /dev/null
[ -e /proc/self/fd/1 ] || exec > /dev/null
[ -e /proc/self/fd/0 ] || exec < /dev/null

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
FORCE_OTHERS=no
OBSERVE=0
ENFORCE=no
WHOLE_PLAN=no
AWAIT=
NOTE=
ACTION=
WORDS=
ALL=
LIMIT=
FOR=
REASON=
FORMAT=
INPUT=
PROVEN=
ONCE=no
TELLING=no
EVERY=
BASELINE=no
BASE=
DUE=no
ACCEPT=

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
  sh install.sh --for 4h        apply for so long; then what was in force before comes back by itself
  sh install.sh profile status  which profile is in force, and until when
  sh install.sh profile off     end it now; what was in force before it asks for its confirmation, as an apply does
  sh install.sh profile done    the switch's own settings have been put back by hand
  sh install.sh --uninstall     take away everything of vosguard's, and nothing else
  sh install.sh why ADDRESS     what the kernel holds of it, what that means, and what would let it in
  sh install.sh metrics         numbers for Prometheus: refused packets by rule, sets, conntrack, profile, what is gone
  sh install.sh watch           what comes in, what is refused and how full everything is, every two seconds; --every 5
  sh install.sh watch --once    one look, with a state: exit status 0 normal, 1 suspicious, 5 attack; --json
  sh install.sh watch --tell    one look that is kept, and hooks are run where something has changed; for cron, or with --every 10 for a unit
  sh install.sh watch --record-baseline   notes how many are registered at this hour of the week
  sh install.sh hooks test      runs each hook of /etc/vosguard/hooks.yaml once
  sh install.sh bans list       who is banned, how long still and why
  sh install.sh bans add ADDRESS [--for 1h] [--reason TEXT]      a source, a network up to a subnet, or - for a list from standard input
  sh install.sh bans remove ADDRESS                              or - or --all
  sh install.sh known list|add|remove                            the same for known sources
  sh install.sh bans export [--proven]                           an address a line; --format json, nft, ipset, crowdsec, exabgp or gobgp
  sh install.sh known export                                     an address a line; --format json, nft or ipset
  sh install.sh sets export     bans and known sources with their times, for another host: there, sets import reads them
  sh install.sh lists refresh [NAME] [--due] [--accept NAME]     fetches what the policy lets this host fetch; lists status: how old it is

  --whole                       with --dry-run: each change, where they are many; else they are counted by chain
  --observe SECONDS             first rules that refuse nothing but the blocked; then a report, and confirm puts the others into force
  --enforce                     after --observe go on by itself; the rules that refuse wait for their confirmation
  --confirm SECONDS             how long to wait for the confirmation (60)
  --yes                         confirm at once; it is not tested whether the host can still be reached
  --no-persist                  write nothing that is read at boot
  --backend iptables|nftables   instead of what the host runs
  --known FILE                  put these sources into the lane of known ones: an address a line, then seconds if you like
  --known-flows                 and whoever has a flow now that the switch answers; a scanner may have one (docs/lanes.md)
  --input FILE                  what - stands for, and what sets import reads, instead of standard input
  --note TEXT                   why this is applied, for --status and rollback --list
  --force-others                apply also where the rules of others refuse all SIP that the policy lets in
  --force-cut                   apply also where the default would cut what the host does now: VRRP, a tunnel
  --root DIR                    keep every file under DIR (images, tests); the rules go to the running kernel
  --command WORDS               what hints say to run instead of this script: for programs that call it
  --help                        this text

Exit status: 0 done; 1 differences found (--status); 2 usage; 3 failed, the old state stands or was put back;
4 failed, and not everything could be put back: the text says what is left.
EOF
}

# Words are no condition: a terminal that is gone takes none, and what they are said about goes on all the same.
say() { printf 'vosguard: %s\n' "$*" >&2 || :; }
# give_up STATUS WORDS
give_up() {
	ended=$1
	shift
	say "$*"
	leave "$ended"
}
usage_fault() { give_up 2 "$*; try: $(call) --help"; }
quoted() {
	case $1 in
	*\'*) printf "'%s'" "$(printf '%s' "$1" | sed "s/'/'\\\\''/g")" ;;
	*) printf "'%s'" "$1" ;;
	esac
}
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
# ipset keeps milliseconds in 31 bits.
MOST_SECONDS=2147483

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
		profile)
			[ $# -ge 2 ] || usage_fault 'profile needs an action: status, off or done'
			COMMAND=profile ACTION=$2
			shift
			;;
		lists)
			[ $# -ge 2 ] || usage_fault 'lists needs an action: refresh or status'
			COMMAND=lists ACTION=$2
			shift
			;;
		bans | known)
			[ $# -ge 2 ] || usage_fault "$1 needs an action: list, add, remove or export"
			COMMAND=$1 ACTION=$2
			shift
			;;
		sets)
			# Alone, it is what a boot runs.
			case ${2-} in
			export | import)
				COMMAND=exchange ACTION=$2
				shift
				;;
			*) COMMAND=sets ;;
			esac
			;;
		hooks)
			[ $# -ge 2 ] || usage_fault 'hooks needs an action: test'
			COMMAND=hooks ACTION=$2
			shift
			;;
		why | metrics | watch) COMMAND=$1 ;;
		rollback | boot | save | again | ended | await | keep | registered | report) COMMAND=$1 ;;
		confirm | enforce | --accept | --confirm | --observe | --root | --backend | --command | --known | --note | --for | --reason | --limit | --format | --input | --every)
			[ $# -ge 2 ] || usage_fault "$1 needs a value"
			read_value "$1" "$2"
			shift
			;;
		--no-persist) PERSIST=no ;;
		--enforce) ENFORCE=yes ;;
		--whole) WHOLE_PLAN=yes ;;
		--yes) YES=yes ;;
		--known-flows) KNOWN_FLOWS=yes ;;
		--force-cut) FORCE_CUT=yes ;;
		--force-others) FORCE_OTHERS=yes ;;
		--list) LISTING=yes ;;
		--all) ALL=yes ;;
		--proven) PROVEN=yes ;;
		--once) ONCE=yes ;;
		--tell) TELLING=yes ;;
		--record-baseline) BASELINE=yes ;;
		--json) FORMAT=json ;;
		--due) DUE=yes ;;
		*)
			case "$COMMAND $ACTION $WORDS" in 'lists refresh ') take_name "$1" && WORDS=" $1" && shift && continue ;; esac
			case $COMMAND in bans | known | why) take_word "$1" && shift && continue ;; esac
			[ "$COMMAND" = rollback ] && [ -z "$NUMBER" ] || usage_fault "$1 is not known"
			NUMBER=$(printf '%s' "$1" | sed 's/^0*//')
			is_number "$NUMBER" || usage_fault "$1 is not known"
			;;
		esac
		shift
	done
	[ "$LISTING" = no ] || [ "$COMMAND:$NUMBER" = rollback: ] || usage_fault '--list goes with rollback alone'
	[ "$ENFORCE" = no ] || [ "$OBSERVE" -gt 0 ] || usage_fault '--enforce goes with --observe alone'
	[ "$WHOLE_PLAN" = no ] || [ "$COMMAND" = dry_run ] || usage_fault '--whole goes with --dry-run'
	check_by_hand
	[ "$YES" = no ] || ENFORCE=yes
	STATE=$ROOT/var/lib/vosguard
}

# Their words are read once more, as addresses.
take_word() {
	case $1 in -?* | *[!0-9A-Za-z.:/-]* | '') usage_fault "$1 is not known" ;; esac
	WORDS="$WORDS $1"
}

# Of a list, as the policy names it.
take_name() {
	case $1 in -* | *[!0-9A-Za-z_-]*) usage_fault "$1 is not known" ;; esac
}

# Which option goes with which of these commands.
check_by_hand() {
	by_hand="$COMMAND $ACTION"
	[ -z "$FOR" ] || case $by_hand in 'bans add' | 'known add' | 'apply ' | 'dry_run ') ;; *) usage_fault '--for goes with an apply, bans add and known add' ;; esac
	[ -z "$REASON" ] || [ "$by_hand" = 'bans add' ] || usage_fault '--reason goes with bans add'
	[ -z "$ALL" ] || case $by_hand in 'bans remove' | 'known remove') ;; *) usage_fault '--all goes with bans remove and known remove' ;; esac
	[ -z "$FORMAT" ] || case $by_hand:$FORMAT in
	'bans '*:json | 'known '*:json | 'exchange import:json' | 'watch :json' | 'why :json' | 'profile '*:json | 'apply :json' | 'status :json' | 'metrics :json' | 'hooks test:json') ;;
	'rollback :json') [ "$LISTING" = yes ] || usage_fault '--json goes with rollback --list' ;;
	'bans export:'* | 'known export:plain' | 'known export:json' | 'known export:nft' | 'known export:ipset') ;;
	'known export:'*) usage_fault "known export takes --format plain, json, nft or ipset, not $FORMAT" ;;
	*) usage_fault '--json goes with an apply, --status, rollback --list, profile, bans, known, sets import, why, watch, metrics and hooks test; --format with bans export and known export' ;;
	esac
	case $COMMAND:$ONCE$TELLING$BASELINE$EVERY in
	watch:nonono* | watch:yesnono | watch:noyesno* | watch:nonoyes | *:nonono) ;;
	watch:*) usage_fault 'watch takes one of --once, --tell and --record-baseline; --every goes with --tell, or alone' ;;
	*) usage_fault '--once, --tell, --record-baseline and --every go with watch' ;;
	esac
	[ -z "$PROVEN" ] || [ "$by_hand" = 'bans export' ] || usage_fault '--proven goes with bans export'
	[ -z "$INPUT" ] || case $by_hand in 'bans '* | 'known '* | 'exchange import') ;; *) usage_fault '--input goes with bans, known and sets import' ;; esac
	[ -z "$LIMIT" ] || case $by_hand in *' list') ;; *) usage_fault '--limit goes with list' ;; esac
	[ "$DUE$ACCEPT" = no ] || [ "$by_hand" = 'lists refresh' ] || usage_fault '--due and --accept go with lists refresh'
	[ -z "$NOTE" ] || case $COMMAND in apply | dry_run) ;; *) usage_fault '--note goes with an apply' ;; esac
}

# seconds_in TIME: of 90, 90s, 30m, 4h or 2d.
seconds_in() {
	case $1 in *s) unit=1 ;; *m) unit=60 ;; *h) unit=3600 ;; *d) unit=86400 ;; *) unit=1 ;; esac
	count=${1%[smhd]}
	count=$(printf '%s' "$count" | sed 's/^0*//')
	case $count in '' | *[!0-9]*) return 1 ;; esac
	[ "${#count}" -le 7 ] && [ "$((count * unit))" -le "$MOST_SECONDS" ] && echo "$((count * unit))"
}

# Of a line that is shown to others later: nothing that a terminal could take for a command, C1 and the marks of bidirectional text among it.
a_line() {
	[ "$(printf '%s' "$2" | wc -c)" -le 400 ] || usage_fault "$1 takes up to 400 bytes"
	hex=$(printf '%s' "$2" | od -An -v -tx1 | tr -d '\n')
	case $hex in *' 0'[0-9a-f]* | *' 1'[0-9a-f]* | *' 7f'* | *' c2 '[89]* | *' e2 80 a'[a-e]* | *' e2 81 a'[6-9]*) usage_fault "$1 is one line of text that can be shown" ;; esac
}

# beside FILE: a program puts its list beside this script.
beside() {
	case $1 in */*) FOUND=$1 ;; *) if [ -f "$DIR/$1" ]; then FOUND=$DIR/$1; else FOUND=./$1; fi ;; esac
	[ -f "$FOUND" ] && [ -r "$FOUND" ] || usage_fault "$1 is not a file that can be read"
}

read_value() {
	case $1 in
	confirm | enforce)
		COMMAND=$1
		CODE=$2
		;;
	--observe)
		is_number "$2" && [ "$2" -ge 1 ] && [ "$2" -le 86400 ] || usage_fault "--observe takes seconds, a day at most, not $2"
		OBSERVE=$2
		;;
	--accept) take_name "$2" && ACCEPT=$2 ;;
	--command) CALL=$2 ;;
	--note) a_line "$1" "$2" && NOTE=$2 ;;
	--reason) a_line "$1" "$2" && REASON=$2 ;;
	--for) FOR=$(seconds_in "$2") || usage_fault "--for takes a time such as 90s, 30m, 4h or 2d, 24 days at most, not $2" ;;
	--limit) is_number "$2" && [ "$2" -ge 1 ] && LIMIT=$2 || usage_fault "--limit takes a whole number from 1, not $2" ;;
	--format)
		case $2 in plain | json | nft | ipset | crowdsec | exabgp | gobgp) FORMAT=$2 ;; *) usage_fault "there is no format $2" ;; esac
		;;
	--known) beside "$2" && KNOWN_FILE=$FOUND ;;
	--input) beside "$2" && INPUT=$FOUND ;;
	--every)
		EVERY=${2%s}
		is_number "$EVERY" && [ "$EVERY" -ge 1 ] && [ "$EVERY" -le 3600 ] || usage_fault "--every takes seconds, an hour at most, not $2"
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
