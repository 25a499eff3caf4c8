#!/bin/sh
# vosguard: policy "vosguard", sha256 c591179759d3e30ced2dded8876d59367569f410386d454e1b87327aa333a282
# Puts the artifacts beside it into force, and can always come back: sh install.sh --help
POLICY='vosguard'
DIGEST='c591179759d3e30ced2dded8876d59367569f410386d454e1b87327aa333a282'
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
SIP_UDP='5060 6060'
SIP_TCP='5060'
DENIES='yes'
PROTOCOLS=''
REFUSING='VG-tcp.too.many VG-strangers.refused VG-tcp.refused VG-known.refused VG-called.refused VG-ban.flood VG-ban.tcp.flood VG-ban.signature VG-ban.tcp.signature tcp.too.many strangers.refused tcp.refused known.refused called.refused ban.flood ban.tcp.flood ban.signature ban.tcp.signature'
LISTS=''
SUMS='
bac28a5579b4afd380addcebe5b54c96c4b802b8e8d44021b08cf9ebdef2401c ip6tables.rules
564dc06c8519c7337c14125d28cba17d826982f61052acaa5645839914538a87 ipset.rules
3febfbf46cbde2d8212f48a06543b458cf54a98ccf19bf9fbef0fb187ef4f258 iptables.rules
4ecbff5b88197a9636be698a1661c605e87c34826c315e637c3ce6e58d233cd3 modprobe.conf
75e1b709e8523e492a9eef5c699f34994a95c2c50cfe26feb4a146caeaa22db3 modules-load.conf
824f186936f2851cabbe2c9fe2ec43a03146640a569bb13c8b3893a13887872e nftables.nft
b61e1bc9eabc6f94d6dbe57624f93c19e10f171af56d1c6c83b1a169510df559 signatures.rules
6b731007e490f67b07f2ead3ae9e4d1b3f63b1db152a44d3efcc56bae2b91223 signatures6.rules
70b1435b499b1bc33674cba66479be08b7e06d92936e188f109f7a0db8834245 sysctl.conf'
