#!/bin/sh
# vosguard: policy "retail-1", sha256 6753601a0666764c1bdd0d3d6b26e183edc765e891c67b3aaae730d6ca618187
# Puts the artifacts beside it into force, and can always come back: sh install.sh --help
POLICY='retail-1'
DIGEST='6753601a0666764c1bdd0d3d6b26e183edc765e891c67b3aaae730d6ca618187'
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
30958a5bd89d657843c6371a5a51aa3d1923c13c829e11fc5630bee47a70eb91 ip6tables.rules
e81c811ee3191fe136154f335c0ff97a03008892c1381547b42c2aa1ba4715d5 ipset.rules
6c5f8a9df757ca060a0f7e2621ae25efc56ef4c760a0ca6ba4076cb597c4bb7c iptables.rules
e44ab4f8b512c3464188f192f80ab27ae33e06b338718f32ae5d078de85e64d4 modprobe.conf
4a469c115f6ec8f01e4f1c55652ce8b7d54a633c45c0ab7d78006f30756e1d17 modules-load.conf
69713dd0632b860964f773dbf1cec7e5d583307692aa8abd31a8843b9b058bea nftables.nft
07aeec4383c000973bb00f768ef8140a6e440efcdb1b9fe7ad29580983ee753a observe.nft
ae2f1d21dedd4ddb0b14a10c9ab9272cccb24931cb23de533951ea0c5e8bf8bf observe.rules
e0c9f5e2093119c8065c33b0945acfe23506df8fe6b483649761b3b493447e9b observe6.rules
f6b300642034ce247bb79da14794116dd8f845182f9c2f9f27019e3b00483f4a signatures.rules
e95021191f254966a1b07e6ecc7a019e4c1f0d12e27e010c6944f47a384a628f signatures6.rules
24352df37d5761f3716a38e6856ba7a725813aad1bc37954bc2056d5a1c3721b sysctl.conf'
