#!/bin/sh
# vosguard: policy "moved-ports-1", sha256 2581cd0b15bd8cdb1d6d64bf49db81178c16e8e135721731ca58314971d9ad69
# Puts the artifacts beside it into force, and can always come back: sh install.sh --help
POLICY='moved-ports-1'
DIGEST='2581cd0b15bd8cdb1d6d64bf49db81178c16e8e135721731ca58314971d9ad69'
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
REFUSING='VG-tcp.too.many VG-strangers.refused VG-tcp.refused VG-known.refused VG-called.refused VG-ban.flood VG-ban.tcp.flood VG-ban.signature VG-ban.tcp.signature tcp.too.many strangers.refused tcp.refused known.refused called.refused ban.flood ban.tcp.flood ban.signature ban.tcp.signature'
LISTS=''
SUMS='
d4f2635c33e6ead1a546678f987ad17ca8c7accefbe20d9701111180c0cad11c ip6tables.rules
ab867718791a9dcc72f4d6621355a4121bfa7c676d077aac5ca0448d3faa6be7 ipset.rules
52ada80f5d73c27b02c88b91716341b694487af5ddbd5bf50ce6d24d6ce5dfe0 iptables.rules
6b93345a9ef2dde2aa43defd1f79a9fb78ba714a7a39fd728a8a9fa2898c09d3 modprobe.conf
0a6b63fecf57410d00bdce337c405f1b0ee1acfa892f90175ee512270f7f8d16 modules-load.conf
a881dcfbd4a07bc5a0ccc80f972561185a854cc3d515fbb4fec74a12d9306a12 nftables.nft
b3a6a832b0e7f20cb5fc74106e4d5125e74920abd627b46beeeee9811fa55134 signatures.rules
537246e86db1f051a1a0d8c36f62c3389f8718198f29360d197cb41fd879df55 signatures6.rules
4f670d08dbf5524b85a635f23e0b03ed4fb7db29efd6133893a02434914d20f1 sysctl.conf'
