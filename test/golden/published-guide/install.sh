#!/bin/sh
# vosguard: policy "published-guide", sha256 0458d7d03688c954c5dc4a658c5b6866a63beafec6840944e971b69fa41e8174
# Puts the artifacts beside it into force, and can always come back: sh install.sh --help
POLICY='published-guide'
DIGEST='0458d7d03688c954c5dc4a658c5b6866a63beafec6840944e971b69fa41e8174'
PLATFORM='debian12'
NEED_KERNEL='6.1'
NEED_IPTABLES='1.8.9'
NEED_IPSET='7.17'
NEED_NFT='1.0.6'
OR_NEWER='no'
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
SIP_UDP='5060'
SIP_TCP='5060'
DENIES='yes'
PROTOCOLS=''
REFUSING='VG-tcp.too.many VG-strangers.refused VG-tcp.refused VG-known.refused VG-called.refused VG-ban.flood VG-ban.tcp.flood VG-ban.signature VG-ban.tcp.signature tcp.too.many strangers.refused tcp.refused known.refused called.refused ban.flood ban.tcp.flood ban.signature ban.tcp.signature noted.drop noted.reset'
LISTS=''
SUMS='
147ad3e04083afac515ef3e35c89ea8720efdb892a55a2e3dd1416aaecd91f15 ip6tables.rules
b4339b2a1ea88574f3ea46397d1e59a7f7d3e4b7c1269ac9e8d7c4375b9a2e6a ipset.rules
b6ba4c9eef6995b07ad18a4b7123d9f1d09729813777237323aa4a463a39b364 iptables.rules
c4e9db9d16499f5255281f7fff154485abfa34e9cf33e13026f47768c5892464 modprobe.conf
b0931e58fa3e2cd077f95eae2d68f88c2ee94b868f96f53a31c510701b12aa5f modules-load.conf
05ddddf3d99f5954de5debf7e1c00cc18eed8c0eb5a6ed43e2ce34cb8f176fce nftables.nft
915a3b5a6953f1cede9e863e59781efcfe46873a54c9ddd8d34301996087d7fa observe.nft
65955e9d2ad3039fd4ff85e78ad92c16909efc92fca224ae3ed02359b71d1a46 observe.rules
dc92e0b2e3b5b5a25efc305151c0210f9373a6ed7cc3c927aa60f96d2d175aca observe6.rules
269256a8df542e1b2349d870ab300cdce933e8e7bcc9501cef6ea8407b9731db signatures.rules
ee40e45d2097c156f32944f3cd87e16b73f8a490a09cd9e0cad1376ab4d40b13 signatures6.rules
5377584bd55a7eed9af74a9ff498fd65d524941e8e895be9f077ec87ce871163 sysctl.conf'
