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
DENIES='yes'
PROTOCOLS=''
REFUSING='VG-strangers.refused strangers.refused'
LISTS=''
SUMS='
18e8112fe0391134058efad00b9d24fdb57d8ac1123151488d80893034a9799b ip6tables.rules
9145b3829c4cd0dce82c9c5ec7ff62dae06a0c8992bbd0d013b063b32743ae42 ipset.rules
7d8d8689ca371613de751783ba3a9b6a39e85814525882af8b9bf01232814859 iptables.rules
4d6473d32078a74973645fd9514f3ac8f6d8fa59d27d5e2f081ef1d164832e3c modprobe.conf
be5b3f345bf0f55415057c3b9f4dddc792d74e5a2b393bab4ddd6ee0b2eb46e0 modules-load.conf
3a1743dea8473eb622919f24597f21b7eb7d74c0a313c33aecc3578e5c0eaf74 nftables.nft
4fb1c29920a50bec15ca732d21e8c66f700eb5d3a5f37191b1a7fded1ff89fa6 sysctl.conf'
