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
REFUSING='VG-tcp.too.many VG-strangers.refused VG-tcp.refused VG-known.refused VG-called.refused VG-ban.flood VG-ban.tcp.flood VG-ban.signature VG-ban.tcp.signature tcp.too.many strangers.refused tcp.refused known.refused called.refused ban.flood ban.tcp.flood ban.signature ban.tcp.signature noted.drop noted.reset'
LISTS=''
SUMS='
0060d7ab50281dee6f6f08c1a4428a5e103037481864a9b0c19de377345b54f3 ip6tables.rules
564dc06c8519c7337c14125d28cba17d826982f61052acaa5645839914538a87 ipset.rules
f69f51095f190741a653e2962f1cd186a71611144a4a9fb089fd3e39670fcfb7 iptables.rules
4ecbff5b88197a9636be698a1661c605e87c34826c315e637c3ce6e58d233cd3 modprobe.conf
75e1b709e8523e492a9eef5c699f34994a95c2c50cfe26feb4a146caeaa22db3 modules-load.conf
2871644585a0cb52ab0e11c2148373d18835c5a9cb15ac7abbcfb4563b1289ec nftables.nft
f93d14221ae746273851cd156bc2bc73646b6c5d126dba3133d3160bc59891ac observe.nft
de1941088be5017698696d178a1bb36c7128daaa6b5f11f08b5b15e0dffd3aeb observe.rules
745db84218e84921689b6b834b052491ca37e44c0bf5675dd1875ed268d7e6c9 observe6.rules
4c0b79197fa2edadfb9995219a2dcf9671189cb63b0ac7a001239a4c68075ceb signatures.rules
665e1158be4611764c62dc232c391d3b310702dc3a72bf32ae2e2e0e13ab30a5 signatures6.rules
3a0c027cd1bb17ad670fa06341baa980770ff7276a50c55cc98a85aa0bd4e29b sysctl.conf'
