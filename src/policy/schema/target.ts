import { platformNames } from '../platform-names.js';
import { map, type Schema } from './schema.js';
import { choice, version } from './values.js';

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
