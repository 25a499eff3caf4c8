#!/bin/sh
# vosguard: policy "encrypted-1", sha256 d1872cd7117046a2b33c3462c4a0e10a32702454a930ad6e19e1efb6965dcc36
# Puts the artifacts beside it into force, and can always come back: sh install.sh --help
POLICY='encrypted-1'
DIGEST='d1872cd7117046a2b33c3462c4a0e10a32702454a930ad6e19e1efb6965dcc36'
PLATFORM='generic'
NEED_KERNEL='5.10'
NEED_IPTABLES='1.8.7'
NEED_IPSET='7.10'
NEED_NFT='1.0.0'
OR_NEWER='yes'
BACKENDS='nftables iptables'
LEARNED='vg-called-4 vg-calling-4 vg-opened-4 vg-known-4 vg-registered-4 vg-asked-4 vg-ringing-4 vg-taint-4 vg-banned-4 vg-proven-4 vg-called-6 vg-calling-6 vg-opened-6 vg-known-6 vg-registered-6 vg-asked-6 vg-ringing-6 vg-taint-6 vg-banned-6 vg-proven-6 called4 called6 calling4 calling6 opened4 opened6 known4 known6 registered4 registered6 asked4 asked6 ringing4 ringing6 taint4 taint6 banned4 banned6 paroled4 paroled6 proven4 proven6'
CLOCKS=''
TRUSTED='vg-trusted-4 vg-trusted-6 trusted4 trusted6'
BLOCKED=''
HOLDING='iptables called 4 vg-called-4
iptables calling 4 vg-calling-4
iptables opened 4 vg-opened-4
iptables known 4 vg-known-4
iptables registered 4 vg-registered-4
iptables asked 4 vg-asked-4
iptables ringing 4 vg-ringing-4
iptables taint 4 vg-taint-4
iptables banned 4 vg-banned-4
iptables proven 4 vg-proven-4
iptables called 6 vg-called-6
iptables calling 6 vg-calling-6
iptables opened 6 vg-opened-6
iptables known 6 vg-known-6
iptables registered 6 vg-registered-6
iptables asked 6 vg-asked-6
iptables ringing 6 vg-ringing-6
iptables taint 6 vg-taint-6
iptables banned 6 vg-banned-6
iptables proven 6 vg-proven-6
nftables called 4 called4
nftables called 6 called6
nftables calling 4 calling4
nftables calling 6 calling6
nftables opened 4 opened4
nftables opened 6 opened6
nftables known 4 known4
nftables known 6 known6
nftables registered 4 registered4
nftables registered 6 registered6
nftables asked 4 asked4
nftables asked 6 asked6
nftables ringing 4 ringing4
nftables ringing 6 ringing6
nftables taint 4 taint4
nftables taint 6 taint6
nftables banned 4 banned4
nftables banned 6 banned6
nftables paroled 4 paroled4
nftables paroled 6 paroled6
nftables proven 4 proven4
nftables proven 6 proven6'
REMEMBER='7200'
SIP_UDP='5060'
SIP_TCP='5060'
DENIES='yes'
PROTOCOLS=''
REFUSING='VG-tcp.too.many VG-strangers.refused VG-tcp.refused VG-known.refused VG-called.refused VG-ban.flood VG-ban.tcp.flood tcp.too.many strangers.refused tcp.refused known.refused called.refused ban.flood ban.tcp.flood noted.drop noted.reset'
LISTS=''
SUMS='
b2a14ada437de5443c5ccd5a4a523b83da96c18044ec31312518d93e054eeca7 ip6tables.rules
1dc0286c38231eba41307d81e5aa0bfb1f9c55a7b499e4ad7fe9b1a3f2d6fbfb ipset.rules
70af75d0a440e43be0021f919daeb044bc3cd9a5a4e7de62209d2ecd0373a3e1 iptables.rules
e37100683e486870c3ff307cd68b5394a21d4c3ca432a5ca8a1e2df2c3d3bf4f modprobe.conf
05a3b20a17e7c6f26786f63b7eb5dda0de033ede5092dfa0c56dbfbf4cb35c48 modules-load.conf
80715dccd3327c55315f682a7a9590ce26fc5862745ba7838fecf5322c328487 nftables.nft
f1579c8fef0694dd9faa7c2ccf8dd52cec08f2a79ecde2d878ab48acb604611a observe.nft
99c6ef1b84f187759cbbcf03e5d1e620c6283df36625e16d415357a93865b489 observe.rules
c9f2650cef0a0f65286d576f544ad9b19404b8f286fa17e621cb3ceb4e101989 observe6.rules
438e9eb465ea0b8fac4916b78a2d90f585e77a4986f1191c05f6f8b4d45aba76 sysctl.conf'
