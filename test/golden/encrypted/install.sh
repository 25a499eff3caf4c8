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
LEARNED='vg-called-4 vg-banned-4 vg-called-6 vg-banned-6 called4 called6 banned4 banned6'
TRUSTED='vg-trusted-4 vg-trusted-6 trusted4 trusted6'
REFUSING='VG-strangers.refused VG-called.refused VG-ban.flood strangers.refused called.refused ban.flood'
SUMS='
0e13323d0bbd4d8eb368b6662386f38c6d2668718dc2966868be686c61f45e67 ip6tables.rules
2c3b86674d9327c28c57264b2e7a96779970d9a424acb85f0c9e01d2f7c5eb0f ipset.rules
5d8d0c70bc0dfd8b56d449f816bc07e2fc63ba4bec60e2e4fcb43014c702f226 iptables.rules
d86076536685b03ba3f5f65cbe130300a6fceacdbef259166f2beaf65c74916e modprobe.conf
3bf464be51f433593fdf6fb486d29252c2a65fe4b439b70ab65a6f4bb79bef8a modules-load.conf
b81776d89ff4bcef30e0bedec80d78a06d4952a54025496e057158a14cbb8a26 nftables.nft
cb2c35eed105382d14cbf56805498385b531162a1097426029c71fe4e01cd2fc sysctl.conf'
