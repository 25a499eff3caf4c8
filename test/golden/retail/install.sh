#!/bin/sh
# vosguard: policy "retail-1", sha256 b9d972df49a4816c7c2f1e34800a9ca800a62b2edd5fd6b327c9b93dba7ec336
# Puts the artifacts beside it into force, and can always come back: sh install.sh --help
POLICY='retail-1'
DIGEST='b9d972df49a4816c7c2f1e34800a9ca800a62b2edd5fd6b327c9b93dba7ec336'
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
9d3a8d0acc8894e8194262d139666d7002a8e5c26738cd77da1ca90b44fdfb7e ip6tables.rules
7fbc2ec1b8856fda2b6279dda9a39106dd066379b1e59bee795cda7dcfc052db ipset.rules
ec6fede308f3c0a8049542fa1ab59ef4086b4669d734b2c64ed7962d65d2b587 iptables.rules
6301ea6f2728efc0598d771dd29c1f0a8ef534ec6cf3a3b521137d1bef9cb29a modprobe.conf
5ae204320adcbb66bd330347844fe71423cfa4d2a680ab6e7dd7fd2eab67d5e7 modules-load.conf
511150f97b324028b3b27eb2e204fb5390ba4ad83214b16ad5c8d2c4782944e7 nftables.nft
0650fb86132384762846f3a75a46e63fb39461e5b87ff7158568c509ae79a8bb observe.nft
87afd51703e6dac3be1772b30ed178538fab4747361e1fa00dab38da1c4725dd observe.rules
0d67479a6d27319e92159d90a8d5770100bd9862d0cff3ec523c6be56799de4b observe6.rules
810ee5747424b88ff7e72f06b81d8184bb47c9b3a8de53dc1f0c27fd8b82b595 signatures.rules
a83f9620c82067f73c1c779bc856bbfcf439668b3e0da8a0cd7b4e01e8fe1a48 signatures6.rules
2f27e39f2b86f1adbdaae85d5ecf46470604dd0c245f02e7c55112b27c06f69c sysctl.conf'
