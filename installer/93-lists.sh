# Lists of whom to block that this host fetches by itself. lists.conf, an artifact, says which, and whom none of them blocks. What was fetched
# is in fetched/NAME below the state, and what is known of it in fetched/NAME.told. The sets of nft and ipset hold all lists together; they are
# filled with each load of the rules, and between in one step when a list has changed. Nothing else is rewritten.

MOST_ENTRIES=200000
# A range falls into up to 62 networks of IPv4, or 252 of IPv6: that many all ranges of a list together, or as many as its max says.
MOST_NETWORKS=1000000
# Of a list, in units of 512 bytes, as ulimit has them: 32 MiB. And of a file that is made of it: 512 MiB.
MOST_BLOCKS=65536
MOST_MADE=1048576

lists() {
	check_root
	open_work
	case $ACTION in
	refresh) refresh_lists ;;
	status)
		confirmed_apply || {
			echo 'nothing of vosguard has been applied on this host'
			leave 1
		}
		switch_lists "$SNAP/lists.conf" | grep -q . || {
			echo 'no list of the policy is fetched by this host'
			leave 0
		}
		tell_fetched > "$WORK/lists.told"
		sed 's/^wrong //; s/^note //' "$WORK/lists.told"
		! grep -q '^wrong ' "$WORK/lists.told" || leave 1
		leave 0
		;;
	*) usage_fault 'lists needs an action: refresh or status' ;;
	esac
}

