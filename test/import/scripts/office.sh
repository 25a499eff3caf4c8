#!/bin/sh
# Written for the tests, in the manner of scripts that operators pass on.
IPT=/sbin/iptables
ADMIN=192.0.2.8
modprobe nf_conntrack
$IPT -F
$IPT -X
while iptables -D INPUT -j DROP 2>/dev/null; do :; done
$IPT -P INPUT DROP
$IPT -A INPUT -i lo -j ACCEPT
iptables -C INPUT -p icmp -j ACCEPT || iptables -A INPUT -p icmp -j ACCEPT
$IPT -A INPUT -m state --state ESTABLISHED,RELATED -j ACCEPT
ipset create blocklist hash:net -exist
ipset add blocklist 198.51.100.0/24
$IPT -A INPUT -m set --match-set blocklist src -j DROP
for peer in 203.0.113.10 203.0.113.11; do
  $IPT -A INPUT -s $peer -p udp --destination-port 5060 -j ACCEPT -m comment --comment "carrier $peer"
done
iptables -A INPUT -s $ADMIN -p tcp --dport ssh -j ACCEPT
iptables -A INPUT -p udp --dport 10000:20000 -j ACCEPT
iptables-restore --noflush <<RULES
*filter
-A INPUT -p tcp --dport 443 -j ACCEPT
COMMIT
RULES
service iptables save
echo 1 > /proc/sys/net/ipv4/ip_forward
touch /usr/bin/left-behind
