#!/bin/sh
# vosguard: policy "moved-ports-1", sha256 2581cd0b15bd8cdb1d6d64bf49db81178c16e8e135721731ca58314971d9ad69
# Puts the artifacts beside it into force, and can always come back: sh install.sh --help
POLICY='moved-ports-1'
DIGEST='2581cd0b15bd8cdb1d6d64bf49db81178c16e8e135721731ca58314971d9ad69'
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
b4610ad901f4e4e6ded7f152d4d2a031c03750377ff3aeca42c5e7226b42372d ip6tables.rules
88a91ccbd898631b78547b802f2cf510a6428178152ec3ff93228af15959dd72 ipset.rules
a7a7500d774edfb6c7e23cf6a56c41324f722d9fdd4d4c4cd04a634158b79e63 iptables.rules
6b93345a9ef2dde2aa43defd1f79a9fb78ba714a7a39fd728a8a9fa2898c09d3 modprobe.conf
0a6b63fecf57410d00bdce337c405f1b0ee1acfa892f90175ee512270f7f8d16 modules-load.conf
bd2d929f7c266f2b8c041f2ca29e9cc26861135f2cf214ffa51a166fdd6cd9b4 nftables.nft
b3a6a832b0e7f20cb5fc74106e4d5125e74920abd627b46beeeee9811fa55134 signatures.rules
537246e86db1f051a1a0d8c36f62c3389f8718198f29360d197cb41fd879df55 signatures6.rules
b99f4a8391920a13a160dde78ef8914f5ca73f956f131ef80657fee0a53514ca sysctl.conf'
