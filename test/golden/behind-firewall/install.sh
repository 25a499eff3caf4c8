#!/bin/sh
# vosguard: policy "inner-switch", sha256 5f5dbcb7a98be96a144417fdb20f69325610eefdfc36b04aa90bda80b52e6454
# Puts the artifacts beside it into force, and can always come back: sh install.sh --help
POLICY='inner-switch'
DIGEST='5f5dbcb7a98be96a144417fdb20f69325610eefdfc36b04aa90bda80b52e6454'
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
DENIES='no'
PROTOCOLS=''
REFUSING='VG-tcp.too.many VG-strangers.refused VG-tcp.refused VG-known.refused VG-called.refused VG-ban.flood VG-ban.tcp.flood VG-ban.signature VG-ban.tcp.signature tcp.too.many strangers.refused tcp.refused known.refused called.refused ban.flood ban.tcp.flood ban.signature ban.tcp.signature noted.drop noted.reset'
LISTS=''
SUMS='
881b125fb39fde2ddfa990f46987232fe04a3af839da0a309d3c02e30e6c8c6e ip6tables.rules
f4730c99088a0429133bdfe787164c431ad93b0d838df660a0c2d07b43e97130 ipset.rules
6b840f806c75a855655c6de5c28fc788c1bf5a91455bcf48e9a4ebd2e3906791 iptables.rules
f7ca773462a0722b21cd0891936218d424b1c23bf004da074c7297864e6e7b9d modprobe.conf
4249d17cd530bf697a94b927047bb2f648e270d5de3a6edfc0966a9c5586ddbe modules-load.conf
f6c378bf182e80dc833792470c68bbfedfcc65548f4f4a689ea4ef38d89e3f8d nftables.nft
139787fa4cbf7f4008a5542bada0b8f8125884e1f972f2da24f3b7db40a2bf65 observe.nft
67dce8b4cfe1be85f3a90ccc0cfba83a4507293ee9b924358a0253c653bcc8a1 observe.rules
a990b596e20f9a03568c969515bd867db7ce2f6f5516d506e0bd55db6367ce57 observe6.rules
661d6234f9a70f771ff84227b58b8e2f83b6641cb2b2891bd868cbb33215074c signatures.rules
5486a9b0bcce755b78b5c6bdb8bdc159c354d7d013edd6bac42a24dc3ee35c04 signatures6.rules
28ba9149013aaa89221c9a3a8a3d61935e9ec73382dd647c6e5e8bfb078fe571 sysctl.conf'
