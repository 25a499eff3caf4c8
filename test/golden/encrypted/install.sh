#!/bin/sh
# vosguard: policy "encrypted-1", sha256 7aec8eca14fff3e82a921de5671533b6e5d82ccfbf40ba024a43b91d48eb67de
# Puts the artifacts beside it into force, and can always come back: sh install.sh --help
POLICY='encrypted-1'
DIGEST='7aec8eca14fff3e82a921de5671533b6e5d82ccfbf40ba024a43b91d48eb67de'
PLATFORM='generic'
NEED_KERNEL='5.10'
NEED_IPTABLES='1.8.7'
NEED_IPSET='7.10'
NEED_NFT='1.0.0'
OR_NEWER='yes'
BACKENDS='nftables iptables'
LEARNED='vg-called-4 vg-calling-4 vg-opened-4 vg-known-4 vg-registered-4 vg-asked-4 vg-ringing-4 vg-taint-4 vg-banned-4 vg-proven-4 vg-called-6 vg-calling-6 vg-opened-6 vg-known-6 vg-registered-6 vg-asked-6 vg-ringing-6 vg-taint-6 vg-banned-6 vg-proven-6 called4 called6 calling4 calling6 opened4 opened6 known4 known6 registered4 registered6 asked4 asked6 ringing4 ringing6 taint4 taint6 banned4 banned6 paroled4 paroled6 proven4 proven6'
CLOCKS=''
TRUSTED='vg-trusted-4 vg-trusted-6 trusted4 trusted6'
BLOCKED=''
HOLDING='iptables called 4 vg-called-4
iptables calling 4 vg-calling-4
iptables opened 4 vg-opened-4
iptables known 4 vg-known-4
iptables registered 4 vg-registered-4
iptables asked 4 vg-asked-4
iptables ringing 4 vg-ringing-4
iptables taint 4 vg-taint-4
iptables banned 4 vg-banned-4
iptables proven 4 vg-proven-4
iptables called 6 vg-called-6
iptables calling 6 vg-calling-6
iptables opened 6 vg-opened-6
iptables known 6 vg-known-6
iptables registered 6 vg-registered-6
iptables asked 6 vg-asked-6
iptables ringing 6 vg-ringing-6
iptables taint 6 vg-taint-6
iptables banned 6 vg-banned-6
iptables proven 6 vg-proven-6
nftables called 4 called4
nftables called 6 called6
nftables calling 4 calling4
nftables calling 6 calling6
nftables opened 4 opened4
nftables opened 6 opened6
nftables known 4 known4
nftables known 6 known6
nftables registered 4 registered4
nftables registered 6 registered6
nftables asked 4 asked4
nftables asked 6 asked6
nftables ringing 4 ringing4
nftables ringing 6 ringing6
nftables taint 4 taint4
nftables taint 6 taint6
nftables banned 4 banned4
nftables banned 6 banned6
nftables paroled 4 paroled4
nftables paroled 6 paroled6
nftables proven 4 proven4
nftables proven 6 proven6'
REMEMBER='7200'
SIP_UDP='5060'
SIP_TCP='5060'
DENIES='yes'
PROTOCOLS=''
REFUSING='VG-tcp.too.many VG-strangers.refused VG-tcp.refused VG-known.refused VG-called.refused VG-ban.flood VG-ban.tcp.flood tcp.too.many strangers.refused tcp.refused known.refused called.refused ban.flood ban.tcp.flood noted.drop noted.reset'
LISTS=''
SUMS='
914385ffb1bff9b82d7aa16b456b4eff0fdbdf484532acb87afed43de542daab ip6tables.rules
351c5e35b09f421fa504062fb8b07c55c623f2ae913e3797aff32d1a44745603 ipset.rules
8e2c4b5c55740e001c7c48de8ceb61024c5f1337180c51b9c95e2bcaeca85bc2 iptables.rules
d86076536685b03ba3f5f65cbe130300a6fceacdbef259166f2beaf65c74916e modprobe.conf
3bf464be51f433593fdf6fb486d29252c2a65fe4b439b70ab65a6f4bb79bef8a modules-load.conf
877d49f8793cc5243d95fa87058b1cefbf5796138be8f67be740100bd92bf42f nftables.nft
b0c462f9053ac2409eb17d53f9366c490b60bded1dba8466671aaf34642c3272 observe.nft
f0ba1ef14ab3144db2b461af681b8c56ad6a922df18d37d8b6a7aec4eb010ada observe.rules
88934cc862bbcced7d4f4b869f402a84bf4c7ce6a1ed9dd900f889b23fab2e86 observe6.rules
9e4aadae77af870bd49251dd8f7ee711462179d73d16a2e3a54b24e10aa1e068 sysctl.conf'
