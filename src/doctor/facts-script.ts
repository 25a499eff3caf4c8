import { daemonNames } from './daemons.js';

/**
 * The versions of a host, and which trial rules load, in POSIX shell: no Node and no tool is needed there, and what is missing is left out. Each answer follows
 * a line `@@name`. Nothing is changed but that the kernel loads the modules that the trial rules ask for; those stand in a network
 * namespace that is gone with it.
 */
const versions = `
PATH=$PATH:/usr/sbin:/sbin; export PATH; LC_ALL=C; export LC_ALL
say() { printf '\\n@@%s\\n' "$1"; }
say kernel; uname -r
say os; cat /etc/os-release 2>/dev/null || cat /etc/redhat-release 2>/dev/null
for tool in iptables nft ipset; do say "$tool"; "$tool" --version 2>/dev/null | head -n 1; done
say probes
cat <<'TRIALS' | unshare -n sh 2>/dev/null
try() { name=$1; shift; if words=$("$@" 2>&1); then echo "$name yes"; else echo "$name no $(echo "$words" | head -n 1)"; fi; }
ip link set lo up 2>/dev/null
if command -v iptables >/dev/null; then
try u32 iptables -A INPUT -p udp -m u32 --u32 '0>>22&0x3C@8=0x1' -j DROP
try string iptables -A INPUT -p udp -m string --string x --algo bm -j DROP
try hashlimit iptables -A INPUT -m hashlimit --hashlimit-above 5/sec --hashlimit-mode srcip --hashlimit-name t -j DROP
try connlimit iptables -A INPUT -p tcp -m connlimit --connlimit-above 5 -j DROP
try recent iptables -A INPUT -m recent --set --name t -j DROP
try comment iptables -A INPUT -m comment --comment t -j DROP
try notrack iptables -t raw -A PREROUTING -j CT --notrack
fi
if command -v ipset >/dev/null; then
try ipset ipset create vg-doctor hash:ip timeout 5
try set iptables -A INPUT -m set --match-set vg-doctor src -j DROP
fi
if command -v nft >/dev/null; then
try nft-table nft add table inet t
try nft-dynamic-set nft add set inet t s '{ type ipv4_addr; size 16; flags dynamic,timeout; timeout 5s; }'
try nft-chain nft add chain inet t p '{ type filter hook prerouting priority -300; }'
try nft-reset nft add rule inet t p tcp dport 5060 reject with tcp reset
try nft-ingress nft add chain inet t i '{ type filter hook ingress device lo priority 0; }'
fi
TRIALS
`;

/** For the row of the host alone. */
export const rowScript = `${versions}say end
`;

