#!/bin/sh
# vosguard: policy "retail-1", sha256 c73beef2d317594a80438b2ddb1e045e5b435f36d477b742d22eab098a55e8cd
# Puts the artifacts beside it into force, and can always come back: sh install.sh --help
POLICY='retail-1'
DIGEST='c73beef2d317594a80438b2ddb1e045e5b435f36d477b742d22eab098a55e8cd'
PROFILE=''
EXPIRES=''
PLATFORM='debian12'
NEED_KERNEL='6.1'
NEED_IPTABLES='1.8.9'
NEED_IPSET='7.17'
NEED_NFT='1.0.6'
OR_NEWER='no'
BACKENDS='nftables iptables'
LEARNED='vg-called-4 vg-calling-4 vg-greeted-4 vg-tried-4 vg-opened-4 vg-known-4 vg-registered-4 vg-asked-4 vg-ringing-4 vg-taint-4 vg-banned-4 vg-proven-4 vg-called-6 vg-calling-6 vg-greeted-6 vg-tried-6 vg-opened-6 vg-known-6 vg-registered-6 vg-asked-6 vg-ringing-6 vg-taint-6 vg-banned-6 vg-proven-6 called4 called6 calling4 calling6 greeted4 greeted6 tried4 tried6 opened4 opened6 known4 known6 registered4 registered6 asked4 asked6 ringing4 ringing6 taint4 taint6 banned4 banned6 paroled4 paroled6 proven4 proven6'
CLOCKS=''
TRUSTED='vg-trusted-4 vg-trusted-6 trusted4 trusted6'
BLOCKED='vg-blocked-4 vg-blocked-6 blocked4 blocked6'
HOLDING='iptables called 4 vg-called-4
iptables calling 4 vg-calling-4
iptables greeted 4 vg-greeted-4
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
iptables greeted 6 vg-greeted-6
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
nftables greeted 4 greeted4
nftables greeted 6 greeted6
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
SIP_UDP='5060 6060'
SIP_TCP='5060'
DENIES='yes'
PROTOCOLS=''
REFUSING='VG-tcp.too.many VG-strangers.refused VG-tcp.refused VG-known.refused VG-called.refused VG-ban.flood VG-ban.tcp.flood VG-ban.signature VG-ban.tcp.signature tcp.too.many strangers.refused tcp.refused known.refused called.refused ban.flood ban.tcp.flood ban.signature ban.tcp.signature noted.drop noted.reset VG-signatures.found'
MEMORY='iptables=857 nftables=1626'
LISTS=''
SUMS='
d4659554e5d3e2821524e9c7a611496eb6887aed5b4996bc524290627cddc72e ip6tables.rules
42354889892c099c7985e0b29b91c511b5617e995c0ce93bfc632cdef2930ad6 ipset.rules
fedd14307fb19d923e35e6b2eb5c00c8f5e68694e3c51f4ebe509ed48cd6fccf iptables.rules
851e56b6eb68899f55525386441512df7cf24c05de8ff3584020477a95994b73 modprobe.conf
2b2d4dd44e1ce01186519a1e68024d3e0bf7b465a19309e3bfe0110bafcdb116 modules-load.conf
e9409f26438a21d57e35da0f52a7d4bddbc4cc427e04952978114a7e6d84c6f2 nftables.nft
8507fc52bc6c4bd576927047d9696caaf8324e395365f14c81b251544b58cfc6 observe.nft
6f502b306d73921fe64d9b7dc567ca17622198e9946e3928c40320213c8f5803 observe.rules
ed2c7baed0abd10ce9bc505d29d39e5d3b863c88e306933046236c86f762fd6c observe6.rules
b52dbe545427542960df2f8b727c5a358701d7a6076bbae30bf318821f316f96 signatures.rules
c2ab928e8d2ee6bdb46c5cefa798bcec76c24ef6659fb74bdf43bb21b0a7d29b signatures6.rules
aa5f9530cd5b01f298eabd109fc8f23a656c5da94efa38591f7f68399cc0dc41 sysctl.conf'
