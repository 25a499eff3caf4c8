#!/bin/sh
# vosguard: policy "call-centre-1", sha256 e8e97b7e35c71b4aaaafd1fefc0cfc0bd9931a7674171df2a61fec55be4e2ab0
# Puts the artifacts beside it into force, and can always come back: sh install.sh --help
POLICY='call-centre-1'
DIGEST='e8e97b7e35c71b4aaaafd1fefc0cfc0bd9931a7674171df2a61fec55be4e2ab0'
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
SIP_UDP='5060 6060'
SIP_TCP='5060'
DENIES='yes'
PROTOCOLS=''
REFUSING='VG-tcp.too.many VG-strangers.refused VG-tcp.refused VG-known.refused VG-called.refused VG-ban.flood VG-ban.tcp.flood VG-ban.signature VG-ban.tcp.signature tcp.too.many strangers.refused tcp.refused known.refused called.refused ban.flood ban.tcp.flood ban.signature ban.tcp.signature noted.drop noted.reset'
LISTS=''
SUMS='
1d086be98ca6f849d09aaa1c28f7c2c668caac322b72eb4993db24d1016b8e05 ip6tables.rules
1ca1cde0870e93b4803e7a1fe780223f7a7ecb9ffbb29a5751f03262363e363d ipset.rules
78df29497f0fd2aa5e4c471fa695b37c9c1f97342e5a2bad00acf2ffdb43aa9e iptables.rules
a5072ff6e97bd628ef2560fe44e79dd33683502a74b65c4fac5332faa632016a modprobe.conf
78081363900820fe658ba82a6ef1ba7731d8bcc83ce4f6c4625b34cb9356ebdf modules-load.conf
315097e3fef7c18338098e3cf534aa19275e8c0aaf201a892f8fc2183c79e2f7 nftables.nft
cfb727bd548c216710cf7f416b487ca3c0032e96ab0d9a9aace5229a860aa1d7 observe.nft
a5611a2955d35270b3ef2dc0a4a9537595644b517ff26f1f8db7f55937c99333 observe.rules
2bb3918c76f5db844eabe659c35bed74629eb984b6dbcfcb0d3b525ff7ea9284 observe6.rules
ffa040006b803c19e2b9bbc4052edef33a296448f3600a0a688ac612ca51ae11 signatures.rules
ae09a15ee5476677784cd1fc6cbf12222568a19577a9fd6dc3c072e8157eb71d signatures6.rules
f1c7946a55f72053e85ff1b92985c263ae56954d2478ff609aa9e85dcc17aac6 sysctl.conf'
