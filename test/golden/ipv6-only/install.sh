#!/bin/sh
# vosguard: policy "ipv6-only-1", sha256 01a2b5c777637c491988a4a8897a3633fdccea3260eeb4e0681acb72e5dc0f26
# Puts the artifacts beside it into force, and can always come back: sh install.sh --help
POLICY='ipv6-only-1'
DIGEST='01a2b5c777637c491988a4a8897a3633fdccea3260eeb4e0681acb72e5dc0f26'
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
7cc01e2d48c1d508dc5dda0adfe19e66700111db8189273b553507d0420fc5fa ip6tables.rules
154228bd40ed10db68fcbcf96d1f0233c055ec87efa2186dbeb37c47da0d2d03 ipset.rules
1b88e36202d731cdf9eb1eaa33111bc096e1430e5c31945ef7a00ed64ee4c2f7 iptables.rules
53cfbb64f6d3d193d0d4629d69b2215f587ad489fa663031a33c6666368ceaa6 modprobe.conf
33b9bb26f670d9b54330addd5633f166718778f91969ac3f2756e4b41d7440a3 modules-load.conf
c4e9b12e8518b7e2f5ace0d75ae08672210eef5f67ed3b097283af9715ef1a12 nftables.nft
82e89e8b07b19080fdf2196814d6a7185064083f7482e008c9bae3de5526872c signatures.rules
e350697917c42b1542eab5420f782ffced52ccac70ecd8d2a7dfe3e4c4fcdad2 signatures6.rules
6c5a17ecc2315052bc8f3cc45e3e4f9f8a2ae4a9124c72fd82b8bd85a761e487 sysctl.conf'
