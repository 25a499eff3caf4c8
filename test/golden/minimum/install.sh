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
LEARNED='vg-called-4 vg-calling-4 vg-greeted-4 vg-opened-4 vg-known-4 vg-registered-4 vg-asked-4 vg-ringing-4 vg-taint-4 vg-banned-4 vg-proven-4 vg-called-6 vg-calling-6 vg-greeted-6 vg-opened-6 vg-known-6 vg-registered-6 vg-asked-6 vg-ringing-6 vg-taint-6 vg-banned-6 vg-proven-6 called4 called6 calling4 calling6 greeted4 greeted6 opened4 opened6 known4 known6 registered4 registered6 asked4 asked6 ringing4 ringing6 taint4 taint6 banned4 banned6 paroled4 paroled6 proven4 proven6'
CLOCKS=''
TRUSTED='vg-trusted-4 vg-trusted-6 trusted4 trusted6'
BLOCKED=''
HOLDING='iptables called 4 vg-called-4
iptables calling 4 vg-calling-4
iptables greeted 4 vg-greeted-4
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
942bb2fff4b2a49e9e59c144756952678386b5fc03cb4681160b88f21dbe1efd ip6tables.rules
5a81af05cf691d1b6173e97d0e84a114664e0726be9a420661ff2ecdc6842176 ipset.rules
1a923023e438953f1ff01705c25dc4d1b413e18ba3f32e37a0ad032a53095336 iptables.rules
4ecbff5b88197a9636be698a1661c605e87c34826c315e637c3ce6e58d233cd3 modprobe.conf
75e1b709e8523e492a9eef5c699f34994a95c2c50cfe26feb4a146caeaa22db3 modules-load.conf
53d70cef80ac36a61b415d56416fbde76ee5a51a810339a7e0383d2fb8da7abd nftables.nft
519cae37696671558e8c2fb6e8d160eca208debd1b3fae5ef52e2c9567be81eb observe.nft
62fe88ff453299894b763c89236e19af44f873be73720b06a0d624cc7b6ac7c7 observe.rules
b31952514ad508577981f1b4ef7e698517b775b8c5ff2e0721c2b962964caa5d observe6.rules
4c0b79197fa2edadfb9995219a2dcf9671189cb63b0ac7a001239a4c68075ceb signatures.rules
665e1158be4611764c62dc232c391d3b310702dc3a72bf32ae2e2e0e13ab30a5 signatures6.rules
3a0c027cd1bb17ad670fa06341baa980770ff7276a50c55cc98a85aa0bd4e29b sysctl.conf'
