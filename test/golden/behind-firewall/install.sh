#!/bin/sh
# vosguard: policy "inner-switch", sha256 6ef98a80dfad70e90ef4433c763f280c3deca01576758eca6081829b7d60b5a5
# Puts the artifacts beside it into force, and can always come back: sh install.sh --help
POLICY='inner-switch'
DIGEST='6ef98a80dfad70e90ef4433c763f280c3deca01576758eca6081829b7d60b5a5'
PLATFORM='generic'
NEED_KERNEL='5.10'
NEED_IPTABLES='1.8.7'
NEED_IPSET='7.10'
NEED_NFT='1.0.0'
OR_NEWER='yes'
BACKENDS='nftables iptables'
LEARNED='vg-called-4 vg-banned-4 vg-called-6 vg-banned-6 called4 called6 banned4 banned6'
TRUSTED='vg-trusted-4 vg-trusted-6 trusted4 trusted6'
REFUSING='VG-strangers.refused VG-called.refused VG-ban.flood VG-ban.signature strangers.refused called.refused ban.flood ban.signature'
SUMS='
003d311a02133a9de67cadfd45e6ca7a9d93f88b11d8087167a9cb4140c711e8 ip6tables.rules
a4be05f07024216d48986d0d221e1be68d7ce4409da14e08492fb42e39c8b450 ipset.rules
2041987b0a61030f9fb2da9576952ee1b1ce548b69fcb2f5b8e842ac950bfc61 iptables.rules
3da6e01a0c6703ad091d5b3b1485f4510d02614eea50d8e64493271a2651339a modprobe.conf
3252756530fe2dae6e982d8dd8f6ca1ea63b79608df1630659f6607b6c06b17a modules-load.conf
ed27d3c0a0c0eee28408a2b538794b0628317228a675554ca36297ffd552ef74 nftables.nft
9230ac1523354207d34cc167665826cdadb78a7cab92e3d5e9c7d4d9a1fbcce8 signatures.rules
2561002a24efabcde261b362af501057af627f82b5106355596dd1ea687dc0b2 signatures6.rules
e4f7193a6a82ee6e8c4b46c547031939b7a30c7f4c715c1236af146dace3c9c8 sysctl.conf'
