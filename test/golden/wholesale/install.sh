#!/bin/sh
# vosguard: policy "wholesale-1", sha256 073140f9b7ba7dc15ff43ca73b07775918601e99d2395daf75be95505e6d8cc6
# Puts the artifacts beside it into force, and can always come back: sh install.sh --help
POLICY='wholesale-1'
DIGEST='073140f9b7ba7dc15ff43ca73b07775918601e99d2395daf75be95505e6d8cc6'
PLATFORM='debian12'
NEED_KERNEL='6.1'
NEED_IPTABLES='1.8.9'
NEED_IPSET='7.17'
NEED_NFT='1.0.6'
OR_NEWER='no'
BACKENDS='nftables iptables'
LEARNED=''
CLOCKS=''
TRUSTED='vg-trusted-4 vg-trusted-6 trusted4 trusted6'
BLOCKED=''
HOLDING=''
REMEMBER=''
SIP_UDP='5060 6060'
SIP_TCP='5060'
REFUSING='VG-strangers.refused strangers.refused'
LISTS=''
SUMS='
5c9ad07522ae52c1675de03e3b3f762d62561f770c3b72509ca51a062ebce1f3 ip6tables.rules
d499bd2d249ac693ea1b0517cd2516fcf8fe283ff72c43b41c071a2cbc3288f6 ipset.rules
c31765cc9ed16cc6b518805f8c5d80f5cbc4d5c051fb983f5949d663e85c2be4 iptables.rules
5398ade98e2e7ef585654b07efda217a58f47fafa30e6ce114b28fa3fd41d770 modprobe.conf
1cb7e0dd83b5c5ec6a58b8c61315ae501d41a515423b46444f92507fabf0639e modules-load.conf
f8d562be7e0860d84f6bb88d3cb5400552ab575a36abc267e6af19420c8c775a nftables.nft
afa59b7df1b45c6d341123156bdb235d0c60dfb1d0b9708ac044e87ec847bd52 sysctl.conf'
