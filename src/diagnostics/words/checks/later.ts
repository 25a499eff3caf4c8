import { entry } from '../entry.js';

/** VG39x: parts of the language that are read and kept, and that this version does not compile. */
export const laterWords = {
  VG393: entry<{ block: 'tests' }>({
    severity: 'note',
    title: 'a block that is not used yet',
    what: ({ block }) =>
      `"${block}" is read and checked for its form, but this version does nothing with it.`,
    why: 'The rules do not depend on it. Tests of the policy are for later versions.',
    instead: () =>
      'Leave it as it is; meanwhile, `npm run quickstart -- policy.yaml` sends packets through the rules.',
    example: {
      wrong:
        'vosguard: 1\ntests: [{ name: a, send: { from: 192.0.2.1, method: BYE }, expect: { delivered: 0 } }]\n',
      right: 'vosguard: 1\n',
    },
  }),
} as const;
