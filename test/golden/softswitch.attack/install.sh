#!/bin/sh
# vosguard: policy "softswitch-1", sha256 7b2c49076dc9964483693cc8b157c4d44a1f5a9e8bddd6667521fdfa553d14a9
# Puts the artifacts beside it into force, and can always come back: sh install.sh --help
POLICY='softswitch-1'
DIGEST='7b2c49076dc9964483693cc8b157c4d44a1f5a9e8bddd6667521fdfa553d14a9'
PLATFORM='debian12'
NEED_KERNEL='6.1'
NEED_IPTABLES='1.8.9'
NEED_IPSET='7.17'
NEED_NFT='1.0.6'
OR_NEWER='no'
BACKENDS='nftables iptables'
LEARNED='vg-called-4 vg-known-4 vg-asked-4 vg-ringing-4 vg-taint-4 vg-banned-4 vg-called-6 vg-known-6 vg-asked-6 vg-ringing-6 vg-taint-6 vg-banned-6 called4 called6 known4 known6 asked4 asked6 ringing4 ringing6 taint4 taint6 banned4 banned6 paroled4 paroled6'
CLOCKS=''
TRUSTED='vg-trusted-4 vg-trusted-6 trusted4 trusted6'
BLOCKED='vg-blocked-4 vg-blocked-6 blocked4 blocked6'
HOLDING='iptables called 4 vg-called-4
iptables known 4 vg-known-4
iptables asked 4 vg-asked-4
iptables ringing 4 vg-ringing-4
iptables taint 4 vg-taint-4
iptables banned 4 vg-banned-4
iptables called 6 vg-called-6
iptables known 6 vg-known-6
iptables asked 6 vg-asked-6
iptables ringing 6 vg-ringing-6
iptables taint 6 vg-taint-6
iptables banned 6 vg-banned-6
nftables called 4 called4
nftables called 6 called6
nftables known 4 known4
nftables known 6 known6
nftables asked 4 asked4
nftables asked 6 asked6
nftables ringing 4 ringing4
nftables ringing 6 ringing6
nftables taint 4 taint4
nftables taint 6 taint6
nftables banned 4 banned4
nftables banned 6 banned6
nftables paroled 4 paroled4
nftables paroled 6 paroled6'
REMEMBER='7200'
SIP_UDP='5060 6060'
SIP_TCP='5060'
REFUSING='VG-strangers.refused VG-known.refused VG-called.refused VG-ban.flood VG-ban.signature strangers.refused known.refused called.refused ban.flood ban.signature'
LISTS=''
SUMS='
18832bb57456cab623190b763fad3c1b0d5aae779580908a4b283029641171a5 ip6tables.rules
b6029997debefcd4727bc2c1e21472e2b9a5c8e9890aeeaeb39ff3c244e8bcea ipset.rules
935932f03e6e8dfe272d25c5fb3ae4b5e2db51b8004a701fd083741bc7ecb7e8 iptables.rules
024e008aa14041a1b9827376222c8f5c3b31e685324ea5cf7694c9a26864cac4 modprobe.conf
2915a822e3cc61e4cfc93a226b87fd67618a55450aab4c0c59c6c6841a29e696 modules-load.conf
08f862dd7fe3060916bfcf7d1bc5eb9dc8f9bc86f6348317bf92f1d5d08b0fdf nftables.nft
21557042c510f11f8c451681504727ec49777331aba99fcb21d528b8ff3fb3f4 signatures.rules
d1a89bea19498b2f95e2b3888ba1be8d7d818f4537ff54efef3dbaf4adfed7c2 signatures6.rules
4a71158f6509036c9b44c168410e448ef5df6787b87a7c4ef96f3aa07cfe778f sysctl.conf'
