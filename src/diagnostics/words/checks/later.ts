import { entry } from '../entry.js';

/** VG39x: parts of the language that are read and kept, and that this version does not compile. */
export const laterWords = {
  VG391: entry<Record<string, never>>({
    severity: 'note',
    title: 'known sources are not learned yet',
    what: () =>
      '"sip.known" is read and checked, but this version does not learn sources from the switch\'s answers. Its limits serve the destinations that the switch itself has called.',
    why: 'Until then every source that is not trusted is a stranger, customers included, and meets the limits of strangers.',
    instead: () => 'Leave it as it is; meanwhile, put customers with fixed addresses into "trusted".',
    example: {
      wrong: 'vosguard: 1\nsip:\n  known: { remember: 2h }\n',
      right: 'vosguard: 1\ntrusted: [203.0.113.10]\n',
    },
  }),
  VG392: entry<{ names: string }>({
    severity: 'note',
    title: 'bans by refusal are not compiled yet',
    what: ({ names }) => `${names}: read and checked, but this version does not ban by the switch's answers.`,
    why: 'Password guessing is slowed by the limit on REGISTER; it is not banned.',
    instead: () =>
      "Leave it as it is; meanwhile, keep the switch's own suspension after failed registrations switched on.",
    example: {
      wrong: 'vosguard: 1\nsip:\n  bans:\n    refused: { over: 6/min burst 6, for: 3m }\n',
      right: 'vosguard: 1\nsip:\n  bans: { signature: 1h }\n',
    },
  }),
  VG393: entry<{ block: 'vos3000' | 'tests' }>({
    severity: 'note',
    title: 'a block that is not used yet',
    what: ({ block }) =>
      `"${block}" is read and checked for its form, but this version does nothing with it.`,
    why: 'The rules do not depend on it. Parameters of the switch and tests of the policy are for later versions.',
    instead: ({ block }) =>
      block === 'tests'
        ? 'Leave it as it is; meanwhile, `npm run quickstart -- policy.yaml` sends packets through the rules.'
        : 'Leave it as it is; meanwhile, set the parameters in the client of the switch.',
    example: {
      wrong: 'vosguard: 1\nvos3000: { version: "2.1.9.07" }\n',
      right: 'vosguard: 1\n',
    },
  }),
} as const;
