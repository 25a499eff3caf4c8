import type { Finding } from '../diagnostics/diagnostic.js';
import type { Code } from '../diagnostics/words/index.js';
import type { PolicyPath } from '../policy/path.js';
import type { Fallback } from './fallback.js';

/** A finding that has no place yet. */
export type Unplaced = { readonly [C in Code]: Pick<Finding<C>, 'code' | 'args'> }[Code];

/** How fallbacks of one kind become findings. */
export interface Teller<F> {
  /** Where all of them are told, if not where each came from: a cap concerns a whole map of limits. */
  readonly at?: PolicyPath;
  /** What keeps two of them at one place from being one message. */
  readonly apart?: (fallback: F) => string;
  /** `names`: the signatures, meters or sets that the message is about. */
  readonly say: (fallback: F, names: string) => Unplaced;
}

type Tellers = { readonly [K in Fallback['kind']]: Teller<Extract<Fallback, { kind: K }>> };

const bans: PolicyPath = ['sip', 'bans'];
const strangers: PolicyPath = ['sip', 'strangers'];
const platform: PolicyPath = ['target', 'platform'];

export const tellers: Tellers = {
  'no-search': { say: ({ backend }, signatures) => ({ code: 'VG411', args: { backend, signatures } }) },
  'no-domains': { say: ({ backend }) => ({ code: 'VG435', args: { backend } }) },
  'no-hours': { say: ({ backend }) => ({ code: 'VG436', args: { backend } }) },
  'wide-search': {
    apart: ({ signature }) => signature,
    say: ({ backend, signature }) => ({ code: 'VG412', args: { backend, signature } }),
  },
  'tcp-header-lengths': { say: ({ backend }) => ({ code: 'VG413', args: { backend } }) },
  'bytes-as-packets': {
    at: strangers,
    say: ({ backend }, meters) => ({ code: 'VG433', args: { backend, meters } }),
  },
  'forwarded-too': { at: platform, say: ({ backend }) => ({ code: 'VG434', args: { backend } }) },
  'window-as-bucket': {
    apart: ({ meter }) => meter,
    say: ({ backend, meter }) => ({ code: 'VG414', args: { backend, meter } }),
  },
  'cap-per-family': {
    at: strangers,
    say: ({ backend }, meters) => ({ code: 'VG415', args: { backend, meters } }),
  },
  'no-extension-headers': {
    apart: ({ transport }) => transport,
    say: ({ backend, transport }) => ({ code: 'VG416', args: { backend, transport } }),
  },
  'rate-rounded': {
    apart: ({ meter }) => meter,
    say: ({ backend, meter, from, to }) => ({ code: 'VG417', args: { backend, meter, from, to } }),
  },
  'burst-lowered': {
    apart: ({ meter }) => meter,
    say: ({ backend, meter, from, to }) => ({ code: 'VG421', args: { backend, meter, from, to } }),
  },
  'full-closed': {
    at: strangers,
    say: ({ backend }, meters) => ({ code: 'VG418', args: { backend, meters } }),
  },
  'no-refill': { at: bans, say: ({ backend }, meters) => ({ code: 'VG424', args: { backend, meters } }) },
  'no-forget': { at: bans, say: ({ backend }, sets) => ({ code: 'VG426', args: { backend, sets } }) },
  'no-ingress': { say: ({ backend }) => ({ code: 'VG425', args: { backend } }) },
  'no-ipv6-learning': {
    at: platform,
    say: ({ backend }, sets) => ({ code: 'VG422', args: { backend, sets } }),
  },
  'list-too-long': {
    apart: ({ set }) => set,
    say: ({ backend, set, networks, most }) => ({ code: 'VG423', args: { backend, set, networks, most } }),
  },
  'no-notes': { at: platform, say: ({ backend }) => ({ code: 'VG427', args: { backend } }) },
  'listing-unreadable': { at: platform, say: ({ backend }) => ({ code: 'VG430', args: { backend } }) },
  'name-shortened': {
    apart: ({ from }) => from,
    say: ({ backend, from, to }) => ({ code: 'VG419', args: { backend, from, to } }),
  },
  'log-prefix-shortened': {
    apart: ({ from }) => from,
    say: ({ backend, from, to }) => ({ code: 'VG420', args: { backend, from, to } }),
  },
};
