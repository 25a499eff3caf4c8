#!/bin/sh
# Finding: SIPp 3.6.1 with a socket for each address (-t ui) writes port 0 for [local_port] in its first call, also with -p.
#
# A test of a switch that plays many phones from one process so registers a contact with port 0 for the first of them, and the calls
# to that phone fail on the switch, which looks like a fault of the switch. All later calls have the right port. A scenario that
# spells the port out instead of [local_port] is right.
#
# Debian 12's package: sip-tester 1:3.6.1-1+b2. Runs it in a network namespace of its own; wants root.
# Usage: sh findings/sipp-first-port-zero.sh          0: as told here; 1: it has changed; 2: it cannot be run here
set -eu

if [ "${1:-}" != inside ]; then
	for tool in sipp unshare ip timeout; do
		PATH="$PATH:/usr/sbin:/sbin" command -v $tool > /dev/null || { echo "not run: there is no $tool"; exit 2; }
	done
	exec timeout 60 unshare --net --pid --fork --kill-child --mount-proc sh "$0" inside
fi

PATH="$PATH:/usr/sbin:/sbin"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
ip link set lo up
dpkg-query -W -f '${Package} ${Version}\n' sip-tester

cat > ask.xml <<'END'
<?xml version="1.0" encoding="UTF-8"?>
<scenario name="ask">
  <send><![CDATA[

OPTIONS sip:[remote_ip] SIP/2.0
Via: SIP/2.0/UDP [field0]:5070;branch=[branch]
Max-Forwards: 70
From: <sip:ask@[field0]>;tag=[call_number]
To: <sip:[remote_ip]>
Call-ID: [call_id]
CSeq: 1 OPTIONS
Contact: <sip:ask@[field0]:[local_port]>
Content-Length: 0

]]></send>
</scenario>
END
printf 'SEQUENTIAL\n127.0.0.2\n127.0.0.3\n127.0.0.4\n' > addresses.csv
timeout 20 sipp 127.0.0.1:5060 -sf ask.xml -inf addresses.csv -t ui -ip_field 0 -i 127.0.0.1 -p 5070 -m 3 -r 10 -nostdin \
	-max_socket 100 -skip_rlimit -trace_msg -message_file messages > said 2>&1 || :
grep '^Contact' messages | tr -d '\r' | sed 's/^/  /' | tee contacts
expected=$(printf '  Contact: <sip:ask@127.0.0.%s>\n' 2:0 3:5070 4:5070)
if [ "$(cat contacts)" = "$expected" ]; then
	echo 'as told: 0 in the first call'
else
	echo 'this has changed'
	exit 1
fi
