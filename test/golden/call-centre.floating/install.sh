#!/bin/sh
# vosguard: policy "call-centre-1", sha256 a633ce4d0c62551be2a9af4a65cf2f782a93ca77ba5abbb400dc8048526ac7f5
# Puts the artifacts beside it into force, and can always come back: sh install.sh --help
POLICY='call-centre-1'
DIGEST='a633ce4d0c62551be2a9af4a65cf2f782a93ca77ba5abbb400dc8048526ac7f5'
PLATFORM='generic'
NEED_KERNEL='5.10'
NEED_IPTABLES='1.8.7'
NEED_IPSET='7.10'
NEED_NFT='1.0.0'
OR_NEWER='yes'
BACKENDS='nftables iptables'
LEARNED='vg-called-4 vg-known-4 vg-asked-4 vg-ringing-4 vg-taint-4 vg-banned-4 vg-called-6 vg-known-6 vg-asked-6 vg-ringing-6 vg-taint-6 vg-banned-6 called4 called6 known4 known6 asked4 asked6 ringing4 ringing6 taint4 taint6 banned4 banned6 paroled4 paroled6'
CLOCKS=''
TRUSTED='vg-trusted-4 vg-trusted-6 trusted4 trusted6'
BLOCKED=''
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
SUMS='
6850a704dc881f4f627baaa6152aa5234f49e4765f25069deb523a322b40754a ip6tables.rules
57d68cab746fbca9c571716e85a827e7b4c6a35b2042c4d03cfe93e1b278dd6a ipset.rules
57ac28ecbbecc681efa9085f1be9951e16a94ac3e32a4bc2d14e1a384e67974f iptables.rules
7ebdf9a972ae0de0a0ca3b8c756fbe241e8009052585e0a7dadcd49b0b81ceeb modprobe.conf
f8a3a0d1842885e2962ddaa48f8f05e2a20ccbaa7c7967ac0495ce9df4cd1cf7 modules-load.conf
4426411110c550fb1cdc9dcc0dd129877068fd95056a988830c4f9505047cd39 nftables.nft
3d645203415fe7437567178e909b03422a7ac6566a095fc7e0de4d3df0d3b858 signatures.rules
3f7dc99d445867ccaebebb7da3a8e65b33277bb85bad7725de11b65616d9c02f signatures6.rules
5b3766dfa1961bf1a4bb8169d1cc4e5d28d92c0ba3ba25585443989a1b7f8ba9 sysctl.conf'
