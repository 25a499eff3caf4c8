#!/bin/sh
# vosguard: policy "retail-1", sha256 c73beef2d317594a80438b2ddb1e045e5b435f36d477b742d22eab098a55e8cd
# Puts the artifacts beside it into force, and can always come back: sh install.sh --help
POLICY='retail-1'
DIGEST='c73beef2d317594a80438b2ddb1e045e5b435f36d477b742d22eab098a55e8cd'
PROFILE=''
EXPIRES=''
PLATFORM='debian12'
NEED_KERNEL='6.1'
NEED_IPTABLES='1.8.9'
NEED_IPSET='7.17'
NEED_NFT='1.0.6'
OR_NEWER='no'
BACKENDS='nftables iptables'
LEARNED='vg-called-4 vg-calling-4 vg-greeted-4 vg-tried-4 vg-opened-4 vg-known-4 vg-registered-4 vg-asked-4 vg-ringing-4 vg-taint-4 vg-banned-4 vg-proven-4 vg-called-6 vg-calling-6 vg-greeted-6 vg-tried-6 vg-opened-6 vg-known-6 vg-registered-6 vg-asked-6 vg-ringing-6 vg-taint-6 vg-banned-6 vg-proven-6 called4 called6 calling4 calling6 greeted4 greeted6 tried4 tried6 opened4 opened6 known4 known6 registered4 registered6 asked4 asked6 ringing4 ringing6 taint4 taint6 banned4 banned6 paroled4 paroled6 proven4 proven6'
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
REFUSING='VG-tcp.too.many VG-strangers.refused VG-tcp.refused VG-known.refused VG-called.refused VG-ban.flood VG-ban.tcp.flood VG-ban.signature VG-ban.tcp.signature tcp.too.many strangers.refused tcp.refused known.refused called.refused ban.flood ban.tcp.flood ban.signature ban.tcp.signature noted.drop noted.reset VG-signatures.found'
LISTS=''
SUMS='
d2ff108ad8ef86d397e67add46dbe7a6104fd8db0501bbee1b3ce876af19ae16 ip6tables.rules
7674cc16066eed25b11323350c97323fbc09070b3ab49c2a97ae15c9ad0e0368 ipset.rules
2203609a6c3ccef3c3f7cbafba5047a3abdb7b2ac45ed86d11d7b706c2210441 iptables.rules
851e56b6eb68899f55525386441512df7cf24c05de8ff3584020477a95994b73 modprobe.conf
2b2d4dd44e1ce01186519a1e68024d3e0bf7b465a19309e3bfe0110bafcdb116 modules-load.conf
22ad8699a7f1d0d2b514313d4be3172a8b1b54282ee640a4e099dafa18c047ab nftables.nft
20296b8511595203879a92c2a2ce4779c0d7987f99a922d0a0945d0985c309ff observe.nft
766771cf93e434c29742492d1bdf0d0788f78ad38d81e4d387e4f0bbf716535b observe.rules
67afb44a9d5603be8d404c13c83430aef41fe99b0301d5aabde8781efe25c487 observe6.rules
2bf321375ad02b0f187e2e04246fee19f47abaa278f00de8a78925217f6c936c signatures.rules
228cf6ad5929ddbcd905a736e0cb0bd5c0ba1374d480d8e397dcacb81788eff9 signatures6.rules
aa5f9530cd5b01f298eabd109fc8f23a656c5da94efa38591f7f68399cc0dc41 sysctl.conf'
