import { entry } from '../entry.js';

/** Profiles that begin by themselves. */
export const profileWords = {
  VG258: entry<{ first: string; second: string }>({
    severity: 'error',
    title: 'two profiles that begin by themselves',
    what: ({ first, second }) =>
      `The profiles "${first}" and "${second}" both have "when:", and only one can begin by itself.`,
    why: 'The rules know one alarm: while it stands, strangers meet the limits of the one profile beside those of the policy.',
    instead: ({ second }) => `Take "when:" out of "${second}", or put what both say into one profile.`,
    example: {
      wrong:
        'vosguard: 1\nprofiles:\n  attack: { when: { refused: 500/s burst 5000 }, sip: { strangers: { limits: { REGISTER: 2/s burst 4 } } } }\n  night: { when: { refused: 100/s burst 500 }, sip: { strangers: { limits: { REGISTER: 1/s burst 2 } } } }\n',
      right:
        'vosguard: 1\nprofiles:\n  attack: { when: { refused: 500/s burst 5000 }, sip: { strangers: { limits: { REGISTER: 2/s burst 4 } } } }\n  night: { sip: { strangers: { limits: { REGISTER: 1/s burst 2 } } } }\n',
    },
  }),
  VG376: entry<{ profile: string; keys: string }>({
    severity: 'note',
    title: 'keys that begin by hand only',
    what: ({ profile, keys }) =>
      `When the profile "${profile}" begins by itself, this of it does not: ${keys}.`,
    why: "The rules themselves begin it, in the kernel, and change the limits of strangers alone (sip.strangers). Who is trusted, which services are open and the switch's own settings are an operator's to change.",
    instead: ({ profile }) =>
      `Nothing is needed where that is meant: vosguard profile use ${profile} puts the whole into force.`,
    example: {
      wrong:
        'vosguard: 1\nprofiles:\n  attack: { when: { refused: 500/s burst 5000 }, logging: { drops: 2/min }, sip: { strangers: { limits: { REGISTER: 2/s burst 4 } } } }\n',
      right:
        'vosguard: 1\nprofiles:\n  attack: { when: { refused: 500/s burst 5000 }, sip: { strangers: { limits: { REGISTER: 2/s burst 4 } } } }\n',
    },
  }),
  VG377: entry<{ profile: string; why: string }>({
    severity: 'warning',
    title: 'a profile that begins and changes nothing',
    what: ({ profile, why }) => `The profile "${profile}" begins by itself and changes nothing then: ${why}.`,
    why: 'An operator would rely on limits that never become stricter.',
    instead: () => 'Write stricter limits below its sip.strangers, or take "when:" out.',
    example: {
      wrong:
        'vosguard: 1\nprofiles:\n  attack: { when: { refused: 500/s burst 5000 }, logging: { drops: 2/min } }\n',
      right:
        'vosguard: 1\nprofiles:\n  attack: { when: { refused: 500/s burst 5000 }, sip: { strangers: { limits: { REGISTER: 2/s burst 4 } } } }\n',
    },
  }),
} as const;
