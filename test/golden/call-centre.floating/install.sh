#!/bin/sh
# vosguard: policy "call-centre-1", sha256 94bdf98f3f0792d6e06a0203eb14b406059605c854371e5fd63261decfb6b14f
# Puts the artifacts beside it into force, and can always come back: sh install.sh --help
POLICY='call-centre-1'
DIGEST='94bdf98f3f0792d6e06a0203eb14b406059605c854371e5fd63261decfb6b14f'
PLATFORM='generic'
NEED_KERNEL='5.10'
NEED_IPTABLES='1.8.7'
NEED_IPSET='7.10'
NEED_NFT='1.0.0'
OR_NEWER='yes'
BACKENDS='nftables iptables'
LEARNED='vg-called-4 vg-calling-4 vg-greeted-4 vg-tried-4 vg-opened-4 vg-known-4 vg-registered-4 vg-asked-4 vg-ringing-4 vg-taint-4 vg-banned-4 vg-proven-4 vg-called-6 vg-calling-6 vg-greeted-6 vg-tried-6 vg-opened-6 vg-known-6 vg-registered-6 vg-asked-6 vg-ringing-6 vg-taint-6 vg-banned-6 vg-proven-6 called4 called6 calling4 calling6 greeted4 greeted6 tried4 tried6 opened4 opened6 known4 known6 registered4 registered6 asked4 asked6 ringing4 ringing6 taint4 taint6 banned4 banned6 paroled4 paroled6 proven4 proven6'
CLOCKS=''
TRUSTED='vg-trusted-4 vg-trusted-6 trusted4 trusted6'
BLOCKED=''
HOLDING='iptables called 4 vg-called-4
iptables calling 4 vg-calling-4
iptables greeted 4 vg-greeted-4
iptables tried 4 vg-tried-4
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
iptables greeted 6 vg-greeted-6
iptables tried 6 vg-tried-6
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
nftables greeted 4 greeted4
nftables greeted 6 greeted6
nftables tried 4 tried4
nftables tried 6 tried6
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
SIP_UDP='5060 6060'
SIP_TCP='5060'
DENIES='yes'
PROTOCOLS=''
REFUSING='VG-tcp.too.many VG-strangers.refused VG-tcp.refused VG-known.refused VG-called.refused VG-ban.flood VG-ban.tcp.flood VG-ban.signature VG-ban.tcp.signature tcp.too.many strangers.refused tcp.refused known.refused called.refused ban.flood ban.tcp.flood ban.signature ban.tcp.signature noted.drop noted.reset'
LISTS=''
SUMS='
c1b949c22f10ce9b70ea59c226343347563fe423afb443b4f0d4dc14218f1fb4 ip6tables.rules
a0b9e1bcfd4330ca43935e1851d8822572184e7218c2b6d4bdb36b36260933cb ipset.rules
40c75a79bd9245eca427eb5a7e3e1989705979cd6d7edde58936e46a23772676 iptables.rules
f2602a4a9504b2cccaeb7210a574ef0352c30d215fb9023b142d8184a82efe22 modprobe.conf
c10ae9e1cc10a8f94f2ab3e25be63f06abf5c9a179583bae581d3075859ba66f modules-load.conf
2869c6ae59bd9cf13a77c63c9ca9cf0cab01a25105c40b92bb024a335e4f647b nftables.nft
a0bdf8413008fbba36e0d83141f97d18104e54be1ee8ded656694112bd88bb0b observe.nft
3951eadc54d85fe4c2776bf0e0234df9829272dc34c2d14f5bf7e77bc989e710 observe.rules
7a1d6bb62b3c49e31177e2c0d4f481bb0c2a24d53665c6333676a955c23de099 observe6.rules
d7c4de936a04f03ecbb98d5e441fdc9fa0bb8482db126baf8ff64f529a0b6923 signatures.rules
751ba7efd8def3c08b6e8f6af0962e919d41c741e36a26a764ca305124dc037b signatures6.rules
584c89800d94e3a2d60e096262b74bf742bce44e35deed6070d47590aa4926fb sysctl.conf'
