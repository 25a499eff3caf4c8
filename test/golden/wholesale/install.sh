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
REFUSING='VG-strangers.refused strangers.refused noted.drop'
LISTS=''
SUMS='
44ffc11581a3290c61aef046910023f84aff49278656bd1db9564279f4b420e8 ip6tables.rules
9145b3829c4cd0dce82c9c5ec7ff62dae06a0c8992bbd0d013b063b32743ae42 ipset.rules
d826f6852879d3de658ee1adf3514635224c4976fac37b530de1fe2e79480963 iptables.rules
4d6473d32078a74973645fd9514f3ac8f6d8fa59d27d5e2f081ef1d164832e3c modprobe.conf
be5b3f345bf0f55415057c3b9f4dddc792d74e5a2b393bab4ddd6ee0b2eb46e0 modules-load.conf
423c7068bfcc3af52da9e73415f635341b27a10ce20a1bf69cc9f1a4b5ae4129 nftables.nft
c04b6b520a75beb018417a130c83449a2e84696882b25703fe88b36d71dd047e observe.nft
cf09807fd281897ef49492662cd36a0c4b146c9467e513ee536610fd574a6ac1 observe.rules
fe38fb1ce209d8467141f6c73eb99f3682a2f9dd34a1dfcc3655add9ec958834 observe6.rules
789cd107aae29448ba464b9c0644066c7e1743844cb38d36f9b6132927d51537 sysctl.conf'
