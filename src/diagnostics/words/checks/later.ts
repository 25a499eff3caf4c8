import { entry } from '../entry.js';

/** VG39x: parts of the language that are read and kept, and that this version does not compile. */
export const laterWords = {
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
