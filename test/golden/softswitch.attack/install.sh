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
LEARNED='vg-called-4 vg-banned-4 vg-called-6 vg-banned-6 called4 called6 banned4 banned6'
TRUSTED='vg-trusted-4 vg-trusted-6 trusted4 trusted6'
REFUSING='VG-strangers.refused VG-called.refused VG-ban.flood VG-ban.signature strangers.refused called.refused ban.flood ban.signature'
SUMS='
8740643f10e6e0258fe7923e61b681bae6495b7a79f0a4716ecf4acad67001e7 ip6tables.rules
c272508c266a51201e7dcf5ec79644f7c225263d74ecce8121b99c191de3231a ipset.rules
e08d19d7ddc88751d9975a67361d9ea190ca725c4b6ec60c0567e4c3b237f397 iptables.rules
024e008aa14041a1b9827376222c8f5c3b31e685324ea5cf7694c9a26864cac4 modprobe.conf
2915a822e3cc61e4cfc93a226b87fd67618a55450aab4c0c59c6c6841a29e696 modules-load.conf
85074e53be1403968984f98c3aee6f8715886142326394f3fb47d62a529054a8 nftables.nft
21557042c510f11f8c451681504727ec49777331aba99fcb21d528b8ff3fb3f4 signatures.rules
d1a89bea19498b2f95e2b3888ba1be8d7d818f4537ff54efef3dbaf4adfed7c2 signatures6.rules
b0116f24eb70fe67c0a4b36416e7b274c4ff26b863539246eedc9b5c5ec87c44 sysctl.conf'
