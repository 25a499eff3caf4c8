#!/bin/sh
# vosguard: policy "call-centre-1", sha256 d62821cf279f1130c4c7daa883ab32fb3ce081056f4093147c3dcd406cbd5d62
# Puts the artifacts beside it into force, and can always come back: sh install.sh --help
POLICY='call-centre-1'
DIGEST='d62821cf279f1130c4c7daa883ab32fb3ce081056f4093147c3dcd406cbd5d62'
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
SUMS='
69b44a8b1b22245834ab1358ab05f888abd22f12b9f9a60d0ac00deb3a4d8b0d ip6tables.rules
b83dd4eedd88bec0a2883e4c97fb225a1d32ae79451c0492945aab7080e6dc90 ipset.rules
f6a7c32fdc3a6ddfbe51ecd1ca956268bbdccb72eb9ac6e21262027db499f3ee iptables.rules
bf5588811d81ee5c4e9eb7991b9bc71ad68503388b5538ef369e7affd7361a2a modprobe.conf
b79d046ac72de0100eac9b82fe441219aa5ab18840f511b1c96eeb59c964fbb5 modules-load.conf
de531ef31844d0337d419dfe82b61b77abbcf909277c6d841d42e7e378d77e46 nftables.nft
2d265b506fd1a5b987fe6d27948d9ba1589a820756fc2d3ab792448b1b5692ca signatures.rules
b5c646c7efb466fd8332cfdedcc9d9760034a1acd66c821826a7ce85cd6f8f69 signatures6.rules
e8abc6ac403a102b92b5592de1b410c1784f72b9870f658032af339e5c7f05c4 sysctl.conf'