/** What the whole examination asks. */
export const factsScript = `${versions}say legacy; cat /proc/net/ip_tables_names /proc/net/ip6_tables_names 2>/dev/null | sort -u
say conntrack; cat /proc/sys/net/netfilter/nf_conntrack_count /proc/sys/net/netfilter/nf_conntrack_max 2>/dev/null
say forward; cat /proc/sys/net/ipv4/ip_forward 2>/dev/null
say listening; ss -H -lntu 2>/dev/null || netstat -lntu 2>/dev/null
say processes; ps -eo comm= 2>/dev/null | sort -u
say zone; date '+%Z %z'
say clock; timedatectl show -p NTPSynchronized 2>/dev/null
say disk; df -Pk / /var 2>/dev/null
say offloads; for dev in $(ip route 2>/dev/null | sed -n 's/^default .* dev \\([^ ]*\\).*/\\1/p' | sort -u); do echo "dev $dev"; ethtool -k "$dev" 2>/dev/null | grep -E '^(generic-receive-offload|large-receive-offload|rx-gro-list|rx-udp-gro-forwarding):'; done
crons() { for file in /etc/crontab /etc/anacrontab /etc/cron.d/* /var/spool/cron/* /var/spool/cron/crontabs/* /etc/crontabs/*; do case $file in */vosguard) ;; *) [ ! -f "$file" ] || sed -n '/^[[:space:]]*#/d; /./p' "$file" 2>/dev/null ;; esac; done | sort -u; }
scripts() { crons | tr ' \\t;&|()"<>' '\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n' | grep '^/'; for file in /etc/cron.hourly/* /etc/cron.daily/* /etc/cron.weekly/*; do [ ! -f "$file" ] || echo "$file"; done; }
isText() { [ -f "$1" ] && [ "$(head -c 1024 "$1" 2>/dev/null | tr -d '\\000' | wc -c)" = "$(head -c 1024 "$1" 2>/dev/null | wc -c)" ]; }
say cron; crons | head -n 200
say cron-scripts; scripts | sort -u | while read -r file; do case $file in /bin/* | /sbin/* | /usr/bin/* | /usr/sbin/* | /usr/lib/* | /etc/init.d/*tables | */vosguard*) continue ;; esac; isText "$file" && head -c 65536 "$file" | grep -E '^[^#]*(iptables|ip6tables|firewall-cmd|reboot|shutdown|init\\.d/|service |systemctl )' | head -n 100 | while read -r line; do printf '%s: %s\\n' "$file" "$line"; done; done
say rc-local; grep -shE '^[^#]*(iptables|ip6tables|firewall|nft )' /etc/rc.local /etc/rc.d/rc.local /etc/local.d/*.start
boots() { for link in /etc/rc3.d/S[0-9][0-9]"$1" /etc/rc.d/rc3.d/S[0-9][0-9]"$1" /etc/rc5.d/S[0-9][0-9]"$1" /etc/runlevels/default/"$1"; do [ ! -e "$link" ] || { echo enabled; return; }; done; echo disabled; }
unit() { state=$(systemctl is-enabled "$1" 2>/dev/null | head -n 1); case $state in enabled | enabled-runtime | static | alias) echo enabled ;; masked*) echo masked ;; disabled | indirect) echo disabled ;; *) [ ! -e "/etc/init.d/$1" ] || boots "$1" ;; esac; }
say firewalls; for name in iptables ip6tables nftables firewalld ufw netfilter-persistent vosguard; do state=$(unit "$name"); [ -z "$state" ] || echo "$name $state"; done; [ ! -f /etc/vosguard/start ] || echo applied
say selinux; getenforce 2>/dev/null
running() { pid=$(cat "/home/kunshi/.run/$1.pid" 2>/dev/null); [ -n "$pid" ] && [ -d "/proc/$pid" ] || ps -eo comm= 2>/dev/null | grep -qx "$1" || ps -eo args= 2>/dev/null | grep -qE "^(/(home|usr)/kunshi(web)?/(base/)?$1/|[^ ]*java .*/kunshi(web)?/(base/)?$1/)"; }
say daemons; for name in ${daemonNames.join(' ')}; do state=$(unit "$name"); [ -n "$state" ] || continue; if running "\${name%d}"; then echo "$name $state runs"; else echo "$name $state stopped"; fi; done
say packages; rpm -q --qf '%{NAME} %{VERSION}-%{RELEASE}\\n' mbx3000 vos3000 emp mgc servermonitor 2>/dev/null | grep -v ' is not installed'
say softswitch; for file in /home/kunshi/mbx*/etc/softswitch.conf /usr/kunshi/mbx*/etc/softswitch.conf; do [ ! -f "$file" ] || grep -shE '^[[:space:]]*(SS_)?SIP_?PORT[[:space:]]*=' "$file"; done
say emp; grep -s '^emp ' /proc/modules
say sysctl; sed -n 's/^[[:space:]]*\\(net[./][^#]*=.*\\)/\\1/p' /etc/sysctl.conf 2>/dev/null | head -n 100
say container; systemd-detect-virt -c 2>/dev/null; test -w /proc/sys/net/ipv4/ip_forward || echo read-only
say end
`;

export type Facts = ReadonlyMap<string, string>;

/** The answers by name; `undefined` where the script did not come to its end. */
export function readFacts(text: string): Facts | undefined {
  const facts = new Map<string, string>();
  for (const part of text.split(/^@@/m).slice(1)) {
    const end = part.indexOf('\n');
    facts.set(part.slice(0, end < 0 ? undefined : end), end < 0 ? '' : part.slice(end + 1).trim());
  }
  return facts.has('end') ? facts : undefined;
}
