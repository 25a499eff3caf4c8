import type { Input } from '../../src/import/import.js';
import { save } from './imported.js';
import { match, nftInput, nftRule, nftTable, payload } from './nft.js';

/** Rules of a host as somebody has written them, and where the policy that they become differs on purpose. */
export interface RuleSet {
  readonly name: string;
  readonly inputs: readonly Input[];
  /** `refused OPTIONS udp 5060: SENDERS`, and so on. */
  readonly differs: readonly string[];
  /** Played in CI; all of them in `npm run proof`. */
  readonly isShort?: boolean;
}

const v6 = (rules: string, input = 'DROP') => save(rules, input, 'rules.v6');
const ipset = (text: string): Input => ({ name: 'ipset.save', text });
const state = match({ ct: { key: 'state' } }, { set: ['established', 'related'] });
const accept = { accept: null };
const drop = { drop: null };
const from = (address: unknown, family = 'ip') => payload(family, 'saddr', address);
const tcp = (port: unknown) => payload('tcp', 'dport', port);
const udp = (port: unknown) => payload('udp', 'dport', port);

const listings: readonly RuleSet[] = [
  {
    name: 'closed but for a carrier and an office',
    inputs: [
      save(`-A INPUT -i lo -j ACCEPT
-A INPUT -m state --state RELATED,ESTABLISHED -j ACCEPT
-A INPUT -s 203.0.113.10/32 -p udp -m udp --dport 5060 -j ACCEPT
-A INPUT -s 192.0.2.8/29 -p tcp -m tcp --dport 22 -j ACCEPT`),
    ],
    differs: [],
    isShort: true,
  },
  {
    name: 'CentOS as it was installed, with a range for media',
    inputs: [
      save(
        `[12:3456] -A INPUT -m state --state RELATED,ESTABLISHED -j ACCEPT
-A INPUT -p icmp -j ACCEPT
-A INPUT -i lo -j ACCEPT
-A INPUT -p tcp -m state --state NEW -m tcp --dport 22 -j ACCEPT
-A INPUT -p udp -m udp --dport 10000:20000 -j ACCEPT
-A INPUT -j REJECT --reject-with icmp-host-prohibited`,
        'ACCEPT',
      ),
    ],
    differs: [],
  },
  {
    name: 'chains with returns and a goto',
    inputs: [
      save(`:OFFICE - [0:0]
:SIP - [0:0]
-A INPUT -s 192.0.2.0/28 -g OFFICE
-A INPUT -p udp --dport 5060 -j SIP
-A OFFICE -s 192.0.2.9/32 -j RETURN
-A OFFICE -p tcp -m multiport --dports 22,8080 -j ACCEPT
-A SIP -s 203.0.113.66/32 -j RETURN
-A SIP -s 203.0.113.64/29 -j ACCEPT`),
    ],
    differs: [],
  },
  {
    name: 'a limit for named sources',
    inputs: [
      save(`-A INPUT -s 198.51.100.0/30 -p udp --dport 5060 -m limit --limit 1000/sec --limit-burst 1000 -j ACCEPT
-A INPUT -s 198.51.100.0/30 -p udp --dport 5060 -j DROP`),
    ],
    differs: ['refused OPTIONS udp 5060', 'refused scanner udp 5060'],
    isShort: true,
  },
  {
    name: 'open for SIP, some blocked before',
    inputs: [
      save(`-A INPUT -s 203.0.113.128/25 -j DROP
-A INPUT -p udp --dport 5060 -j ACCEPT
-A INPUT -p tcp --dport 443 -j ACCEPT`),
    ],
    differs: ['refused OPTIONS udp 5060', 'refused scanner udp 5060'],
  },
  {
    name: 'ranges of ports and of addresses',
    inputs: [
      save(`-A INPUT -m iprange --src-range 192.0.2.10-192.0.2.12 -p tcp -m multiport --dports 20:25,8080 -j ACCEPT
-A INPUT -s 192.0.2.11/32 -p tcp --dport 23 -j ACCEPT
-A INPUT -p tcp --dport 23 -j DROP
-A INPUT -s 192.0.2.0/25 -p tcp --dport 23:24 -j ACCEPT`),
    ],
    differs: [],
  },
  {
    name: 'sets: a network that is left out, a set of sets',
    inputs: [
      ipset(`create net hash:net family inet
add net 192.0.2.0/28
add net 192.0.2.8/31 nomatch
create one hash:ip family inet
add one 198.51.100.7
create all list:set size 8
add all net
add all one
`),
      save(`-A INPUT -p tcp -m set --match-set all src -m tcp --dport 22 -j ACCEPT
-A INPUT -m set ! --match-set net src -p tcp -m tcp --dport 8443 -j DROP
-A INPUT -p tcp -m tcp --dport 8443 -j ACCEPT`),
    ],
    differs: [],
  },
  {
    name: 'IPv4 and IPv6 with doors of their own',
    inputs: [
      save(
        '-A INPUT -p tcp --dport 443 -j ACCEPT\n-A INPUT -s 192.0.2.8/32 -p tcp --dport 22 -j ACCEPT',
        'DROP',
        'rules.v4',
      ),
      v6(
        '-A INPUT -p tcp --dport 443 -j ACCEPT\n-A INPUT -p tcp --dport 25 -j ACCEPT\n-A INPUT -s 2001:db8:7::/64 -p udp --dport 5060 -j ACCEPT',
      ),
    ],
    differs: [],
  },
  {
    name: 'IPv4 closed and IPv6 forgotten',
    inputs: [save('-A INPUT -p tcp --dport 443 -j ACCEPT', 'DROP', 'rules.v4'), v6('', 'ACCEPT')],
    // The policy closes both, and says so.
    differs: [
      ...['ACK', 'REGISTER', 'INVITE', 'OPTIONS', 'unrecognised'].flatMap((kind) => [
        `refused ${kind} udp 5060`,
      ]),
      ...['ACK', 'REGISTER', 'INVITE', 'OPTIONS', 'unrecognised'].flatMap((kind) => [
        `refused ${kind} udp 6060`,
      ]),
      ...['refused REGISTER tcp 5060', 'refused other udp 9999', 'refused other tcp 9998'],
      'refused scanner udp 5060',
    ],
  },
  {
    name: 'an open host with closed ports',
    inputs: [
      save(
        `-A INPUT -s 192.0.2.8/32 -p tcp --dport 3306 -j ACCEPT
-A INPUT -p tcp --dport 3306 -j DROP
-A INPUT -p tcp --dport 111 -j DROP
-A INPUT -p udp --dport 5060 -j DROP`,
        'ACCEPT',
      ),
    ],
    differs: [],
  },
  {
    name: 'an open host that refuses somebody on a port',
    inputs: [
      save(
        '-A INPUT -s 203.0.113.66/32 -p tcp --dport 22 -j DROP\n-A INPUT -p udp --dport 5060 -j DROP',
        'ACCEPT',
      ),
    ],
    differs: [],
  },
  {
    name: 'raw refuses, and spares one',
    inputs: [
      {
        name: 'rules.v4',
        text: `*raw
:PREROUTING ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
-A PREROUTING -s 192.0.2.8/32 -j ACCEPT
-A PREROUTING -s 192.0.2.0/24 -p tcp -m tcp --dport 22 -j DROP
COMMIT
${save('-A INPUT -p tcp --dport 22 -j ACCEPT\n-A INPUT -s 192.0.2.8/30 -p tcp --dport 80 -j ACCEPT').text}`,
      },
    ],
    differs: [],
  },
  {
    name: 'both variants of iptables',
    inputs: [
      save(
        '-A INPUT -s 192.0.2.0/24 -p tcp -m multiport --dports 22,80 -j ACCEPT',
        'DROP',
        'iptables-nft-save',
      ),
      save(
        '-A INPUT -s 192.0.2.4/30 -j ACCEPT\n-A INPUT -p tcp --dport 80 -j DROP',
        'ACCEPT',
        'iptables-legacy-save',
      ),
    ],
    differs: [],
    isShort: true,
  },
];

