#!/bin/sh
# vosguard: policy "call-centre-1", sha256 8fcf0d5bb64ced95f876961bca68d12894982cf3a8353a782b1ef5c6b03f682d
# Puts the artifacts beside it into force, and can always come back: sh install.sh --help
POLICY='call-centre-1'
DIGEST='8fcf0d5bb64ced95f876961bca68d12894982cf3a8353a782b1ef5c6b03f682d'
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
REFUSING='VG-tcp.too.many VG-strangers.refused VG-tcp.refused VG-known.refused VG-called.refused VG-ban.flood VG-ban.tcp.flood VG-ban.signature VG-ban.tcp.signature tcp.too.many strangers.refused tcp.refused known.refused called.refused ban.flood ban.tcp.flood ban.signature ban.tcp.signature noted.drop noted.reset'
LISTS=''
SUMS='
16414262cc6b065f11610b304023e9a03e86ac205e0610b8b04c2383bfc98861 ip6tables.rules
d55e4662fb7a9b981de6e4562f6e99cc3d2ab9a80c532aa6527be49ae807937b ipset.rules
00d10c19e13c55958d985a8efb63c3c0c01a6cc68050cef18626f47eb9bd2b99 iptables.rules
4f90eedf299dbfc089167cbcb6be994c7b34a3a14e6cf7fe3b053b703eeea795 modprobe.conf
8e2e1b0fa53067326fb4d0a51be4a12185f3b862aface9a659fdb43c1a13e9ba modules-load.conf
5f8d180b2f5831cd585d1ebdcbf53fd91f38c917f08173823ca6443cc8b4510c nftables.nft
6d5cc5677af744bb7a56edc34d786c9f16aab205d005ffff96758acf01410fb5 observe.nft
d47dda08f6bdf67406abd426bcddcc324e497cb68f3466de30a9062d348babef observe.rules
9a03713c6b0719d689cd169a6c039cedca9a4a2c06b1f5c6ff1bed5c723366fa observe6.rules
1518acd8128687b2cce98debba3bba3e9061e7d8087edcd9ef4459e5770b1348 signatures.rules
8b2ce0a549b0ac9dbb606b6eb09d33a6a2355f932b6d7ddd3e0f0b6aade375ef signatures6.rules
617ea0f9a28523b30ab95cc438d76dcb7d8daf011e73281c43b9a1506642471a sysctl.conf'
