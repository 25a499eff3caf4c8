#!/bin/sh
# vosguard: policy "call-centre-1", sha256 e8e97b7e35c71b4aaaafd1fefc0cfc0bd9931a7674171df2a61fec55be4e2ab0
# Puts the artifacts beside it into force, and can always come back: sh install.sh --help
POLICY='call-centre-1'
DIGEST='e8e97b7e35c71b4aaaafd1fefc0cfc0bd9931a7674171df2a61fec55be4e2ab0'
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
SIP_UDP='5060 6060'
SIP_TCP='5060'
DENIES='yes'
PROTOCOLS=''
REFUSING='VG-tcp.too.many VG-strangers.refused VG-tcp.refused VG-known.refused VG-called.refused VG-ban.flood VG-ban.tcp.flood VG-ban.signature VG-ban.tcp.signature tcp.too.many strangers.refused tcp.refused known.refused called.refused ban.flood ban.tcp.flood ban.signature ban.tcp.signature'
LISTS=''
SUMS='
997fcdebe13a2722e78f1586a3decf1ac277ffb0350e952f5d17a2c8c5493897 ip6tables.rules
b7eadddd3cc13ed2a2977599dea71a602864c65a5880999c06ebec2fd00fabfa ipset.rules
79a95f0b4b869bb0ef31683885bf60f9145dac92508d972d29d318881acb872d iptables.rules
a5072ff6e97bd628ef2560fe44e79dd33683502a74b65c4fac5332faa632016a modprobe.conf
78081363900820fe658ba82a6ef1ba7731d8bcc83ce4f6c4625b34cb9356ebdf modules-load.conf
5a4cf1a741672183443e8837cd798123eeecf15be47698906fa25c80ff9a0dbc nftables.nft
8cab99eff04b87b7362c79029ab31988dac855bb8884219691ff3a3c7b5d00f4 signatures.rules
8ebf3da5bc2ea94a68553bf86ee4db8992995a7eac83206a827c60d978c62a1f signatures6.rules
0dada004fd8128057d64de31f1fa4a24f6141cb3240e5722f99e15763d5f1a33 sysctl.conf'
