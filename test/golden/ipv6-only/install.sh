#!/bin/sh
# vosguard: policy "ipv6-only-1", sha256 e9954179045bf9dfe6c0c60008c7693c73102203915ffb1ae4f7dd675ef91bc1
# Puts the artifacts beside it into force, and can always come back: sh install.sh --help
POLICY='ipv6-only-1'
DIGEST='e9954179045bf9dfe6c0c60008c7693c73102203915ffb1ae4f7dd675ef91bc1'
PROFILE=''
EXPIRES=''
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
REFUSING='VG-tcp.too.many VG-strangers.refused VG-tcp.refused VG-known.refused VG-called.refused VG-ban.flood VG-ban.tcp.flood VG-ban.signature VG-ban.tcp.signature tcp.too.many strangers.refused tcp.refused known.refused called.refused ban.flood ban.tcp.flood ban.signature ban.tcp.signature noted.drop noted.reset VG-signatures.found'
MEMORY='iptables=1803 nftables=3499'
LISTS=''
SUMS='
bd4a8ad1cd7815c7b4e2c663c3f64480790c3f4a0e5450036ea32070ba84e08c ip6tables.rules
3abbb5b2b50f176f9e3d442428a26fd7435e9883d0dffe2a1b79284bb252ed37 ipset.rules
89d23b7c4feb9c36faf5a36ef223675a7b8a394cd2868eec8f55b7c025e737fc iptables.rules
97d7adedc39451d1b301de02ead0dcd3bbade13554e645b521f677378f154a93 modprobe.conf
704b6f4fc350b8929bd4aaefb6c483ac970abac82c06178ed9a0c0fa9a47fc59 modules-load.conf
587813551f8f0cf4a1fae2c737d5f6f50975b88a303ddda14db7e3594db0e914 nftables.nft
99272da12705935b9220e87456c1dd8a172c582d75775e70cb50be7cdfa170ab observe.nft
8d55a97357912c6ce4de45e0ea2d663a40b58345ea613055b030c9f2583fb4f6 observe.rules
89e9778310c90c00a201ee1afcb63f0f1005cb8f2aba50c39f91d0a8c4402eaf observe6.rules
765208fbbe1c694f2459be8454aae819bcbbb3acc28cb67d4ae5368f2297e9fe signatures.rules
6cb0ab61bdb1a5ecc16ac8a95567ac2a0d186538f726499e4cbc4be6caabbdcb signatures6.rules
57af45c1b25c70554312b6a7e2631f2d95dd62aa87cd1103fdb4d8fd75310283 sysctl.conf'
