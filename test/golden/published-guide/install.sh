#!/bin/sh
# vosguard: policy "published-guide", sha256 0458d7d03688c954c5dc4a658c5b6866a63beafec6840944e971b69fa41e8174
# Puts the artifacts beside it into force, and can always come back: sh install.sh --help
POLICY='published-guide'
DIGEST='0458d7d03688c954c5dc4a658c5b6866a63beafec6840944e971b69fa41e8174'
PLATFORM='debian12'
NEED_KERNEL='6.1'
NEED_IPTABLES='1.8.9'
NEED_IPSET='7.17'
NEED_NFT='1.0.6'
OR_NEWER='no'
BACKENDS='nftables iptables'
LEARNED='vg-called-4 vg-banned-4 vg-called-6 vg-banned-6 called4 called6 banned4 banned6'
TRUSTED='vg-trusted-4 vg-trusted-6 trusted4 trusted6'
REFUSING='VG-strangers.refused VG-called.refused VG-ban.flood VG-ban.signature strangers.refused called.refused ban.flood ban.signature'
SUMS='
3e7a76e198a1acc0466cbe0e393e93224e6990081be25796275587eff0865597 ip6tables.rules
d733077cd00bf67d00a5b30b3b1f02963aaaaf32b769dfaa204bf014ec510077 ipset.rules
b8ae193a716b55aaecb67e9147409323f3026183425201946f1cd1bed34fc7f0 iptables.rules
c4e9db9d16499f5255281f7fff154485abfa34e9cf33e13026f47768c5892464 modprobe.conf
b0931e58fa3e2cd077f95eae2d68f88c2ee94b868f96f53a31c510701b12aa5f modules-load.conf
9020e637b26e6b11d417b482d036a3a0c82c142cafe3212cbf704dce5ed05611 nftables.nft
26f71752e6c26aedec4ecc0b532ef19df2a9b6ab12b65b502ccb6f9cde58244a signatures.rules
511c5c6fd3e26fa827d453c4f9d1a7ab2956ca6d438d07bef9b841402a6440d0 signatures6.rules
eab50d73f8c9b50aef7124023791cb0772fd5f16403e3967744f21e30adb26fd sysctl.conf'
