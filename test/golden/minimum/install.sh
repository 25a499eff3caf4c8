#!/bin/sh
# vosguard: policy "vosguard", sha256 c591179759d3e30ced2dded8876d59367569f410386d454e1b87327aa333a282
# Puts the artifacts beside it into force, and can always come back: sh install.sh --help
POLICY='vosguard'
DIGEST='c591179759d3e30ced2dded8876d59367569f410386d454e1b87327aa333a282'
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
03ca0ff3ae41b622cdf53f3068803f72bd29f0a763167033287c08228c55c33b ip6tables.rules
e29d4843c5b43f7c5e0dbcbc9b2431d80aee1f93945f5fc946f45e316838e1a4 ipset.rules
92dcf5e4f6da0363d5f66ce05575af09e60f6860ab141fa3b71a1aa364aabfbe iptables.rules
4ecbff5b88197a9636be698a1661c605e87c34826c315e637c3ce6e58d233cd3 modprobe.conf
75e1b709e8523e492a9eef5c699f34994a95c2c50cfe26feb4a146caeaa22db3 modules-load.conf
b2c5fcf2c5efd260ce213b4270cf352013ef946ce27f6941c2f69371b2a16f0d nftables.nft
b61e1bc9eabc6f94d6dbe57624f93c19e10f171af56d1c6c83b1a169510df559 signatures.rules
6b731007e490f67b07f2ead3ae9e4d1b3f63b1db152a44d3efcc56bae2b91223 signatures6.rules
c21248e8fc4ac3620a1d8f647f5afe502ed2a0a4766e328c3918918e17369c6c sysctl.conf'
