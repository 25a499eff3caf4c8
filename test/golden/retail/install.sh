#!/bin/sh
# vosguard: policy "retail-1", sha256 8f43adec0b74a1c749c742a76258049f798a48a4eb8f1656d8e2b7351aa78736
# Puts the artifacts beside it into force, and can always come back: sh install.sh --help
POLICY='retail-1'
DIGEST='8f43adec0b74a1c749c742a76258049f798a48a4eb8f1656d8e2b7351aa78736'
PLATFORM='debian12'
NEED_KERNEL='6.1'
NEED_IPTABLES='1.8.9'
NEED_IPSET='7.17'
NEED_NFT='1.0.6'
OR_NEWER='no'
BACKENDS='nftables iptables'
LEARNED='vg-called-4 vg-known-4 vg-asked-4 vg-ringing-4 vg-taint-4 vg-banned-4 vg-called-6 vg-known-6 vg-asked-6 vg-ringing-6 vg-taint-6 vg-banned-6 called4 called6 known4 known6 asked4 asked6 ringing4 ringing6 taint4 taint6 banned4 banned6 paroled4 paroled6'
CLOCKS=''
TRUSTED='vg-trusted-4 vg-trusted-6 trusted4 trusted6'
BLOCKED='vg-blocked-4 vg-blocked-6 blocked4 blocked6'
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
da2f545134acce24387802cd4fdb1b4ebc5d823679c4ca12ca6da37707afc16c ip6tables.rules
10933afb627d409e9c3e8e79c2de409c0c27b0e35ee40456e2abbde679fb9c97 ipset.rules
c17bf4f269538fa7c46139185cca5cad5a251a29878c2fe0bdf527bc44b25634 iptables.rules
05fb812a45f8ef0c3732e8aaea25e4445b96904417d3f473edf879836131eb2d modprobe.conf
649281a02af43a6cb73dd8c3060ee79de2feddd051076365f1b776d450d57f50 modules-load.conf
edb4910fd378cc177578aeaaca38870831f0618cc1d760c826cf743da1d2cff8 nftables.nft
5518067c77e8650b40b6372a71e512178d48a5f5b767b0f6bc6ebb681bb7cde7 signatures.rules
11cc4768b0e40e4d409b5cc1a278b0494d2abac1f50814ac630c557150cbcb03 signatures6.rules
bda9c1f248d7b17cebededa75dde1ee3ce38fd5bfe0075cc1779cb58a77916f5 sysctl.conf'
