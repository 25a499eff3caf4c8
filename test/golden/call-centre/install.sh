#!/bin/sh
# vosguard: policy "call-centre-1", sha256 b3ad48981e88067ada0fe53d18ec1e20542046ac0d72bd48154c39d7bef23369
# Puts the artifacts beside it into force, and can always come back: sh install.sh --help
POLICY='call-centre-1'
DIGEST='b3ad48981e88067ada0fe53d18ec1e20542046ac0d72bd48154c39d7bef23369'
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
d84a0419c238401b675a8357ea1f96690e515402ed4eb3566f800304bb3c73ba ip6tables.rules
5b8c8c59f6c96c804a138de4840c56a22a9b47db3b254ac6c2aa2d1e700cfda9 ipset.rules
68a7c52a054323266473ce76333b850302667cec8267e9c0c385038312e59e07 iptables.rules
cf9710a8d610012d1bb5571f7949ad9d385e948a9ed618c113174e9bd6988a18 modprobe.conf
e05a9c02ef7234d52eeecda1828f6a4e855be6f3eec940b5f45ce2ca56a5c298 modules-load.conf
ac9cb7f1cd5b013b1544514b5ce449fb8ccdb3d0f29f7cfe2e52b92af7161118 nftables.nft
0c5e0c8c9906a904d6d8571c6beb688e3458249420ea8153c51d2fdafbb0160e observe.nft
080058fb71ad7025e4bbef12167d4730e07e4807a77c3a1badde6f9cb6b0dcd6 observe.rules
e636285ae805f78e1f29a23ba3b96d9623d34f992d8365ce6ea65005174a49e1 observe6.rules
41b368707503a1ff73bb4bd18e8fd53da17a29aeeec48c315818370c4e8dc706 signatures.rules
2b0c17a4437fdd423cf8ab5761cce8b5a283ad5a01a3735dc9098c482def3521 signatures6.rules
8baa63792ab463bce2f16cf8ede904f38d6cf2f8e5981e6cab5242c75c1ec743 sysctl.conf'
