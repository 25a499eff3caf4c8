import { entry } from '../entry.js';

/** VG140 to VG159: includes and profiles. */
export const includeWords = {
  VG140: entry<null>({
    severity: 'error',
    title: 'include is not a path',
    what: () => 'include: takes the path of a file, or a list of paths.',
    why: 'What should be included is missing from the policy.',
    instead: () => 'Write one path, or several in brackets.',
    example: { wrong: 'include: { carriers: carriers.yaml }', right: 'include: [carriers.yaml]' },
  }),
  VG141: entry<{ readonly chain: readonly string[] }>({
    severity: 'error',
    title: 'include in a circle',
    what: ({ chain }) => `The files include each other in a circle: ${chain.join(' -> ')}.`,
    why: 'Reading them would never end.',
    instead: () => 'Delete one of the includes. What both need belongs in a third file.',
    example: {
      wrong: '# a.yaml\ninclude: b.yaml\n# b.yaml\ninclude: a.yaml',
      right: '# a.yaml\ninclude: b.yaml',
    },
  }),
  VG142: entry<{ readonly path: string }>({
    severity: 'error',
    title: 'file included twice',
    what: ({ path }) => `${path} has already been included.`,
    why: 'Every key in it would be set twice, and which place wins would depend on the order.',
    instead: () => 'Keep one include of the file, best the one in the policy itself.',
    example: { wrong: 'include: [a.yaml, a.yaml]', right: 'include: [a.yaml]' },
  }),
  VG143: entry<{ readonly limit: number }>({
    severity: 'error',
    title: 'includes nested too deep',
    what: ({ limit }) => `Includes lead through more than ${limit} files here.`,
    why: 'Nobody could follow such a policy, so it is taken for a mistake.',
    instead: () => 'Include the files directly from the policy.',
    example: {
      wrong: '# 1.yaml includes 2.yaml includes 3.yaml ...',
      right: 'include: [1.yaml, 2.yaml, 3.yaml]',
    },
  }),
  VG144: entry<{ readonly path: string }>({
    severity: 'error',
    title: 'two includes set the same key',
    what: ({ path }) => `${path} is set by two files that are included side by side.`,
    why: 'Neither is above the other, so which one wins would depend on the order in which they are named.',
    instead: () =>
      'Set it in one of them, or in the file that includes both: that one wins over its includes.',
    example: {
      wrong: '# a.yaml\nname: one\n# b.yaml\nname: two\n# policy.yaml\ninclude: [a.yaml, b.yaml]',
      right: '# policy.yaml\ninclude: [a.yaml, b.yaml]\nname: one',
    },
  }),
  VG145: entry<{ readonly limit: number }>({
    severity: 'error',
    title: 'too many includes',
    what: ({ limit }) => `The policy is made of more than ${limit} files.`,
    why: 'Nobody could follow such a policy, so it is taken for a mistake; the remaining files were not read.',
    instead: () =>
      'Put files together. Lists of addresses are named with {file: ...} in a group, not included.',
    example: {
      wrong: 'include: [1.yaml, 2.yaml, 3.yaml]  # and hundreds more',
      right: 'include: [customers.yaml]',
    },
  }),
  VG150: entry<{ readonly profile: string; readonly known: readonly string[] }>({
    severity: 'error',
    title: 'unknown profile',
    what: ({ profile, known }) =>
      known.length === 0
        ? `There is no profile ${profile}: the policy has no profiles.`
        : `There is no profile ${profile}; the policy has ${known.join(', ')}.`,
    why: 'The rules would be those without a profile, while you believe that the other ones are in force.',
    instead: ({ known }) =>
      known.length === 0
        ? 'Leave --profile out, or add the profile under profiles:.'
        : 'Name one of these with --profile.',
    example: { wrong: 'vosguard compile --profile atack', right: 'vosguard compile --profile attack' },
  }),
} as const;
