import { map, type Schema } from './schema.js';
import { choice, duration, integer, rate } from './values.js';

const timeout = (what: string): Schema => ({ ...duration, description: `How long conntrack keeps ${what}.` });

export const conntrack: Schema = map(
  {
    max: { ...integer(1024, 2_147_483_647), description: 'The most connections that the kernel tracks.' },
    buckets: {
      title: '`auto` or a whole number from 256 to 2147483647',
      description: "Hash buckets of the kernel's table; `auto` is a quarter of `max`.",
      type: ['integer', 'string'],
      minimum: 256,
      maximum: 2_147_483_647,
      pattern: '^auto$',
    },
    udp_timeout: timeout('a UDP flow that saw packets one way'),
    udp_timeout_stream: timeout('a UDP flow that saw packets both ways'),
    tcp_timeout_established: timeout('an idle TCP connection'),
    sip: {
      ...choice('tracked', 'untracked'),
      description: 'Whether SIP itself is tracked. `connections` needs tracking.',
    },
  },
  { description: "The kernel's table of connections." },
);

/**
 * nftables has no escape for a double quote inside a string and expands `$`; iptables takes `-` and `!` at the
 * beginning for an option. nft takes 127 characters.
 */
export const logging: Schema = map(
  {
    drops: { ...rate, description: 'How many dropped packets are logged.' },
    prefix: {
      title:
        'printable ASCII without double quotes, backslashes and dollar signs, not beginning with - or !, at most 127 characters',
      description: 'What each line of the log begins with; iptables takes 29 characters of it.',
      type: 'string',
      minLength: 1,
      maxLength: 127,
      pattern: '^(?![-!])[ !#%-\\[\\]-~]*$',
    },
  },
  { description: 'What the kernel writes to its log; `null` for nothing.' },
);
