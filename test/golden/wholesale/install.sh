#!/bin/sh
# vosguard: policy "wholesale-1", sha256 7423822f8c829e673e178bfe4b26836c1f621a62da852afdef8d1a8ff13e2a0e
# Puts the artifacts beside it into force, and can always come back: sh install.sh --help
POLICY='wholesale-1'
DIGEST='7423822f8c829e673e178bfe4b26836c1f621a62da852afdef8d1a8ff13e2a0e'
PLATFORM='debian12'
NEED_KERNEL='6.1'
NEED_IPTABLES='1.8.9'
NEED_IPSET='7.17'
NEED_NFT='1.0.6'
OR_NEWER='no'
BACKENDS='nftables iptables'
LEARNED=''
CLOCKS=''
TRUSTED='vg-trusted-4 vg-trusted-6 trusted4 trusted6'
BLOCKED=''
HOLDING=''
REMEMBER=''
SIP_UDP='5060 6060'
SIP_TCP='5060'
REFUSING='VG-strangers.refused strangers.refused'
LISTS=''
SUMS='
c19e7727cf3254d7a841b5d4b0d3faeb20f543498e3cd909f6afe5d1cbc06e08 ip6tables.rules
9145b3829c4cd0dce82c9c5ec7ff62dae06a0c8992bbd0d013b063b32743ae42 ipset.rules
fc63ebd98e8d26eeba4adae6414527ceeca628cfe8bbb68ec3187702d483564a iptables.rules
4d6473d32078a74973645fd9514f3ac8f6d8fa59d27d5e2f081ef1d164832e3c modprobe.conf
be5b3f345bf0f55415057c3b9f4dddc792d74e5a2b393bab4ddd6ee0b2eb46e0 modules-load.conf
2ff66dbd12ef567d0e539a450c3fcfa6d601679193c8449ab1a5cbd2629c1351 nftables.nft
3ae1479bb05376758fbbcbad1e0e7098dbdb9e594c32fe816f1afa278aef6955 sysctl.conf'
