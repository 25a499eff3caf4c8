#!/bin/sh
# vosguard: policy "softswitch-1", sha256 e9cc671d42560b47ba64ddc6da4b5cdd48f2da27f4c063edb96e6489e00312db
# Puts the artifacts beside it into force, and can always come back: sh install.sh --help
POLICY='softswitch-1'
DIGEST='e9cc671d42560b47ba64ddc6da4b5cdd48f2da27f4c063edb96e6489e00312db'
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
REFUSING='VG-tcp.too.many VG-strangers.refused VG-tcp.refused VG-known.refused VG-called.refused VG-ban.flood VG-ban.tcp.flood VG-ban.signature VG-ban.tcp.signature tcp.too.many strangers.refused tcp.refused known.refused called.refused ban.flood ban.tcp.flood ban.signature ban.tcp.signature noted.drop noted.reset'
LISTS=''
SUMS='
d255f5596f9c34656f7d04f7f8941238d714fb81275a5cef6125b6addcd24ebf ip6tables.rules
183d98b751d192b7b57bf49ded4774ae9033b04385b1fa496dd9fb2fbf3bff7c ipset.rules
1135c57ae789affa9bfb8f3cb7cec836ed07dfb560635549dcafda23ba005590 iptables.rules
b222b26a132ef9f65affc277c57b8679ad48865c6cb395105a30855b7c6a1b18 modprobe.conf
8b429b9ec024b10e38e4fc1241a49a96b637d3fd385189b90195897d183aa707 modules-load.conf
a7bc757cf33366c68c6f2abf8114d1e58562b7ec4c3301fb71fc06ce2dbe379b nftables.nft
1da5f35ba8ecc9e6878c23750295d1c64e1cf6815ca5ccec048b28d3324dfc3e observe.nft
5ee74df187d060eb8ba7b85410ca7a232759100872964576a5305d56ad3544a9 observe.rules
8d14bb0e4961a461b3d1f1dd4cd4b0cc97bc24f5fdf034c9020ef68cfda22586 observe6.rules
43249d17c7a61593193f1930698a17d1f701d137af147bb021a6123ab16ab85e signatures.rules
24f22202f02368d92f6e9a2b710bbad6ee9b2a814701527cdcb7e64a15146234 signatures6.rules
ba43c669794721a5b83c3ffd488981b595a2b50c77c26d211076c90795c037f6 sysctl.conf'
