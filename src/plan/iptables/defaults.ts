import type { Family } from '../../net/family.js';

type Defaults = Readonly<Record<string, readonly string[]>>;

/**
 * What an option says when it is not there: some versions print it and some do not. The idle time of hashlimit is the unit of
 * the rate, and ten seconds in 1.4.7; a table's name is a digest over all of its parameters, so nothing is lost by leaving
 * out all of them.
 */
const either: Defaults = {
  'hashlimit-mode': ['none'],
  'hashlimit-htable-gcinterval': ['1000'],
  'hashlimit-htable-expire': ['1000', '10000', '60000', '3600000', '86400000'],
  rsource: [''],
  from: ['0'],
  to: ['65535'],
  'log-level': ['4', 'warn', 'warning'],
  'connlimit-saddr': [''],
  // The largest time of 32 bits; seen with 1.8.9 on 64.
  datestop: ['2038-01-19T03:14:07'],
};

const families: Readonly<Record<Family, Defaults>> = {
  ipv4: {
    ...either,
    mask: ['255.255.255.255'],
    'hashlimit-srcmask': ['32'],
    'hashlimit-dstmask': ['32'],
    'connlimit-mask': ['32'],
    'reject-with': ['icmp-port-unreachable', 'port-unreach'],
  },
  ipv6: {
    ...either,
    mask: ['ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
    'hashlimit-srcmask': ['128'],
    'hashlimit-dstmask': ['128'],
    'connlimit-mask': ['128'],
    'reject-with': ['icmp6-port-unreachable', 'port-unreach'],
  },
};

export const defaultsOf = (family: Family): Defaults => families[family];
