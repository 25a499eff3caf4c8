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
fb457ebfed481c89ce07d55802a5c22c14cab1530236533bcbefcd0f71cdfcd9 ip6tables.rules
2642832f6c3679c37a93775f614ff5d51992ce0ef0846dcc78f327cc55378c68 ipset.rules
132681db7f094021fd254cbff1ecf2876e9ce877420a5e6b360d48e6f1512979 iptables.rules
c0d682059d12e7830100ec21ed194a7592dee9683097056bd83af675d1dfe2fd modprobe.conf
5ec28d1f3995d906a4de6b6475726ad2e512d655abcf195836e58020c0fca285 modules-load.conf
2648d2b696d26f2c94650707b9af3c1bfe65a9e76a2df4db516dc52f34e85e1f nftables.nft
537dd85fa7a7cade23a87a743f160e5e31fe6737048526f22759941fcdada70c signatures.rules
1cafa571658704e77830bb92aed3ce969a45d9325612e0475f56f635debc72e8 signatures6.rules
9abe14982f5ee8caee108834d199caefdff08f65397acdc66612ff9c9a1e83fd sysctl.conf'
