#!/bin/sh
if head -n 1 "$0" 2> /dev/null | grep -q "$(printf '\r')"; then printf '%s\n' "vosguard: this script has the line ends of Windows; copy the folder anew as it is, or run in it: sed -i 's/\r\$//' *" >&2; exit 2; fi #
# vosguard: policy "softswitch-1", sha256 3d8803a1a49a87f563f704523e63116aeb3e2c89c1435f442fc5262991e31b23
# Puts the artifacts beside it into force, and can always come back: sh install.sh --help
POLICY='softswitch-1'
DIGEST='3d8803a1a49a87f563f704523e63116aeb3e2c89c1435f442fc5262991e31b23'
PROFILE=''
EXPIRES=''
PLATFORM='debian12'
NEED_KERNEL='6.1'
NEED_IPTABLES='1.8.9'
NEED_IPSET='7.17'
NEED_NFT='1.0.6'
OR_NEWER='no'
BACKENDS='nftables iptables'
LEARNED='vg-called-4 vg-calling-4 vg-greeted-4 vg-tried-4 vg-opened-4 vg-known-4 vg-registered-4 vg-asked-4 vg-ringing-4 vg-taint-4 vg-qualifying-4 vg-ended-4 vg-served-4 vg-guessing-4 vg-banned-4 vg-proven-4 vg-subnets-4 vg-called-6 vg-calling-6 vg-greeted-6 vg-tried-6 vg-opened-6 vg-known-6 vg-registered-6 vg-asked-6 vg-ringing-6 vg-taint-6 vg-qualifying-6 vg-ended-6 vg-served-6 vg-guessing-6 vg-banned-6 vg-proven-6 vg-subnets-6 called4 called6 calling4 calling6 greeted4 greeted6 tried4 tried6 opened4 opened6 known4 known6 registered4 registered6 asked4 asked6 ringing4 ringing6 taint4 taint6 qualifying4 qualifying6 ended4 ended6 served4 served6 guessing4 guessing6 banned4 banned6 paroled4 paroled6 proven4 proven6 subnets4 subnets6'
CLOCKS=''
TRUSTED='vg-trusted-4 vg-trusted-6 trusted4 trusted6'
BLOCKED='vg-blocked-4 vg-blocked-6 blocked4 blocked6'
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
iptables qualifying 4 vg-qualifying-4
iptables ended 4 vg-ended-4
iptables served 4 vg-served-4
iptables guessing 4 vg-guessing-4
iptables banned 4 vg-banned-4
iptables proven 4 vg-proven-4
iptables subnets 4 vg-subnets-4
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
iptables qualifying 6 vg-qualifying-6
iptables ended 6 vg-ended-6
iptables served 6 vg-served-6
iptables guessing 6 vg-guessing-6
iptables banned 6 vg-banned-6
iptables proven 6 vg-proven-6
iptables subnets 6 vg-subnets-6
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
nftables qualifying 4 qualifying4
nftables qualifying 6 qualifying6
nftables ended 4 ended4
nftables ended 6 ended6
nftables served 4 served4
nftables served 6 served6
nftables guessing 4 guessing4
nftables guessing 6 guessing6
nftables banned 4 banned4
nftables banned 6 banned6
nftables paroled 4 paroled4
nftables paroled 6 paroled6
nftables proven 4 proven4
nftables proven 6 proven6
nftables subnets 4 subnets4
nftables subnets 6 subnets6'
REMEMBER='7200'
SIP_UDP='5060 6060'
SIP_TCP='5060'
OPENS='
SIP udp 5060 6060
SIP tcp 5060
media udp 10000-47999
ssh tcp 22
web tcp 8080 8443
client tcp 1202'
DENIES='yes'
EXAMPLES='trusted: 198.51.100.0; services.ssh: 192.0.2.8; services.web: 192.0.2.8; services.client: 192.0.2.8'
PROTOCOLS=''
REFUSING='VG-tcp.too.many VG-answers.held VG-strangers.refused VG-tcp.refused VG-known.refused VG-called.refused VG-ban.flood VG-ban.tcp.flood VG-ban.signature VG-ban.tcp.signature tcp.too.many answers.held strangers.refused tcp.refused known.refused called.refused ban.flood ban.tcp.flood ban.signature ban.tcp.signature noted.drop VG-signatures.found'
MEMORY='iptables=154 nftables=302'
LISTS=''
SUMS='
1395ad8e0801f1f5f7f5fcaffe345e2575f06cfd3a1d92f0e2d0f36c8f826ea2 ip6tables.rules
aedad76026ba8262f2c645ab81787a4d82959b2d544817ed49092004fc646059 ipset.rules
9c7b100007e817929e9518d5b3a3c1590bb1cf7cc342bdb3a7d5489aa2c825d1 iptables.rules
34e7ac8ef035664a1328f90d736c19267b79066f0826e786c37d7ee4c5a32478 modprobe.conf
a401fc589033b6653490aad8d0b70e76c4b2de62392e01eb757ac2321e2ead86 modules-load.conf
05f404e0b8461e320677a23c53c0fcb017408c00bac8a78e5f9bf5d673496eec nftables.nft
1908ba544237c65367c8693ef56ff4cc8bd4289a22498a30eb2793abee192710 observe.nft
66dc99c5a7f290fa88c37d7651362c3d57e47ee1bccafc78dec50eef294dc548 observe.rules
c1d4f0fdde130792566860282d0346699b39e3294ef10132eadf5d998a3c16e0 observe6.rules
b953d5032593bac61aace50cccdf8635c945fa690f3b208a51e7730a405b1fe5 signatures.rules
a6f8cd777cde0b7a257ded48f6b61b763c10a299ba67e326dc3654cf6d0daf65 signatures6.rules
3e707630957919b6a2970fbf255e3b84fe83cb38cb1c067690c19559a66e6049 sysctl.conf'