const map = {
  vmap: {
    key: { payload: { protocol: 'tcp', field: 'dport' } },
    data: {
      set: [
        [22, { jump: { target: 'door' } }],
        [23, { drop: null }],
        [{ range: [8000, 8010] }, { accept: null }],
      ],
    },
  },
};

const nft: readonly RuleSet[] = [
  {
    name: 'nft with a set, a map and a chain',
    inputs: [
      nftInput(
        ...nftTable('inet', 'fw'),
        { chain: { family: 'inet', table: 'fw', name: 'door' } },
        {
          set: {
            family: 'inet',
            table: 'fw',
            name: 'office',
            type: 'ipv4_addr',
            flags: ['interval'],
            elem: [{ prefix: { addr: '192.0.2.8', len: 30 } }],
          },
        },
        nftRule('inet', 'fw', state, accept),
        nftRule('inet', 'fw', map),
        nftRule('inet', 'fw', from('203.0.113.10'), udp(5060), accept),
        { rule: { family: 'inet', table: 'fw', chain: 'door', expr: [from('@office'), accept] } },
      ),
    ],
    differs: [],
  },
  {
    name: 'nft with a table for each family',
    inputs: [
      nftInput(
        ...nftTable('ip', 'filter'),
        nftRule('ip', 'filter', tcp(22), accept),
        ...nftTable('ip6', 'filter'),
        nftRule('ip6', 'filter', tcp(2222), accept),
      ),
    ],
    differs: [],
    isShort: true,
  },
  {
    name: 'nft with two base chains, both of which drop',
    inputs: [
      nftInput(
        ...nftTable('inet', 'a'),
        nftRule('inet', 'a', from({ prefix: { addr: '192.0.2.0', len: 29 } }), accept),
        ...nftTable('inet', 'b'),
        nftRule('inet', 'b', tcp({ set: [22, { range: [80, 82] }] }), accept),
      ),
    ],
    differs: [],
  },
  {
    name: 'nft with negations and flags',
    inputs: [
      nftInput(
        ...nftTable('inet', 'fw'),
        nftRule(
          'inet',
          'fw',
          match({ '&': [{ payload: { protocol: 'tcp', field: 'flags' } }, ['fin', 'syn']] }, ['fin', 'syn']),
          drop,
        ),
        nftRule(
          'inet',
          'fw',
          payload('ip', 'saddr', { prefix: { addr: '203.0.113.0', len: 24 } }, '!='),
          tcp(8080),
          accept,
        ),
        nftRule('inet', 'fw', match({ meta: { key: 'nfproto' } }, 'ipv4', '!='), tcp(25), accept),
      ),
    ],
    differs: [],
  },
  {
    name: 'iptables and a table of nft beside it',
    inputs: [
      save('-A INPUT -p tcp -m multiport --dports 22,80,443 -j ACCEPT'),
      v6('-A INPUT -p tcp -m multiport --dports 22,80,443 -j ACCEPT'),
      nftInput(
        ...nftTable('inet', 'guard', 'accept'),
        nftRule('inet', 'guard', from('203.0.113.66'), drop),
        nftRule('inet', 'guard', tcp(80), drop),
      ),
    ],
    differs: [],
  },
];

