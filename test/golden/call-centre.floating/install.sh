#!/bin/sh
# vosguard: policy "call-centre-1", sha256 99fa6e057a0ab826982a3eed4491f497e8213f0bd9c4aad8886afcf17c3d67d8
# Puts the artifacts beside it into force, and can always come back: sh install.sh --help
POLICY='call-centre-1'
DIGEST='99fa6e057a0ab826982a3eed4491f497e8213f0bd9c4aad8886afcf17c3d67d8'
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
SIP_UDP='5060 6060'
SIP_TCP='5060'
DENIES='yes'
PROTOCOLS=''
REFUSING='VG-tcp.too.many VG-strangers.refused VG-tcp.refused VG-known.refused VG-called.refused VG-ban.flood VG-ban.tcp.flood VG-ban.signature VG-ban.tcp.signature tcp.too.many strangers.refused tcp.refused known.refused called.refused ban.flood ban.tcp.flood ban.signature ban.tcp.signature noted.drop noted.reset'
LISTS=''
SUMS='
088afbf39d2a94a907734c2f2ebd10b385b31c61dce4f0e1d014cac4538ebebd ip6tables.rules
85778204aa3c35a0f04cda0606a72af10ead344811ce41fb51ccbb024ac1c3e2 ipset.rules
ef4d2d4563f6b4c9ad49c3caa64b63833843eb94f3458775f76d35e6d8bc6205 iptables.rules
f3b308d0184136a1c6cf76e50c4d8c2b26428deca851f222c2ba17c1bf5bab2e modprobe.conf
bf3fca93d0bcd04fba6beb9a01965ba0fbbbc4db1d76e9c01e61e38d8a20c63c modules-load.conf
6a0d70571d940b4e95246de8be9b146a5d623e538dfdc1c2204c0f8c6422ed98 nftables.nft
2760670d0abdc30a8b9f53e66c9ba4a66b93f71c3d4ab7e0a073fd9de45dc697 observe.nft
35bbaf35f7e96f44f06c726f1d8e0120bae3b2e6f6c36351b95b2023c1c6f42a observe.rules
fa5cbde10539f7e88bb24999033e91af3c2e9c2e2e1359c7486b7602d6cf217f observe6.rules
027052b96ae5127afb68629bc12e39097e09b034d0d73deb1679bb86ac6514bf signatures.rules
86efc10a10c7fffe8e305e39cba87e42a89eeeca9fdf0b60822dd78af759b335 signatures6.rules
ed8bc2bed29aa9b8ad71bc91680268e58cadf42be6747c2ff0d2ca854a3ccd4d sysctl.conf'
