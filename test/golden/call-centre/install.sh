#!/bin/sh
# vosguard: policy "call-centre-1", sha256 e8e97b7e35c71b4aaaafd1fefc0cfc0bd9931a7674171df2a61fec55be4e2ab0
# Puts the artifacts beside it into force, and can always come back: sh install.sh --help
POLICY='call-centre-1'
DIGEST='e8e97b7e35c71b4aaaafd1fefc0cfc0bd9931a7674171df2a61fec55be4e2ab0'
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
LISTS=''
SUMS='
8bfc897d69ca98978beaa6de13a281979a730a4a4d403bfd36664435157316bf ip6tables.rules
7d89d5cad2d7864d38f10bc33c5616d4bce251b4cee0566561be1482d323b40a ipset.rules
ecf2f97851d052bf75748faacae9f1c0781f9385156ec84ed6036fbb820759e7 iptables.rules
a5072ff6e97bd628ef2560fe44e79dd33683502a74b65c4fac5332faa632016a modprobe.conf
78081363900820fe658ba82a6ef1ba7731d8bcc83ce4f6c4625b34cb9356ebdf modules-load.conf
2a1b1bfbc2771911bc4b087390e6b2f4120ceb3f0276aec4fc32e834919efb40 nftables.nft
8cab99eff04b87b7362c79029ab31988dac855bb8884219691ff3a3c7b5d00f4 signatures.rules
8ebf3da5bc2ea94a68553bf86ee4db8992995a7eac83206a827c60d978c62a1f signatures6.rules
0dada004fd8128057d64de31f1fa4a24f6141cb3240e5722f99e15763d5f1a33 sysctl.conf'
