/**
 * A policy in which everything has a small number of its own, and rates so slow that nothing fills again while a test lasts. The
 * groups are for crowds in which everybody has a subnet to himself.
 */
const crowd = (count: number, address: (index: number) => string) =>
  JSON.stringify(Array.from({ length: count }, (_, index) => address(index)));

export const policyText = (tests: unknown): string => `
vosguard: 1
target: { platform: debian12, backends: [nftables, iptables] }
addresses:
  crowd4: ${crowd(60, (index) => `100.64.${index}.1`)}
  crowd6: ${crowd(60, (index) => `2001:db8:4${index.toString(16).padStart(3, '0')}::1`)}
trusted: [203.0.113.10, "2001:db8:7::/48"]
blocked: [192.0.2.64/27, "2001:db8:bad::/48"]
services:
  ssh: { tcp: [22], from: [198.51.100.8, "2001:db8:22::/48"] }
  media: { udp: [10000-10010] }
sip:
  ports: { udp: [5060], tcp: [5060], encrypted: { udp: [5070], tcp: [5071] } }
  known:
    remember: 10m
    bytes: { tcp: 2kB/s burst 16kB }
    limits: { REGISTER: 1/min burst 14, INVITE: 1/min burst 16, OPTIONS: 1/min burst 5, all: 1/min burst 40 }
    per_port: { REGISTER: 1/min burst 8 }
  strangers:
    limits:
      REGISTER: 1/min burst 5
      INVITE: 1/min burst 6
      other: 1/min burst 7
      unrecognised: 1/min burst 3
      keepalive: 1/min burst 2
      all: 1/min burst 13
    per_subnet: { all: 1/min burst 30 }
    together: { REGISTER: 1/min burst 40, INVITE: 1/min burst 41, other: 1/min burst 42 }
    share: first-come
    bytes: { udp: 8kB/s burst 16kB, tcp: 2kB/s burst 8kB, stray: 2kB/s burst 4kB, together: 3kB/s burst 16kB }
    connections: { udp: 3, tcp: 3, per_subnet: 10 }
    max_size: { REGISTER: 1000 }
  bans:
    signature: 1m
    flood: { over: 1/min burst 20, for: 2m }
    challenged: { over: 1/min burst 3, for: 3m }
    refused: { over: 1/min burst 2, for: 4m }
signatures: { use: [], add: [{ id: bad, header: User-Agent, contains: BadDialer }] }
tests: ${JSON.stringify(tests)}
`;