refresh_lists() {
	if waiting; then
		say 'an apply waits for its confirmation: lists are fetched when that is over'
		leave 0
	fi
	confirmed_apply && [ -d "$SNAP/after" ] || refuse 'nothing of vosguard has been applied on this host'
	# A list takes minutes where its server is slow, and no apply is to wait for it: a lock of its own.
	if ! take_place "$STATE/refreshing" 3; then
		[ -d "$STATE/refreshing" ] || refuse "$STATE cannot be written"
		[ "$DUE" = no ] || leave 0
		refuse "another refresh is at work on this host$(sed -n 's/^\([0-9]*\) .*/, process \1/p' "$STATE/refreshing/owner" 2> /dev/null)"
	fi
	PLACE=$STATE/refreshing
	# Of those that were killed.
	for cut_off in "$STATE/fetched"/*.new.*; do [ -d "/proc/${cut_off##*.}" ] || rm -f "$cut_off"; done
	CONF=$SNAP/lists.conf BACKEND=$(cat "$SNAP/backend") left=0
	[ -z "$WORDS" ] || switch_lists "$CONF" | grep -qxF -e "${WORDS# }" || refuse "this host fetches no list ${WORDS# }"
	for name in $(switch_lists "$CONF"); do
		[ -z "$WORDS" ] || [ "$name" = "${WORDS# }" ] || continue
		block_of "$CONF" "$name" > "$WORK/block"
		[ "$DUE" = no ] || is_due "$name" || continue
		refresh_list "$name" || left=1
	done
	take_lock 30 || refuse "$(at_work)"
	# Meanwhile another policy may have been applied.
	[ "$SNAP" = "$STATE/snapshots/$(cat "$STATE/applied" 2> /dev/null)" ] && ! waiting || leave "$left"
	shield
	filled=yes
	load_fetched || filled=no
	load_named "$CONF" || filled=no
	[ "$filled" = yes ] || {
		tools_said
		give_up 3 'the sets could not be filled'
	}
	leave "$left"
}

# refresh_list NAME: $WORK/block is its part of lists.conf.
refresh_list() {
	ACCEPTED=
	[ "$ACCEPT" != "$1" ] || ACCEPTED=yes
	now=$(date +%s)
	every=$(of_conf "$WORK/block" every)
	origin=$(origin_of "$WORK/block")
	before=$STATE/fetched/$1
	[ "$every" -le 900 ] && again=$every || again=900
	if [ "$(told_of "$1" origin)" = "$origin" ] && [ -f "$before" ] && kept=$(time_of "$1"); then
		had=$(told_of "$1" entries)
	else
		kept='' had=0
		rm -f "$before"
		before=$WORK/none.list
	fi
	# Whatever becomes of this process, the next try is not at once.
	write_told "$1" "$origin" "$kept" "$had" 'it was begun, and has not come to an end' "$((now + again))"
	rm -f "$WORK/lines.new" "$WORK/seen.new"
	UNRESOLVED=
	if came "$1" && judge_list "$WORK/block" "$WORK/fetched.raw" "$before"; then
		[ ! -f "$before" ] || note_change "$1" "$before" "$WORK/networks.new"
		[ ! -d "$STATE/fetched" ] || keep_lines "$STATE/fetched/$1" || refuse "$STATE/fetched cannot be written"
		{ mkdir -p "$STATE/fetched" && cp "$WORK/networks.new" "$STATE/fetched/$1.new.$$" && cmp -s "$WORK/networks.new" "$STATE/fetched/$1.new.$$" && on_disk "$STATE/fetched/$1.new.$$" "$STATE/fetched/$1"; } 2>> "$LOG" ||
			refuse "$STATE/fetched cannot be written"
		[ ! -f "$WORK/seen.new" ] || mv -f "$WORK/seen.new" "$STATE/fetched/$1.seen"
		write_told "$1" "$origin" "$now" "$ENTRIES" "$UNRESOLVED" "$((now + every))"
		echo "$1: $ENTRIES entries${UNRESOLVED:+; $UNRESOLVED}"
		return
	fi
	ENTRIES=$had stands='nothing was fetched before'
	[ -z "$kept" ] || stands="what stands is kept, $had entries, $(span "$((now > kept ? now - kept : 0))") old"
	write_told "$1" "$origin" "$kept" "$had" "$WHY" "$((now + again))"
	say "$1: $WHY; $stands"
	return 1
}

# came NAME: what is to be judged, to $WORK/fetched.raw.
came() { if is_names "$WORK/block"; then resolve_list "$1"; else fetch_list "$(of_conf "$WORK/block" url)"; fi; }

# write_told NAME ORIGIN FETCHED ENTRIES FAILED DUE
write_told() {
	mkdir -p "$STATE/fetched" && printf 'origin %s\nfetched %s\nentries %s\nfailed %s\ndue %s\ntried %s\n' "$2" "$3" "$4" "$(printf '%s' "$5" | tr -cd ' -~' | head -c 300)" "$6" "$now" > "$STATE/fetched/$1.told.new.$$" &&
		on_disk "$STATE/fetched/$1.told.new.$$" "$STATE/fetched/$1.told" || refuse "$STATE/fetched cannot be written"
}

# A clock that was set back makes a list due.
is_due() {
	now=$(date +%s) due=$(told_of "$1" due) every=$(of_conf "$WORK/block" every)
	! is_amount "$due" || [ "$now" -ge "$due" ] || [ "$((due - now))" -gt "$every" ] || [ "$(told_of "$1" origin)" != "$(origin_of "$WORK/block")" ]
}

# fetch_list URL: to $WORK/fetched.raw, or WHY not. No way to another address is followed: an answer must not make this host ask its own
# network. busybox has a wget that looks at no certificate.
fetch_list() {
	WHY=
	if have curl; then
		said=$(ulimit -f "$MOST_BLOCKS" && exec curl -q -g -sS --connect-timeout 15 --max-time 120 -A vosguard -o "$WORK/fetched.raw" -w '%{http_code} %{redirect_url}' -- "$1" 2>> "$LOG")
		ended=$?
		case $ended:$said in
		0:200*) return 0 ;;
		0:30*) WHY="it leads to ${said#* }: write that address, if it is right" ;;
		0:*) WHY="the server answered ${said%% *}" ;;
		*) WHY=$(curl_words "$ended") ;;
		esac
	elif wget --version 2> /dev/null | grep -q 'GNU Wget'; then
		(true > "$WORK/wgetrc" && ulimit -f "$MOST_BLOCKS" && WGETRC=$WORK/wgetrc && export WGETRC && exec wget -q --max-redirect=0 -t 1 -T 60 -U vosguard -O "$WORK/fetched.raw" -- "$1") 2>> "$LOG"
		ended=$?
		case $ended in
		0) return 0 ;;
		5) WHY='the certificate of the server is not trusted' ;;
		8) WHY='the server refuses it, or leads elsewhere' ;;
		*) WHY="the server cannot be reached, or breaks off (wget ended with $ended)" ;;
		esac
	else
		WHY='this host has neither curl nor the wget of GNU'
	fi
	return 1
}

curl_words() {
	case $1 in
	5 | 6) echo 'the name of the server has no address' ;;
	7) echo 'the server refuses the connection' ;;
	18 | 52 | 56) echo 'the connection broke off' ;;
	28) echo 'it took longer than 120 s' ;;
	35 | 51 | 53 | 58 | 59 | 60 | 77 | 83 | 90 | 91) echo 'the certificate of the server is not trusted' ;;
	23 | 63 | 15[0-9]) echo "it is longer than $((MOST_BLOCKS / 2048)) MiB, or the disk is full" ;;
	*) echo "curl ended with $1" ;;
	esac
}
