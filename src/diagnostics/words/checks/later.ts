import { entry } from '../entry.js';

/** VG39x: parts of the language that are read and kept, and that this version does not compile. */
export const laterWords = {
  VG393: entry<{ block: 'vos3000' }>({
    severity: 'note',
    title: 'a block that is not used yet',
    what: ({ block }) =>
      `"${block}" is read and checked for its form, but this version does nothing with it.`,
    why: 'The rules do not depend on it. Parameters of the switch are for a later version.',
    instead: () => 'Leave it as it is; meanwhile, set the parameters in the client of the switch.',
    example: {
      wrong: 'vosguard: 1\nvos3000: { version: "2.1.9.07" }\n',
      right: 'vosguard: 1\n',
    },
  }),
} as const;
