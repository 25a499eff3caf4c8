import { entry } from '../entry.js';

/** VG130 to VG139: YAML that is allowed and not fit for a policy. */
export const treeWords = {
  VG130: entry<{ readonly key: string }>({
    severity: 'error',
    title: 'key written twice',
    what: ({ key }) => `The key ${key} stands twice in the same map.`,
    why: 'Only one of the two would count, and which one is easily overlooked.',
    instead: () => 'Put what both say under one of them and delete the other.',
    example: {
      wrong: 'services:\n  ssh: { tcp: [22] }\n  ssh: { tcp: [2222] }',
      right: 'services:\n  ssh: { tcp: [22, 2222] }',
    },
  }),
  VG131: entry<{ readonly key: string }>({
    severity: 'error',
    title: 'key is not text',
    what: ({ key }) =>
      key === ''
        ? 'A key is empty, a list or a map.'
        : `YAML reads the key ${key} as something other than text.`,
    why: 'Keys are names; a number that is written differently (1, 01, 1.0) could not be told from another.',
    instead: ({ key }) => (key === '' ? 'Write a name before the colon.' : `Put it in quotes: "${key}".`),
    example: { wrong: 'addresses: { 2024: [192.0.2.1] }', right: 'addresses: { "2024": [192.0.2.1] }' },
  }),
  VG132: entry<null>({
    severity: 'error',
    title: 'merge key',
    what: () => 'The merge key << is not part of YAML 1.2 and does nothing here.',
    why: 'Read as a plain key it would be ignored, and the limits that it should bring would be missing.',
    instead: () => 'Write the values out, or use an alias for a whole value: web: *ssh.',
    example: {
      wrong: 'services:\n  ssh: &open { tcp: [22] }\n  web:\n    <<: *open',
      right: 'services:\n  ssh: &open { tcp: [22] }\n  web: *open',
    },
  }),
  VG133: entry<{ readonly tag: string }>({
    severity: 'error',
    title: 'YAML tag',
    what: ({ tag }) => `${tag} is a YAML tag, and a policy has none.`,
    why: 'A tag makes a value something other than what it looks like.',
    instead: () => 'Delete it; put quotes around a value that begins with an exclamation mark.',
    example: { wrong: 'name: !!str 7', right: 'name: "7"' },
  }),
  VG134: entry<{ readonly name: string }>({
    severity: 'error',
    title: 'unknown alias',
    what: ({ name }) =>
      `The alias *${name} stands for nothing: no value above it in this file is marked &${name}.`,
    why: 'The value that it should stand for is missing.',
    instead: ({ name }) =>
      `Mark the value with &${name} further up, or quote the text if it is not an alias.`,
    example: { wrong: 'trusted: *carriers', right: 'blocked: &carriers [192.0.2.1]\ntrusted: *carriers' },
  }),
  VG135: entry<{ readonly limit: number }>({
    severity: 'error',
    title: 'too many values',
    what: ({ limit }) => `With its aliases written out, the file has more than ${limit} values.`,
    why: 'A few aliases of aliases grow into billions of values; reading them would take all memory of this host.',
    instead: () => 'Use fewer aliases. Long lists of addresses belong in a list file, one entry a line.',
    example: {
      wrong: 'a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]  # and so on',
      right: 'addresses: { blocklist: { file: lists/blocklist.netset } }',
    },
  }),
  VG136: entry<{ readonly limit: number }>({
    severity: 'error',
    title: 'nested too deep',
    what: ({ limit }) => `Maps and lists are nested more than ${limit} deep here.`,
    why: 'No policy is; this is a damaged file, or one made to break the reader.',
    instead: () => 'Check the brackets and dashes of this line.',
    example: { wrong: 'trusted: [[[[[[192.0.2.1]]]]]]  # and so on', right: 'trusted: [192.0.2.1]' },
  }),
  VG137: entry<{ readonly name: string }>({
    severity: 'error',
    title: 'alias inside its own value',
    what: ({ name }) => `The alias *${name} stands inside the very value that is marked &${name}.`,
    why: 'Written out, it would never end.',
    instead: () => 'Write the value out, or mark a smaller part of it.',
    example: { wrong: 'trusted: &all [192.0.2.1, *all]', right: 'trusted: &all [192.0.2.1]' },
  }),
  VG138: entry<{ readonly key: string }>({
    severity: 'warning',
    title: 'key without a value',
    what: ({ key }) =>
      `${key} has no value, and that removes everything that a default or an include says under it.`,
    why: 'It is easily done by commenting out the lines below, and may leave the switch without its limits.',
    instead: ({ key }) => `Delete the key to keep the defaults, or write ${key}: null if they are to go.`,
    example: { wrong: 'services:\n#  ssh: { tcp: [22] }', right: '#services:\n#  ssh: { tcp: [22] }' },
  }),
  VG139: entry<{ readonly key: string }>({
    severity: 'error',
    title: 'no space after the colon',
    what: ({ key }) => `${key} is read as one word, a key without a value.`,
    why: 'In YAML a colon ends a key only if a space follows it.',
    instead: ({ key }) => `Write ${key.replace(':', ': ')}.`,
    example: { wrong: 'ports: { udp:5060 }', right: 'ports: { udp: 5060 }' },
  }),
} as const;
