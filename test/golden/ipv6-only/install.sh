#!/bin/sh
# vosguard: policy "ipv6-only-1", sha256 01a2b5c777637c491988a4a8897a3633fdccea3260eeb4e0681acb72e5dc0f26
# Puts the artifacts beside it into force, and can always come back: sh install.sh --help
POLICY='ipv6-only-1'
DIGEST='01a2b5c777637c491988a4a8897a3633fdccea3260eeb4e0681acb72e5dc0f26'
PLATFORM='generic'
NEED_KERNEL='5.10'
NEED_IPTABLES='1.8.7'
NEED_IPSET='7.10'
NEED_NFT='1.0.0'
OR_NEWER='yes'
BACKENDS='nftables iptables'
LEARNED='vg-called-4 vg-calling-4 vg-tried-4 vg-opened-4 vg-known-4 vg-registered-4 vg-asked-4 vg-ringing-4 vg-taint-4 vg-banned-4 vg-proven-4 vg-called-6 vg-calling-6 vg-tried-6 vg-opened-6 vg-known-6 vg-registered-6 vg-asked-6 vg-ringing-6 vg-taint-6 vg-banned-6 vg-proven-6 called4 called6 calling4 calling6 tried4 tried6 opened4 opened6 known4 known6 registered4 registered6 asked4 asked6 ringing4 ringing6 taint4 taint6 banned4 banned6 paroled4 paroled6 proven4 proven6'
CLOCKS=''
TRUSTED='vg-trusted-4 vg-trusted-6 trusted4 trusted6'
BLOCKED='vg-blocked-4 vg-blocked-6 blocked4 blocked6'
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
SIP_UDP='5060 6060'
SIP_TCP='5060'
DENIES='yes'
PROTOCOLS=''
REFUSING='VG-tcp.too.many VG-strangers.refused VG-tcp.refused VG-known.refused VG-called.refused VG-ban.flood VG-ban.tcp.flood VG-ban.signature VG-ban.tcp.signature tcp.too.many strangers.refused tcp.refused known.refused called.refused ban.flood ban.tcp.flood ban.signature ban.tcp.signature noted.drop noted.reset'
LISTS=''
SUMS='
5ba9e38aec102f4c2092438345c9fe755996a35186cd22ede3b08e3a85926af9 ip6tables.rules
ad2e2dee8a0dcd9aff5313fdd912c7dac30778c2aa72abca6e0447dc0d91c927 ipset.rules
c73355b2cc3b7636551fa05ab65bb81be15cf38539b1e149f802221faee792e6 iptables.rules
53cfbb64f6d3d193d0d4629d69b2215f587ad489fa663031a33c6666368ceaa6 modprobe.conf
33b9bb26f670d9b54330addd5633f166718778f91969ac3f2756e4b41d7440a3 modules-load.conf
195780eb57592b2fa7b305147c507bf650619e58951e0a4f541973906a1b5c23 nftables.nft
8d40741b16e8a8d23067db9049386903a028144544595bfd7f0773f1107f1b4a observe.nft
f884c016768dda262b00eb126fdb5fd6436adb7c829b4c3b7c66d33ada4672f1 observe.rules
2421ddc0fc2e2023cd1c7e13849ada66a0a85787e85b63ac6db074feb0dc81c8 observe6.rules
304d9c9867ec3a9ba3705cf7f75b8117fc51203e313fd119011dfb5181850d78 signatures.rules
06bbc4312feef02eb0ca4bfae17bf5494f53193523ea03b71ba4c6bfe7108430 signatures6.rules
557a90303d21b09740b6f1675c419732149cd5d90cb0e2c2455400e27328c814 sysctl.conf'
