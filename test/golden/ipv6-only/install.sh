#!/bin/sh
# vosguard: policy "ipv6-only-1", sha256 17c8ca2d2ec0c340974113495508bc0bc5e706b5100b85566baa7f5d2855e621
# Puts the artifacts beside it into force, and can always come back: sh install.sh --help
POLICY='ipv6-only-1'
DIGEST='17c8ca2d2ec0c340974113495508bc0bc5e706b5100b85566baa7f5d2855e621'
PROFILE=''
EXPIRES=''
PLATFORM='generic'
NEED_KERNEL='5.10'
NEED_IPTABLES='1.8.7'
NEED_IPSET='7.10'
NEED_NFT='1.0.0'
OR_NEWER='yes'
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
MEMORY='iptables=1803 nftables=3499'
LISTS=''
SUMS='
7e933ffc93dafbfe60fc6aefa1321c073cc733d4ccd365cc70cc51318efdfadb ip6tables.rules
52c9f2eb223b35613902ec7383ef7ba74699c356d87cd38f7562ba9eb14ad201 ipset.rules
66e7b21f81ef2ae736b56c323fadf668ba1721e779d3c84bf2c14cedbf41cb03 iptables.rules
210a1e76146a6ff1762b27d1b5684afe3e3bd7fca33d4009ca7a6b846868f7db modprobe.conf
b9adcae319ed6c9590cc832c64be7ba9dd8a405b27243da64f06227ebf59984e modules-load.conf
6f7f7fcdfaa71014070c1c9afcc35e3e368f4b7f50d5691c2d81d1d6b625f267 nftables.nft
7e36e5ff99c1068310ef96d862867c4cd734e11f9fe3237d9a927f7908123688 observe.nft
47a34b43f0ab1b4e5c1c1841c93041161609b8057bc2e0fde6f9534e32dba70f observe.rules
5559d4300330319b71f19854184fc16a19406f2c15aab86de0e6d92a7fb2a498 observe6.rules
4203b2c12a034ba9ec921922b4d6f066e1cc9bea2328a03584359f7660785ec6 signatures.rules
940a9beeff15daeb84afff559e42c608dfb7fac5eeb0552f324beef33998cde7 signatures6.rules
d2b3a1fda44708120f6078816d15ca35d52ff891a55ec667676add9cad6f43dc sysctl.conf'
