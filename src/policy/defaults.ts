/** What a value of a policy can be, without positions. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

/**
 * The bottom layer of every policy: what holds where neither an include, the file nor a profile says otherwise.
 * Written as a user would write it, so that defaults pass through the same validation.
 *
 * Strangers may not send SUBSCRIBE and the rest of that row: a phone registers first and sends them afterwards,
 * and what is let in is answered 200, which would make a scanner look like a customer. OPTIONS is what a PBX repeats and a
 * scanner sends once.
 */
export const defaults = {
  name: 'vosguard',
  target: { platform: 'generic', backends: ['iptables', 'nftables'] },
  services: { media: { udp: ['10000-39999', '40000-47999'] } },
  default: 'deny',
  dhcp: 'on',
  sip: {
    ports: { udp: [5060, 6060], tcp: [5060] },
    known: {
      remember: '2h',
      limits: { REGISTER: '50/s burst 100', all: '200/s burst 400' },
      per_port: { REGISTER: '20/s burst 40' },
      bytes: { tcp: '256kB/s burst 512kB' },
    },
    strangers: {
      limits: {
        REGISTER: '5/s burst 10',
        INVITE: '10/s burst 20',
        OPTIONS: 'greylist',
        SUBSCRIBE: 'drop',
        PUBLISH: 'drop',
        MESSAGE: 'drop',
        NOTIFY: 'drop',
        REFER: 'drop',
        INFO: 'drop',
        unrecognised: '1/s burst 5',
        keepalive: '2/s burst 10',
        all: '20/s burst 50',
      },
      together: {
        REGISTER: '100/s burst 200',
        INVITE: '100/s burst 200',
        OPTIONS: '20/s burst 40',
        other: '100/s burst 200',
      },
      share: 'fair',
      bytes: {
        udp: '32kB/s burst 64kB',
        tcp: '10kB/s burst 20kB',
        stray: '2kB/s burst 4kB',
        together: '128kB/s burst 256kB',
      },
      connections: { tcp: 100, answer: 'drop' },
      max_size: {
        REGISTER: 3000,
        INVITE: 6000,
        OPTIONS: 1500,
        ACK: 3000,
        BYE: 3000,
        CANCEL: 3000,
        unrecognised: 40,
        keepalive: 600,
        other: 6000,
      },
    },
    bans: {
      signature: '1h',
      flood: { over: '100/s burst 200', for: '10m' },
      challenged: { over: '12/min burst 60', for: '3m' },
      refused: { over: '6/min burst 6', for: '3m' },
    },
    /*
     * What a flood of forged sources fills is `sources`. An entry is gone a second after its bucket is full, so that 4,000 new sources a
     * second leave room (100 of 100 newcomers of the trial). The others are as large as a switch with its customers needs.
     */
    sizes: { sources: 16384, subnets: 8192, banned: 16384, called: 8192, known: 16384, asked: 6144 },
  },
  signatures: { use: ['attack-tools'] },
  conntrack: {
    max: 1048576,
    buckets: 'auto',
    udp_timeout: '30s',
    udp_timeout_stream: '60s',
    tcp_timeout_established: '2h',
    sip: 'tracked',
    media: 'tracked',
  },
  logging: { drops: '10/min', prefix: 'vosguard ' },
  /** The figures of the published guides, where they have one; docs/watch.md names them. */
  watch: {
    refused: { suspicious: 50, attack: 500 },
    source: 100,
    options: 50,
    bans: 20,
    challenges: 80,
    conntrack: 80,
    cpu: { suspicious: 70, attack: 80 },
    disk: 80,
    tables: 80,
    registrations: { below: 50, above: 200 },
    calm: '5m',
  },
} as const satisfies Plain;
