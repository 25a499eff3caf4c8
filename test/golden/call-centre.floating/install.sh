#!/bin/sh
# vosguard: policy "call-centre-1", sha256 1e9476c92d7f624aa3efa35a4567c13334992a74c30829ee24b3c4093be962bd
# Puts the artifacts beside it into force, and can always come back: sh install.sh --help
POLICY='call-centre-1'
DIGEST='1e9476c92d7f624aa3efa35a4567c13334992a74c30829ee24b3c4093be962bd'
PLATFORM='generic'
NEED_KERNEL='5.10'
NEED_IPTABLES='1.8.7'
NEED_IPSET='7.10'
NEED_NFT='1.0.0'
OR_NEWER='yes'
BACKENDS='nftables iptables'
LEARNED='vg-called-4 vg-calling-4 vg-greeted-4 vg-opened-4 vg-known-4 vg-registered-4 vg-asked-4 vg-ringing-4 vg-taint-4 vg-banned-4 vg-proven-4 vg-called-6 vg-calling-6 vg-greeted-6 vg-opened-6 vg-known-6 vg-registered-6 vg-asked-6 vg-ringing-6 vg-taint-6 vg-banned-6 vg-proven-6 called4 called6 calling4 calling6 greeted4 greeted6 opened4 opened6 known4 known6 registered4 registered6 asked4 asked6 ringing4 ringing6 taint4 taint6 banned4 banned6 paroled4 paroled6 proven4 proven6'
CLOCKS=''
TRUSTED='vg-trusted-4 vg-trusted-6 trusted4 trusted6'
BLOCKED=''
HOLDING='iptables called 4 vg-called-4
iptables calling 4 vg-calling-4
iptables greeted 4 vg-greeted-4
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
iptables greeted 6 vg-greeted-6
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
nftables greeted 4 greeted4
nftables greeted 6 greeted6
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
SIP_UDP='5060 6060'
SIP_TCP='5060'
DENIES='yes'
PROTOCOLS=''
REFUSING='VG-tcp.too.many VG-strangers.refused VG-tcp.refused VG-known.refused VG-called.refused VG-ban.flood VG-ban.tcp.flood VG-ban.signature VG-ban.tcp.signature tcp.too.many strangers.refused tcp.refused known.refused called.refused ban.flood ban.tcp.flood ban.signature ban.tcp.signature noted.drop noted.reset'
LISTS=''
SUMS='
8b856a01e9c8ea257f3967499e2615699d773e9b57ab973aba073c6b568d2d34 ip6tables.rules
2f93dcdf10ef7124cace88b27069a7f40dcaefbcd2bbc958e28bc85f8615f0ee ipset.rules
67325c86c7744f7f5791ea94dd52cf16b439def1e4e69c91816cbb0f638a3a02 iptables.rules
86dbd9a8029f03ab645b380b43fdfd29b1420078daefd57bdd2c16733bc58a3b modprobe.conf
53957fc819bec3911756608abd4970de9eb73d98e315ce8de75c6fedeace4c86 modules-load.conf
a5d999458c6c707d289280f5b7b11d8ddbb699688f8d410e6e8d7c7704d8cbf7 nftables.nft
6f59a4c79191f47524321be01aa45f2ff4d65ff5b80053647f2cd94e0403716b observe.nft
71d812cf5b9c6a491e198342cf9c5146b1aa92ad7a00fe072bf60196ac2ab978 observe.rules
57030b05176ee3e6f59f13cf41b3c43920efe25c92cf9002f48ac39abed86e91 observe6.rules
0fb70ffe76bfb5606194c8a878e84fe8031e5a29f4b7b42cb5e6a6b68f8e4596 signatures.rules
b47e6e32d4280550584b462941f7aa547262a7d8efc84f2faf35d1f72d25a4a1 signatures6.rules
1fc2bd4afd406fd1c58ce8fd928cad1bcac33aa5259d5d40fea7baa5a20a6a1c sysctl.conf'
