#!/bin/sh
if head -n 1 "$0" 2> /dev/null | grep -q "$(printf '\r')"; then printf '%s\n' "vosguard: this script has the line ends of Windows; copy the folder anew as it is, or run in it: sed -i 's/\r\$//' *" >&2; exit 2; fi #
# vosguard: policy "softswitch-1", sha256 dc694ad4144ece1edbecc9e29a1b82027c3b4c6e089f487094f68e65ecfc8c70
# Puts the artifacts beside it into force, and can always come back: sh install.sh --help
POLICY='softswitch-1'
DIGEST='dc694ad4144ece1edbecc9e29a1b82027c3b4c6e089f487094f68e65ecfc8c70'
PROFILE=''
EXPIRES=''
PLATFORM='debian12'
NEED_KERNEL='6.1'
NEED_IPTABLES='1.8.9'
NEED_IPSET='7.17'
NEED_NFT='1.0.6'
OR_NEWER='no'
BACKENDS='nftables iptables'
LEARNED='vg-called-4 vg-calling-4 vg-greeted-4 vg-tried-4 vg-opened-4 vg-known-4 vg-registered-4 vg-asked-4 vg-ringing-4 vg-taint-4 vg-qualifying-4 vg-banned-4 vg-proven-4 vg-called-6 vg-calling-6 vg-greeted-6 vg-tried-6 vg-opened-6 vg-known-6 vg-registered-6 vg-asked-6 vg-ringing-6 vg-taint-6 vg-qualifying-6 vg-banned-6 vg-proven-6 called4 called6 calling4 calling6 greeted4 greeted6 tried4 tried6 opened4 opened6 known4 known6 registered4 registered6 asked4 asked6 ringing4 ringing6 taint4 taint6 qualifying4 qualifying6 banned4 banned6 paroled4 paroled6 proven4 proven6'
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
iptables qualifying 4 vg-qualifying-4
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
iptables qualifying 6 vg-qualifying-6
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
nftables qualifying 4 qualifying4
nftables qualifying 6 qualifying6
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
EXAMPLES='trusted: 198.51.100.0; services.ssh: 192.0.2.8; services.web: 192.0.2.8; services.client: 192.0.2.8'
PROTOCOLS=''
REFUSING='VG-tcp.too.many VG-strangers.refused VG-tcp.refused VG-known.refused VG-called.refused VG-ban.flood VG-ban.tcp.flood VG-ban.signature VG-ban.tcp.signature tcp.too.many strangers.refused tcp.refused known.refused called.refused ban.flood ban.tcp.flood ban.signature ban.tcp.signature noted.drop noted.reset VG-signatures.found'
MEMORY='iptables=860 nftables=1633'
LISTS=''
SUMS='
8a5949daaf88042212b878b71c0d2abd75aa3195ba7f82204e3d08d2c0527340 ip6tables.rules
fa341ad8f9123e2882e0197213c6fb7fce21d0ac2f46d18c2e02e43747c24bb9 ipset.rules
53d0aced715fbd304ef09cf20cf9a2c5c0cbafe8379044f2d4148f889b0841cb iptables.rules
ebd2d4c17b616a2ae72640b2d18dfb3563b948283a27c6627b3984c9fdd67bf6 modprobe.conf
c83b8b6698fff344c3899b9c33f8b3e335098690ce9289adcd46655ad0b13a42 modules-load.conf
faa5ea3965faf9326d3583c1d82ad17071757e9ac1e6a2bdb7908c8c5cd0618b nftables.nft
d7886aa2a9015f9eac560da34a5f5f0c72e72dc8d59f184df2e3c317193e865b observe.nft
e528e74d3f61888ad1de20b072d835ef9b23105e19efc7ba8c07d274849d72f0 observe.rules
96dc4c89782e7ff9f7d17f0eb8f3d6eb369b8151848be4293cdda306cabc86e8 observe6.rules
c689af9c83d93489766f5bb0837897b07c4435e3b09fb7cd475c4bf2ef49b311 signatures.rules
8c82140f09304dcdfe630d4a7ce85383f6623ba4bad908a2e14a45835416c8ea signatures6.rules
cecd90c36a882fe67375b8696bf8bfcb6aebecee704373c1b9bc17d99f29f2e1 sysctl.conf'
