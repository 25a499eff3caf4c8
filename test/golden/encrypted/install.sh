#!/bin/sh
# vosguard: policy "encrypted-1", sha256 7aec8eca14fff3e82a921de5671533b6e5d82ccfbf40ba024a43b91d48eb67de
# Puts the artifacts beside it into force, and can always come back: sh install.sh --help
POLICY='encrypted-1'
DIGEST='7aec8eca14fff3e82a921de5671533b6e5d82ccfbf40ba024a43b91d48eb67de'
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
SIP_UDP='5060'
SIP_TCP='5060'
REFUSING='VG-strangers.refused VG-known.refused VG-called.refused VG-ban.flood strangers.refused known.refused called.refused ban.flood'
LISTS=''
SUMS='
ff7c7b1260012b226323c8bfe7769ba8c90c30ecf7883781850b2a417deadbf1 ip6tables.rules
39f13377f8cf8e65d3581011a4c87e2f45d39dc15c94605a3aff41bdd4d3e32e ipset.rules
0f65ec48527a3880851d7ac3a10a19c0fedc7f07bf53d70970379892a9dc5dc9 iptables.rules
d86076536685b03ba3f5f65cbe130300a6fceacdbef259166f2beaf65c74916e modprobe.conf
3bf464be51f433593fdf6fb486d29252c2a65fe4b439b70ab65a6f4bb79bef8a modules-load.conf
ac9e71d3959290d42c3c5ae771918075890c643835ae92065f2f1f64e6774633 nftables.nft
7c632636898cd91955a8f163719726d77d1c17dd74c77173123511ac120ce9e9 sysctl.conf'
