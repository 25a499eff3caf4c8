#!/bin/sh
# vosguard: policy "moved-ports-1", sha256 97e6b9a6553cd6bc3d611b79b084e28eecdfa30f5ca35bf882934922b548fc4f
# Puts the artifacts beside it into force, and can always come back: sh install.sh --help
POLICY='moved-ports-1'
DIGEST='97e6b9a6553cd6bc3d611b79b084e28eecdfa30f5ca35bf882934922b548fc4f'
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
SIP_UDP='1980 2080 2180 2280 2380 2480 2580 2680 2780 2880 2980 3080 3180 3280 3380 3480 3580 3680'
SIP_TCP='1980 2080'
DENIES='yes'
PROTOCOLS=''
REFUSING='VG-tcp.too.many VG-strangers.refused VG-tcp.refused VG-known.refused VG-called.refused VG-ban.flood VG-ban.tcp.flood VG-ban.signature VG-ban.tcp.signature tcp.too.many strangers.refused tcp.refused known.refused called.refused ban.flood ban.tcp.flood ban.signature ban.tcp.signature noted.drop noted.reset'
LISTS=''
SUMS='
0985d859c168797c8533215f910b37b4b9812b021fe44299ac27552de18466a1 ip6tables.rules
0e711830a3b18855347f9aa6638dd540ba30c5c32e40bf689a1dc5ceccc653df ipset.rules
19a9be7a44f07022923299b58e29ebff01b574c273be8f56e506cee8b0b6a6ca iptables.rules
55d44fd2e530c7dd023be34d999d48220d6092e3e42ffd5fa267b81b4e20e176 modprobe.conf
6ab0fd7a99c66eff6c16c5d3f44e27a94ba77dd025fa33f94058060fefadcd50 modules-load.conf
d6993f9cde6194f3b13a020cab88d1102a64c95acfcfd9f754bd5c0b1aa05abb nftables.nft
0de22914bdfda3b40437fd9f64cfb735b603eb1cf6f5cfe3e6a1d1b45be3e491 observe.nft
1327e1d3697800c09ef0cc6eb3c09b7994ed987f26b7895725f431126759fc11 observe.rules
9b552e13ded01ed1e6fb2df16580b9ba4161701dc4728570e46604d4038fe404 observe6.rules
7ef0d4ab54d4f77bd41c008cbd5d42d14cc0b8901e368c067baab69f02cf22e4 signatures.rules
fafb53d585a0c838f1f3f84c39c677c9ca3f400c597c51698feb5d8ada815c9e signatures6.rules
7b5b96aef577872699f00eaaa0aa7b9b80d47a482d9e307866ef0c3a58f75e15 sysctl.conf'
