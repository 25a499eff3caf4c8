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
LEARNED='vg-called-4 vg-calling-4 vg-tried-4 vg-opened-4 vg-known-4 vg-registered-4 vg-asked-4 vg-ringing-4 vg-taint-4 vg-banned-4 vg-proven-4 vg-called-6 vg-calling-6 vg-tried-6 vg-opened-6 vg-known-6 vg-registered-6 vg-asked-6 vg-ringing-6 vg-taint-6 vg-banned-6 vg-proven-6 called4 called6 calling4 calling6 tried4 tried6 opened4 opened6 known4 known6 registered4 registered6 asked4 asked6 ringing4 ringing6 taint4 taint6 banned4 banned6 paroled4 paroled6 proven4 proven6'
CLOCKS=''
TRUSTED='vg-trusted-4 vg-trusted-6 trusted4 trusted6'
BLOCKED=''
HOLDING='iptables called 4 vg-called-4
iptables calling 4 vg-calling-4
iptables tried 4 vg-tried-4
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
iptables tried 6 vg-tried-6
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
nftables tried 4 tried4
nftables tried 6 tried6
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
37845d6da837ee156637d5a6a4918b95249627f61a0bd49ba770c1bfe12948cc ip6tables.rules
f0f2375c1d144bd295db42c11b6866e4d3a419d05827b1e6f1316006727270f8 ipset.rules
4db92c3aa90d069d298b8e784cbc0a8714ef0750ef32c47e8713fc4e80fd9712 iptables.rules
55d44fd2e530c7dd023be34d999d48220d6092e3e42ffd5fa267b81b4e20e176 modprobe.conf
6ab0fd7a99c66eff6c16c5d3f44e27a94ba77dd025fa33f94058060fefadcd50 modules-load.conf
3630104a1fffa8f6566129a076c62a901a06f11c7f1d4eed928cdaea943a941a nftables.nft
a8266a5fc87c765bdf1d7cb5cb92dce3e4b905a8fc745c92918a2c633001c911 observe.nft
39498c0294eca751d36a38f97f01cf362a1eab3f2a12e75fb1abc5d88c13c231 observe.rules
516642530d1643629a8f3f8bb26528c05c759e5bfcda9b9e96160cc043c950ca observe6.rules
7ef0d4ab54d4f77bd41c008cbd5d42d14cc0b8901e368c067baab69f02cf22e4 signatures.rules
fafb53d585a0c838f1f3f84c39c677c9ca3f400c597c51698feb5d8ada815c9e signatures6.rules
7b5b96aef577872699f00eaaa0aa7b9b80d47a482d9e307866ef0c3a58f75e15 sysctl.conf'
