import { entry } from '../entry.js';

/** VG341: bans. */
export const banWords = {
  VG341: entry<{ name: string; time: string }>({
    severity: 'warning',
    title: 'a ban longer than a day',
    what: ({ name, time }) => `${name} bans for ${time}, longer than a day.`,
    why: 'The source of a UDP packet can be forged: one forged packet bans a customer for that long. A scanner that is still there is banned again at once, so a short ban loses nothing.',
    instead: () => 'Write 1h or less. To keep a source out permanently, list it under `blocked`.',
    example: {
      wrong: 'vosguard: 1\nsip:\n  bans: { signature: 7d }\n',
      right: 'vosguard: 1\nsip:\n  bans: { signature: 1h }\n',
    },
  }),
} as const;
