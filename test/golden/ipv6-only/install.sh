#!/bin/sh
if head -n 1 "$0" 2> /dev/null | grep -q "$(printf '\r')"; then printf '%s\n' "vosguard: this script has the line ends of Windows; copy the folder anew as it is, or run in it: sed -i 's/\r\$//' *" >&2; exit 2; fi #
# vosguard: policy "ipv6-only-1", sha256 4e8499bbfb488863eb77cc46896fcf90f15819a284302784195125bfed8ac502
# Puts the artifacts beside it into force, and can always come back: sh install.sh --help
POLICY='ipv6-only-1'
DIGEST='4e8499bbfb488863eb77cc46896fcf90f15819a284302784195125bfed8ac502'
PROFILE=''
EXPIRES=''
PLATFORM='generic'
NEED_KERNEL='5.10'
NEED_IPTABLES='1.8.7'
NEED_IPSET='7.10'
NEED_NFT='1.0.0'
OR_NEWER='yes'
BACKENDS='nftables iptables'
LEARNED='vg-called-4 vg-calling-4 vg-greeted-4 vg-tried-4 vg-opened-4 vg-known-4 vg-registered-4 vg-asked-4 vg-ringing-4 vg-taint-4 vg-qualifying-4 vg-ended-4 vg-served-4 vg-guessing-4 vg-banned-4 vg-proven-4 vg-subnets-4 vg-called-6 vg-calling-6 vg-greeted-6 vg-tried-6 vg-opened-6 vg-known-6 vg-registered-6 vg-asked-6 vg-ringing-6 vg-taint-6 vg-qualifying-6 vg-ended-6 vg-served-6 vg-guessing-6 vg-banned-6 vg-proven-6 vg-subnets-6 called4 called6 calling4 calling6 greeted4 greeted6 tried4 tried6 opened4 opened6 known4 known6 registered4 registered6 asked4 asked6 ringing4 ringing6 taint4 taint6 qualifying4 qualifying6 ended4 ended6 served4 served6 guessing4 guessing6 banned4 banned6 paroled4 paroled6 proven4 proven6 subnets4 subnets6'
CLOCKS=''
TRUSTED='vg-trusted-6 trusted6'
BLOCKED='vg-blocked-4 blocked4'
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
iptables qualifying 4 vg-qualifying-4
iptables ended 4 vg-ended-4
iptables served 4 vg-served-4
iptables guessing 4 vg-guessing-4
iptables banned 4 vg-banned-4
iptables proven 4 vg-proven-4
iptables subnets 4 vg-subnets-4
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
iptables qualifying 6 vg-qualifying-6
iptables ended 6 vg-ended-6
iptables served 6 vg-served-6
iptables guessing 6 vg-guessing-6
iptables banned 6 vg-banned-6
iptables proven 6 vg-proven-6
iptables subnets 6 vg-subnets-6
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
nftables qualifying 4 qualifying4
nftables qualifying 6 qualifying6
nftables ended 4 ended4
nftables ended 6 ended6
nftables served 4 served4
nftables served 6 served6
nftables guessing 4 guessing4
nftables guessing 6 guessing6
nftables banned 4 banned4
nftables banned 6 banned6
nftables paroled 4 paroled4
nftables paroled 6 paroled6
nftables proven 4 proven4
nftables proven 6 proven6
nftables subnets 4 subnets4
nftables subnets 6 subnets6'
REMEMBER='7200'
SIP_UDP='5060 6060'
SIP_TCP='5060'
OPENS='
SIP udp 5060 6060
SIP tcp 5060
media udp 10000-47999
ssh tcp 22
web tcp 8080 8443
client tcp 1202'
DENIES='yes'
EXAMPLES='trusted: 2001:db8:7::10; services.ssh: 2001:db8:8::; services.web: 2001:db8:8::; services.client: 2001:db8:8::'
PROTOCOLS=''
REFUSING='VG-tcp.too.many VG-answers.held VG-strangers.refused VG-tcp.refused VG-known.refused VG-called.refused VG-ban.flood VG-ban.tcp.flood VG-ban.signature VG-ban.tcp.signature tcp.too.many answers.held strangers.refused tcp.refused known.refused called.refused ban.flood ban.tcp.flood ban.signature ban.tcp.signature noted.drop VG-signatures.found'
MEMORY='iptables=1583 nftables=3152'
LISTS=''
SUMS='
d9eac2b53660994696cc5fb6dc1109e552b499eb78b13643c97b0164fa6863de ip6tables.rules
e5178cb2dd80c69a8c712fdc13bcffcb0aeb751c1bd958f89c5a9f9d17b130c3 ipset.rules
dc528af9f258b2e3ed10f4191a99dafa370bab7ec5cbc3631931080ae49c737b iptables.rules
27c41c360234eb656e48e992ad00e982c93132b015a2c30129d07c544ecbfc51 modprobe.conf
6ad5e038c0f816cf0ee7c328381cfa559b0f716905820e16cadb1ee81433381a modules-load.conf
c8bea7943a86bbbd1262960d758189af538d8792b22b8011a1b58769e8e071ea nftables.nft
623dfae5ca9abd559b4b2e0685a8b71834189486e4c8deadeaf026b0b19a89d4 observe.nft
e1d8ebfd0a157dc629c5f82b798967e21154a217fcfd3487098a2cd63be676d4 observe.rules
3b46307dccd3d7d0ddbf8740f6ec865554024e3d2d186076f733b713f8c5c163 observe6.rules
abf4aa5daefd11591eadaea11936b55ebc5d62e66b355a3fdf8b8b5bc4105936 signatures.rules
72cc59875e5e25bbd0b59aeb74c72304f6ab6f2b32ec4c301b4f91981e6eb318 signatures6.rules
16fa36649828286537c6f43b258396b382da9a05a7ec29d4ce43ea1c0563c7dd sysctl.conf'
