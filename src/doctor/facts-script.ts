/**
 * What is asked of a host, in POSIX shell: no Node and no tool is needed there, and what is missing is left out. Each answer follows
 * a line `@@name`. Nothing is changed but that the kernel loads the modules that the trial rules ask for; those stand in a network
 * namespace that is gone with it.
 */
export const factsScript = `
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
say legacy; cat /proc/net/ip_tables_names /proc/net/ip6_tables_names 2>/dev/null | sort -u
say conntrack; cat /proc/sys/net/netfilter/nf_conntrack_count /proc/sys/net/netfilter/nf_conntrack_max 2>/dev/null
say forward; cat /proc/sys/net/ipv4/ip_forward 2>/dev/null
say listening; ss -H -lntu 2>/dev/null || netstat -lntu 2>/dev/null
say processes; ps -eo comm= 2>/dev/null | sort -u
say zone; date '+%Z %z'
say clock; timedatectl show -p NTPSynchronized 2>/dev/null
say disk; df -Pk / /var 2>/dev/null
say offloads; for dev in $(ip route 2>/dev/null | sed -n 's/^default .* dev \\([^ ]*\\).*/\\1/p' | sort -u); do echo "dev $dev"; ethtool -k "$dev" 2>/dev/null | grep -E '^(generic-receive-offload|large-receive-offload|rx-gro-list|rx-udp-gro-forwarding):'; done
say cron; grep -shE '^[^#]*(reboot|shutdown|init 6|iptables|firewall)' /etc/crontab /etc/cron.d/* /var/spool/cron/* /var/spool/cron/crontabs/*
say sysctl; grep -sE '^[^#]*(nf_conntrack|rp_filter|ip_conntrack)' /etc/sysctl.conf
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
