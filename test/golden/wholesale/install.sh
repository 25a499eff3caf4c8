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
REFUSING='VG-strangers.refused strangers.refused noted.drop'
LISTS=''
SUMS='
7c9427c668ff1be24683879a7c831f24ef2d3e3d07d526b7ae42f89a81a997e3 ip6tables.rules
9145b3829c4cd0dce82c9c5ec7ff62dae06a0c8992bbd0d013b063b32743ae42 ipset.rules
bcb285466d0b3ecef741928fe17bfa471b60d54ae2925c9af430e9956bd2e74c iptables.rules
4d6473d32078a74973645fd9514f3ac8f6d8fa59d27d5e2f081ef1d164832e3c modprobe.conf
be5b3f345bf0f55415057c3b9f4dddc792d74e5a2b393bab4ddd6ee0b2eb46e0 modules-load.conf
f84fe67d6fdff20841b8d94347e9f72989bebbeaab09b3a015348e3f89197784 nftables.nft
b221e384e4681a68646ab91eab705562511a5ad7e00ffd86ae4b107e5a00ac82 observe.nft
b4fd2b6566291629cd948cab1a90e7e91b5c7f3da425920275bd9939f6f9cbfa observe.rules
ce85f09bf0a0b047b6eb6ebec47552b725e84cf00b4a3222c686c65d55d2f456 observe6.rules
789cd107aae29448ba464b9c0644066c7e1743844cb38d36f9b6132927d51537 sysctl.conf'
