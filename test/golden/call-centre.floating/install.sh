#!/bin/sh
# vosguard: policy "call-centre-1", sha256 eee63dbe55b0e23380347314f3d80e2e9b244ffacc99c512b35cffe29628d1bd
# Puts the artifacts beside it into force, and can always come back: sh install.sh --help
POLICY='call-centre-1'
DIGEST='eee63dbe55b0e23380347314f3d80e2e9b244ffacc99c512b35cffe29628d1bd'
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
aae8a460d1716de6818217f8553c0d28b7fa5f8b22b044c13d82a21ddae1a340 ip6tables.rules
d1167dc4aa8bdd01e911bc9109bef874f8097686b26d2e3192d11ead8ac3a45f ipset.rules
d71ab680169a14806fd07695b3b7ee08aaf503feddb61294f733401a4eec154c iptables.rules
e5d69d9309e8c74baa5052d61c59a6fe704de70eca2919ee415a9798a40c3b75 modprobe.conf
76f184b5edba2744896c7c76b92f1475aedba9935ae2d9a0284c3f83ea1c509e modules-load.conf
eebb0690141d86eb4e5bbe55f907bf1c3ba6230b219736c3c26f1186149346d7 nftables.nft
31a924f1742809922f013a80b2576456e702cf8a0770ed71b590c00bd40f413e signatures.rules
e7f8260570d60dce1bc79db35d0013bafa8ea4190aafda958927718671510cbe signatures6.rules
e95e17d50883dfe81e595283ee353399c696beb1566d59892c6a51077d333512 sysctl.conf'
