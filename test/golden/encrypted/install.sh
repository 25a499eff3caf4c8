#!/bin/sh
# vosguard: policy "encrypted-1", sha256 7aec8eca14fff3e82a921de5671533b6e5d82ccfbf40ba024a43b91d48eb67de
# Puts the artifacts beside it into force, and can always come back: sh install.sh --help
POLICY='encrypted-1'
DIGEST='7aec8eca14fff3e82a921de5671533b6e5d82ccfbf40ba024a43b91d48eb67de'
PLATFORM='generic'
NEED_KERNEL='5.10'
NEED_IPTABLES='1.8.7'
NEED_IPSET='7.10'
NEED_NFT='1.0.0'
OR_NEWER='yes'
BACKENDS='nftables iptables'
LEARNED='vg-called-4 vg-calling-4 vg-opened-4 vg-known-4 vg-registered-4 vg-asked-4 vg-ringing-4 vg-taint-4 vg-banned-4 vg-proven-4 vg-called-6 vg-calling-6 vg-opened-6 vg-known-6 vg-registered-6 vg-asked-6 vg-ringing-6 vg-taint-6 vg-banned-6 vg-proven-6 called4 called6 calling4 calling6 opened4 opened6 known4 known6 registered4 registered6 asked4 asked6 ringing4 ringing6 taint4 taint6 banned4 banned6 paroled4 paroled6 proven4 proven6'
CLOCKS=''
TRUSTED='vg-trusted-4 vg-trusted-6 trusted4 trusted6'
BLOCKED=''
HOLDING='iptables called 4 vg-called-4
iptables calling 4 vg-calling-4
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
SIP_UDP='5060'
SIP_TCP='5060'
REFUSING='VG-tcp.too.many VG-strangers.refused VG-tcp.refused VG-known.refused VG-called.refused VG-ban.flood VG-ban.tcp.flood tcp.too.many strangers.refused tcp.refused known.refused called.refused ban.flood ban.tcp.flood noted.drop noted.reset'
LISTS=''
SUMS='
59aa9ac9398a92055643e83684faa697e277157c6de30c5132d3649194308892 ip6tables.rules
351c5e35b09f421fa504062fb8b07c55c623f2ae913e3797aff32d1a44745603 ipset.rules
c6181a4df1c63ac6ddf2b9ba864b0857bfccf5190f69f84312bd8090385a28eb iptables.rules
d86076536685b03ba3f5f65cbe130300a6fceacdbef259166f2beaf65c74916e modprobe.conf
3bf464be51f433593fdf6fb486d29252c2a65fe4b439b70ab65a6f4bb79bef8a modules-load.conf
ead0ba3c1ee838a8a5f80c475f8cdb83d5ffd1fdd913ccfeda9ac674286b4478 nftables.nft
855a8f362f451471ac06b4d13668c5e4cf84e3cd0bea4842b4050ac7c2094cf8 observe.nft
d106d9ff8d08c01944a402c58beaef799fd42718f7c586e7ce04f2eed2c909f5 observe.rules
ccc5c3b88f52b511a0c6a4525c278d055cc69ef3235a014c9b6dde2fffa7cb2b observe6.rules
9e4aadae77af870bd49251dd8f7ee711462179d73d16a2e3a54b24e10aa1e068 sysctl.conf'
