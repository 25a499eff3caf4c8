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
fb3db8c61bee41502f5bca4f1475e3248d83a6d4ac43120815ea397c16a654fe ip6tables.rules
b4339b2a1ea88574f3ea46397d1e59a7f7d3e4b7c1269ac9e8d7c4375b9a2e6a ipset.rules
837f1aa7fb471340b1556b92919d12c8ff6a3ea9c1f0eb98909939dfc0161dc8 iptables.rules
c4e9db9d16499f5255281f7fff154485abfa34e9cf33e13026f47768c5892464 modprobe.conf
b0931e58fa3e2cd077f95eae2d68f88c2ee94b868f96f53a31c510701b12aa5f modules-load.conf
7c7918b903feb48a6ffc294a8f7e327ea6ed8591a01a047708b577e3549713b7 nftables.nft
d597c7087e468d082a393f32a68c9f2accfb7bbfadaf2536463bc442b953066b observe.nft
87c687a39bf6382b974413c6a2bd9f835c19ee5c979ff2dfc430fe1d2b296d1f observe.rules
cbb0ecffad894482ecfb22757a7c0f44b30531844fb75b20c270acb834d3134f observe6.rules
269256a8df542e1b2349d870ab300cdce933e8e7bcc9501cef6ea8407b9731db signatures.rules
ee40e45d2097c156f32944f3cd87e16b73f8a490a09cd9e0cad1376ab4d40b13 signatures6.rules
5377584bd55a7eed9af74a9ff498fd65d524941e8e895be9f077ec87ce871163 sysctl.conf'
