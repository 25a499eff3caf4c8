#!/bin/sh
# vosguard: policy "call-centre-1", sha256 100eaf09f784036b78cfd0474c474a519bb66ec1275d70d9cb6d76257a758a7f
# Puts the artifacts beside it into force, and can always come back: sh install.sh --help
POLICY='call-centre-1'
DIGEST='100eaf09f784036b78cfd0474c474a519bb66ec1275d70d9cb6d76257a758a7f'
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
75eb03acd769e7b2917cbb25d2473424c33fd4a506775130b55fd7d34487eed8 ip6tables.rules
d9c5ed9948f2cb5a827226d332d7ce40688c77f2b61f23c35ece68580a12c971 ipset.rules
7c99e7d97d483d323f0c6d3ffa6c888a8e73bba17e0243aabc1d2a787f666335 iptables.rules
29870ef835a33d3be9d56cf47bc099f3c8fd90319a7a956c116f9be9591185dd modprobe.conf
1d7e2c17ba122ab259e1bd0410293014dd5044a5df5a0a80dc765a2bece05ad3 modules-load.conf
a376236fd9a74527226ec1937abc0f4980f51770cc2600ae48ee61c19f1047eb nftables.nft
90e2ee2794e9b9f5e512bb698a5edd5bca32e6b6a8993d30d062734790a76eff signatures.rules
57fbc4a776cd5fb0bea3361810a3e2a00c920f59929afe1c84813a9afbcec786 signatures6.rules
07abd1181d131bd09338a38872af7067c72f99126266ecc064a2635ee04ebaed sysctl.conf'
