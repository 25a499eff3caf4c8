#!/bin/sh
# Finding: SIPVicious' svcrack 0.3.3 never finds a password where the server's challenge has no qop, not even the right one.
#
# Who tests the passwords of his own switch with it, and is told "found nothing", may believe that they are strong. kamailio's own
# default configuration asks without qop (`auth_challenge("$fd", "0")`); RFC 3261 22.4 (8) wants servers to send one and clients
# to do without. The reason can be seen in svcrack's requests: to a challenge without qop it answers with `qop=auth`, but without the
# cnonce and the nonce count that RFC 2617 3.2.2 demands beside it, and kamailio refuses such credentials unread.
#
# Debian 12's packages: sipvicious 0.3.3-2, kamailio 5.6.3-2. Runs them in a network namespace of its own; wants root.
# Usage: sh findings/svcrack-without-qop.sh          0: as told here; 1: it has changed; 2: it cannot be run here
set -eu

if [ "${1:-}" != inside ]; then
	for tool in kamailio svcrack unshare ip timeout; do
		PATH="$PATH:/usr/sbin:/sbin" command -v $tool > /dev/null || { echo "not run: there is no $tool"; exit 2; }
	done
	exec timeout 60 unshare --net --pid --fork --kill-child --mount-proc sh "$0" inside
fi

PATH="$PATH:/usr/sbin:/sbin"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
ip link set lo up
dpkg-query -W -f '${Package} ${Version}\n' sipvicious kamailio
printf '%s\n' spring summer autumn winter > passwords

# crack QOP: a registrar whose challenge has a qop (1) or none (0), and svcrack with the right password in its list.
crack() {
	cat > kamailio.cfg <<-END
		#!KAMAILIO
		children=1
		disable_tcp=yes
		log_stderror=yes
		auto_aliases=no
		listen=udp:127.0.0.1:5060
		loadmodule "sl.so"
		loadmodule "pv.so"
		loadmodule "auth.so"
		request_route {
		  if (!pv_www_authenticate("\$td", "autumn", "0")) { www_challenge("\$td", "$1"); exit; }
		  sl_send_reply("200", "OK");
		}
	END
	kamailio -DD -E -Y "$folder" -w "$folder" -f kamailio.cfg > "server.$1" 2>&1 &
	server=$!
	sleep 1
	svcrack -u 100 -d passwords --maximumtime=2 127.0.0.1 > "said.$1" 2>&1 || :
	kill $server
	wait $server 2> /dev/null || :
	echo "with qop $1: svcrack says"
	sed 's/^/  /' "said.$1"
}

crack 1
crack 0
grep 'Credentials' server.0 | sort | uniq -c | sed 's/^/  the server: /' | cut -c1-120 | head -1
if grep -q autumn said.1 && ! grep -q autumn said.0 && grep -q 'found nothing' said.0; then
	echo 'as told: found with qop, not without'
else
	echo 'this has changed'
	exit 1
fi
