#!/bin/sh
# vosguard: policy "moved-ports-1", sha256 aef89d4e3ddf75031580390605feff9ccea44d264d9a296a4e77970869bbb93c
# Puts the artifacts beside it into force, and can always come back: sh install.sh --help
POLICY='moved-ports-1'
DIGEST='aef89d4e3ddf75031580390605feff9ccea44d264d9a296a4e77970869bbb93c'
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
BLOCKED=''
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
SIP_UDP='1980 2080 2180 2280 2380 2480 2580 2680 2780 2880 2980 3080 3180 3280 3380 3480 3580 3680'
SIP_TCP='1980 2080'
DENIES='yes'
PROTOCOLS=''
REFUSING='VG-tcp.too.many VG-strangers.refused VG-tcp.refused VG-known.refused VG-called.refused VG-ban.flood VG-ban.tcp.flood VG-ban.signature VG-ban.tcp.signature tcp.too.many strangers.refused tcp.refused known.refused called.refused ban.flood ban.tcp.flood ban.signature ban.tcp.signature noted.drop noted.reset'
LISTS=''
SUMS='
fad767a41c2981232e53d960ad561894c474b9da295d4115358378f6e286fc60 ip6tables.rules
5ef521a792807bec0466b8db334e8cd181e4d8e8d853b4f4ad48423aac5133fe ipset.rules
cda0db66349c28fd0d5942c77e2e6bfc75bdae73fa6ba44e9be1ed500699cab9 iptables.rules
b611f303f7c651417220c063433d6b1dfb0d17e5fd6fccb0126f4954b0bfb221 modprobe.conf
802a8b1f067eb0f80afcd97d1d33e77f346473d32ca6877835b645b18b18b822 modules-load.conf
531cc2517861a1971dacdf81207fed5c947d625274d663d66e3dcd1383068432 nftables.nft
b8731ee6d00081efd6d2b0dcb156335f927705babd7f2e2e847683a9f31c418d observe.nft
0d11186f088e8afcae37b6182c76753018ff8ecd47a06527c0c79d17e479da52 observe.rules
c733438ee8be9ba1bc601ccba67af3d675675ff1bd871c0821a743189ad9e96d observe6.rules
9dc7ba2d5d878cca2910c4058663363f7834a65d814e476e45eeadbf07e0d24c signatures.rules
2b7941a434dff783f0630f94002f009f7f19c4d3ca25ee09d34314175c7d68e8 signatures6.rules
92e72987fc048ad2eeca8d474e1bbbd3a3f3d397f28c9c60b9934f1cb807e499 sysctl.conf'
