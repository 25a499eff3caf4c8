#!/bin/sh
# vosguard: policy "call-centre-1", sha256 bac4e7472b82873eee98204023922b5bd602c94fe9e567192005c506200ec865
# Puts the artifacts beside it into force, and can always come back: sh install.sh --help
POLICY='call-centre-1'
DIGEST='bac4e7472b82873eee98204023922b5bd602c94fe9e567192005c506200ec865'
PLATFORM='generic'
NEED_KERNEL='5.10'
NEED_IPTABLES='1.8.7'
NEED_IPSET='7.10'
NEED_NFT='1.0.0'
OR_NEWER='yes'
BACKENDS='nftables iptables'
LEARNED='vg-called-4 vg-known-4 vg-asked-4 vg-ringing-4 vg-taint-4 vg-banned-4 vg-called-6 vg-known-6 vg-asked-6 vg-ringing-6 vg-taint-6 vg-banned-6 called4 called6 known4 known6 asked4 asked6 ringing4 ringing6 taint4 taint6 banned4 banned6 paroled4 paroled6'
CLOCKS=''
TRUSTED='vg-trusted-4 vg-trusted-6 trusted4 trusted6'
BLOCKED=''
HOLDING='iptables called 4 vg-called-4
iptables known 4 vg-known-4
iptables asked 4 vg-asked-4
iptables ringing 4 vg-ringing-4
iptables taint 4 vg-taint-4
iptables banned 4 vg-banned-4
iptables called 6 vg-called-6
iptables known 6 vg-known-6
iptables asked 6 vg-asked-6
iptables ringing 6 vg-ringing-6
iptables taint 6 vg-taint-6
iptables banned 6 vg-banned-6
nftables called 4 called4
nftables called 6 called6
nftables known 4 known4
nftables known 6 known6
nftables asked 4 asked4
nftables asked 6 asked6
nftables ringing 4 ringing4
nftables ringing 6 ringing6
nftables taint 4 taint4
nftables taint 6 taint6
nftables banned 4 banned4
nftables banned 6 banned6
nftables paroled 4 paroled4
nftables paroled 6 paroled6'
REMEMBER='7200'
SIP_UDP='5060 6060'
SIP_TCP='5060'
REFUSING='VG-strangers.refused VG-known.refused VG-called.refused VG-ban.flood VG-ban.signature strangers.refused known.refused called.refused ban.flood ban.signature'
LISTS=''
SUMS='
c8baee17fdb5cc1580c57326e73a9441ac9e447eb532b32a825c1b802701be9b ip6tables.rules
9216638fc66013aadf2189cf1ee7554214e729139572838193f0fdfc56f868ef ipset.rules
8ba36ae615a520202c7f969be05a78d61b626bd790edd5701c2369b9b8a857fe iptables.rules
b43e413dbbfb21978a44fe996f4680e0027a9c048d757a30f92eaf5aa13abeeb modprobe.conf
7c195abc95faa14bb3a77dc71882c786ce6f1150f77eebbf32aaff853ea8e1c6 modules-load.conf
9b31da858fb542bd1348d17e47436a6f84ed1eb92c7b22b2ddbdbf7a1e05f01c nftables.nft
5b8c0cd2fdbf25709112353d9777c037ae07c9341223f3f10e90798132f151e5 signatures.rules
84ebe43ae9328e83a886e88418b96d060ce461d403a8e2d1bdd8028502d06791 signatures6.rules
d37c48189e0efb53d9f7046e87e64df40274622254d6f2670e65fa7ca0c2a02f sysctl.conf'
