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
LEARNED='vg-called-4 vg-banned-4 vg-called-6 vg-banned-6 called4 called6 banned4 banned6'
TRUSTED='vg-trusted-4 vg-trusted-6 trusted4 trusted6'
REFUSING='VG-strangers.refused VG-called.refused VG-ban.flood VG-ban.signature strangers.refused called.refused ban.flood ban.signature'
SUMS='
07d03be39f25ecccc426870412f216d82228c432795bd445303cf2b925a16c42 ip6tables.rules
9d1d7d81df12d501051ecf966fef49a08e198a2fce08af4b062c0d091a3a5268 ipset.rules
7f519c958289f9353c5cfc8fca1a2262bcd2501ccbf6812e60f3e0055f8454db iptables.rules
05fb812a45f8ef0c3732e8aaea25e4445b96904417d3f473edf879836131eb2d modprobe.conf
649281a02af43a6cb73dd8c3060ee79de2feddd051076365f1b776d450d57f50 modules-load.conf
ef76f9ac473c95208ee27e57214a30610b3ae5e36b37d969a6ea06ffc123b24b nftables.nft
5518067c77e8650b40b6372a71e512178d48a5f5b767b0f6bc6ebb681bb7cde7 signatures.rules
11cc4768b0e40e4d409b5cc1a278b0494d2abac1f50814ac630c557150cbcb03 signatures6.rules
bda9c1f248d7b17cebededa75dde1ee3ce38fd5bfe0075cc1779cb58a77916f5 sysctl.conf'
