#!/bin/sh
# vosguard: policy "call-centre-1", sha256 69ea1c6ef1d910f1acd1724d976ea7058b520a08f9f81a3ae3e08478f21542f1
# Puts the artifacts beside it into force, and can always come back: sh install.sh --help
POLICY='call-centre-1'
DIGEST='69ea1c6ef1d910f1acd1724d976ea7058b520a08f9f81a3ae3e08478f21542f1'
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
83c894f57dd05d709a2adf9963ec56e8c4b8bb6b9669d2e707fefb3b1ac30316 ip6tables.rules
4a3878379cfab09c6e18ea8204970b5e1a1b9684afd1874dbff6f323ce36f8a8 ipset.rules
49241e7b31d6aff16ceebd68fa2d1e506b1256674c90b6a75441ead11dade244 iptables.rules
6b4ed0bfc1563900f62c2bfba865c8261b6b4184ba87498c8568edc3eaa67290 modprobe.conf
e6a3fed1a6adeda616b43b5f3365498122a1c08e2a4217631235484fe5cc4ddf modules-load.conf
fb3570222ad62ca974f35977b051af2f81a929c26afb6ea9215bae268300f03c nftables.nft
e41d16efb0e975e17aa4db054141432c82436377bb42e880964fe197a5885db4 signatures.rules
f2129473dc9b46546208c5633e0f5610cb7493a3a7df52023517b106fc5fc918 signatures6.rules
73125ec81ec55ce711a6b7c2b676ccd472f8eceec34e45050ea0f94f8f55bb1e sysctl.conf'
