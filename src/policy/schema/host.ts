import { platformNames } from '../platform-names.js';
import { map, type Schema } from './schema.js';
import { choice, duration, integer, rate, version } from './values.js';

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
    media: {
      ...choice('tracked', 'untracked'),
      description:
        'Whether RTP is tracked, on the widest range of UDP ports that a service opens. Translated addresses need tracking.',
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

export const target: Schema = map(
  {
    platform: {
      title: 'the name of a platform, or a map of versions',
      description:
        "The host that the rules are for: a distribution's name, `generic` (kernel 5.10, nft 1.0, iptables 1.8), or the versions of its tools.",
      // No map among them: yaml-language-server would offer it as `[object Object]`.
      examples: platformNames,
      type: ['string', 'object'],
      pattern: `^(${platformNames.join('|')})$`,
      properties: {
        iptables: { ...version, description: 'The version of iptables.', examples: ['1.4.21', '1.8.9'] },
        ipset: { ...version, description: 'The version of ipset.', examples: ['6.38', '7.17'] },
        nft: { ...version, description: 'The version of nft.', examples: ['1.0.6'] },
        kernel: { ...version, description: 'The version of the kernel.', examples: ['3.10.0', '6.1'] },
      },
      additionalProperties: false,
    },
    backends: {
      title: 'a list of `iptables` and `nftables`',
      description: 'What compile writes; apply takes the one that the host runs.',
      type: 'array',
      minItems: 1,
      items: choice('iptables', 'nftables'),
    },
    devices: {
      title: 'a list of network devices, such as `[eth0]`',
      description:
        'Devices from which strangers come. nftables then drops banned sources there, before everything else (ingress.nft).',
      examples: [['eth0'], ['bond0', 'eth1.100']],
      type: 'array',
      maxItems: 32,
      items: {
        title: 'the name of a network device, at most 15 letters, digits, `.`, `_`, `:`, `@` or `-`',
        type: 'string',
        pattern: '^[A-Za-z0-9][A-Za-z0-9._:@-]{0,14}$',
      },
    },
  },
  { description: 'The host that the rules are for, and the tools that load them.' },
);
