import type { Family } from '../../net/family.js';

/** hash:net stores no prefix of length 0, so everything is two halves. */
export const halves: { readonly [F in Family]: readonly [string, string] } = {
  ipv4: ['0.0.0.0/1', '128.0.0.0/1'],
  ipv6: ['::/1', '8000::/1'],
};
