import type { Template } from './invocation.js';

export interface Starter {
  /** What it is for, in a few words: the help's list. */
  readonly about: string;
  /** Its path in the package. */
  readonly file: string;
}

/**
 * The policies that `init` writes. For a special host it is the example itself: two texts with one purpose would
 * drift apart. The first two have a text of their own, with more hints than an example needs.
 */
export const starters: Readonly<Record<Template, Starter>> = {
  wholesale: { about: 'carriers only', file: 'templates/wholesale.yaml' },
  retail: { about: 'phones register', file: 'templates/retail.yaml' },
  'call-centre': example('call-centre', 'hundreds of phones behind one address'),
  'behind-firewall': example('behind-firewall', 'another firewall guards the rest'),
  'moved-ports': example('moved-ports', 'SIP is not on 5060'),
  'ipv6-only': example('ipv6-only', 'no IPv4'),
  encrypted: example('encrypted', 'phones on 5070-5080'),
};

function example(name: string, about: string): Starter {
  return { about, file: `examples/${name}/policy.yaml` };
}