const written: readonly RuleSet[] = [
  {
    name: 'a listing that somebody has edited',
    inputs: [
      save(`-A INPUT -p tcp --dport 80 -j ACCEPT
-A INPUT -p tcp --dport 81 -j ACCEPT
-I INPUT -s 203.0.113.66 -p tcp --dport 80 -j DROP
-D INPUT -p tcp --dport 81 -j ACCEPT
-I INPUT 1 -s 192.0.2.8 -j ACCEPT`),
    ],
    differs: [],
  },
  {
    name: 'rules behind others that have decided',
    inputs: [
      save(`-A INPUT -p tcp --dport 3306 -j DROP
-A INPUT -s 192.0.2.8/32 -p tcp --dport 3306 -j ACCEPT
-A INPUT -s 192.0.2.0/24 -p tcp --dport 8080 -j ACCEPT
-A INPUT -s 192.0.2.66/32 -p tcp --dport 8080 -j DROP
-A INPUT -s 192.0.2.8/32 -p tcp --dport 8080 -j ACCEPT`),
    ],
    differs: [],
  },
  {
    name: 'what cannot be said lets nobody in',
    inputs: [
      save(`-A INPUT -m mark --mark 0x1 -p tcp --dport 22 -j ACCEPT
-A INPUT -p udp --sport 53 -j ACCEPT
-A INPUT -p udp --dport 5060 -m string --string "MyPhone" --algo bm -j ACCEPT
-A INPUT -s 192.0.2.8/32 -p tcp --dport 22 -j ACCEPT`),
    ],
    differs: [],
  },
  {
    name: 'all but one network',
    inputs: [
      save(`-A INPUT ! -s 203.0.113.0/24 -p tcp --dport 22 -j ACCEPT
-A INPUT ! -s 203.0.113.0/24 -p udp --dport 5060 -j ACCEPT`),
    ],
    differs: ['refused OPTIONS udp 5060', 'refused scanner udp 5060'],
    isShort: true,
  },
];

export const ruleSets: readonly RuleSet[] = [...listings, ...nft, ...written];
