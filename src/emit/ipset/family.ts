import type { Family } from '../../net/family.js';

export const family: { readonly [F in Family]: string } = { ipv4: 'inet', ipv6: 'inet6' };
