#!/bin/sh
if head -n 1 "$0" 2> /dev/null | grep -q "$(printf '\r')"; then printf '%s\n' "vosguard: this script has the line ends of Windows; copy the folder anew as it is, or run in it: sed -i 's/\r\$//' *" >&2; exit 2; fi #
# vosguard: policy "retail-1", sha256 cf4db41843968d14fb740987c0b6b561542b440693c52babfe5e6344fba6eb09
# Puts the artifacts beside it into force, and can always come back: sh install.sh --help
POLICY='retail-1'
DIGEST='cf4db41843968d14fb740987c0b6b561542b440693c52babfe5e6344fba6eb09'
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
BLOCKED='vg-blocked-4 blocked4'
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
encrypted-SIP udp 5070-5080
encrypted-SIP tcp 5070-5080
media udp 10000-47999
ssh tcp 22
web tcp 8080 8443
client tcp 1202'
DENIES='yes'
EXAMPLES='trusted: 203.0.113.10; services.ssh: 192.0.2.8; services.web: 192.0.2.8; services.client: 192.0.2.8'
PROTOCOLS=''
REFUSING='VG-tcp.too.many VG-answers.held VG-strangers.refused VG-tcp.refused VG-known.refused VG-called.refused VG-ban.flood VG-ban.tcp.flood VG-ban.signature VG-ban.tcp.signature tcp.too.many answers.held strangers.refused tcp.refused known.refused called.refused ban.flood ban.tcp.flood ban.signature ban.tcp.signature noted.drop VG-signatures.found'
MEMORY='iptables=152 nftables=298'
LISTS=''
SUMS='
d06e8b592f4ee7ee3e893a97855a96d14b57e0fa2767611a2620dab56daa70e4 ip6tables.rules
c28b92b463a9bce0f43027b5fdfef0c6a7ea25436da6c7d0203f106f3da599d6 ipset.rules
285c0c36dbf8a5c868fe7b0a3675bbf91a16a50cd252588add63d49d5af80e67 iptables.rules
723f444f7a72fa18bf75987dbd8d812f124cfe377c5161909d2569ae920c972c modprobe.conf
f9d36f413de64e6f76a96cb233cb8400c55e75dd06b93a9b2dc78849688e6c7d modules-load.conf
b2352128bb2c9b62b48c3d4c224fd201653fbe5e24462f3298308894a7a2cda6 nftables.nft
52937d064c2f8aff1212011ed400cc3e0c12230c38e4d7cc51e68ab71e5f3368 observe.nft
a202a98fed9493997aa1e6630aec8573d55db059a4e1a784e8b989de53ea02f5 observe.rules
dfff8a5df25ea0b980572ca1563883cdc7ab1ae3c03cfb0ee911be0074db17b3 observe6.rules
0a6bf3fa28ec47b26ec8240e621dddb8a3823e7b16ff8243ef2b8485899f4d25 signatures.rules
d6306d0c4368a894b5b06b17a566e44030e6a30d7c14b83d9b3993fbe00d4338 signatures6.rules
7514515796494ed0b5b98327441f29e515d9f50e392e533f91a985e5d75fc9ad sysctl.conf'
