#!/bin/sh
# vosguard: policy "inner-switch", sha256 6ef98a80dfad70e90ef4433c763f280c3deca01576758eca6081829b7d60b5a5
# Puts the artifacts beside it into force, and can always come back: sh install.sh --help
POLICY='inner-switch'
DIGEST='6ef98a80dfad70e90ef4433c763f280c3deca01576758eca6081829b7d60b5a5'
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
DENIES='no'
PROTOCOLS=''
REFUSING='VG-tcp.too.many VG-strangers.refused VG-tcp.refused VG-known.refused VG-called.refused VG-ban.flood VG-ban.tcp.flood VG-ban.signature VG-ban.tcp.signature tcp.too.many strangers.refused tcp.refused known.refused called.refused ban.flood ban.tcp.flood ban.signature ban.tcp.signature noted.drop noted.reset'
LISTS=''
SUMS='
91b74001c4517d58e1807f717b94777cf36affc83bfece47defc7d8aef3d21cf ip6tables.rules
d616163064c1a42bddbf867415232d7d4abc3f85011ce18531c8330f85496edd ipset.rules
c8b27799124b3e23a0d4d49443443f84fcaf359b8bf470398ab78ec60ab40533 iptables.rules
3da6e01a0c6703ad091d5b3b1485f4510d02614eea50d8e64493271a2651339a modprobe.conf
3252756530fe2dae6e982d8dd8f6ca1ea63b79608df1630659f6607b6c06b17a modules-load.conf
deef0d624a22f17ab7a2162f1554294dfb7634c178b5bc57908f08e21d24432a nftables.nft
b05210cff989401630f8f4e64b5be3b09053961664302747b73e39a4a48fc4c4 observe.nft
e8681aaf5dedd8cea42b9f6571c94477d74ec1a4ffe6abbe284fc85fee1ba456 observe.rules
685c50cc80d26f6a87397de80ce7e68776ba64610793d1bc47f26fce96fa54b8 observe6.rules
26acd921713418ef473e5ae3b4451b1f6a7aeb4d491186a6d4ec26e8d0a14f78 signatures.rules
8dfc087d3c404707d204a8c9e56963e0300f6932051ea0c49dc6b9bab3c99fa1 signatures6.rules
bccfe96fa8f79e50190bd4dc326f9c1b22233636c2809365e856200c68acbbd3 sysctl.conf'
