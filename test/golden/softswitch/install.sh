#!/bin/sh
# vosguard: policy "softswitch-1", sha256 b617c53558ae12230d0db8064cb2bc8156f332f6b6c2ce931f9e2d480f4a65d5
# Puts the artifacts beside it into force, and can always come back: sh install.sh --help
POLICY='softswitch-1'
DIGEST='b617c53558ae12230d0db8064cb2bc8156f332f6b6c2ce931f9e2d480f4a65d5'
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
871f44e5cc1d4be8f605dc37f10f69cc1daa18f6ef7e938d7e069c97d9a2a32e ip6tables.rules
0bff91702554e9924ebd480152710d01314297967f230f0869c5171e2b5a149a ipset.rules
1a316380c2b29056a183a407f5ace5aa27f5c8402a23b92e799e17780369019b iptables.rules
c0d682059d12e7830100ec21ed194a7592dee9683097056bd83af675d1dfe2fd modprobe.conf
5ec28d1f3995d906a4de6b6475726ad2e512d655abcf195836e58020c0fca285 modules-load.conf
29d6edd5e6b9d1f02886aea89449b7a05e4b01460096e6bdac337d6382014401 nftables.nft
537dd85fa7a7cade23a87a743f160e5e31fe6737048526f22759941fcdada70c signatures.rules
1cafa571658704e77830bb92aed3ce969a45d9325612e0475f56f635debc72e8 signatures6.rules
ec8e51653fda0ccb56ba383eef92641416a6a0a701cfe75f8239f2f363f3dc1a sysctl.conf'
