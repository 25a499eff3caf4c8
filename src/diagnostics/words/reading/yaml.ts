import { entry } from '../entry.js';

const unreadable = 'Nothing in this file can be trusted to mean what it seems to mean until this is right.';

/** VG110 to VG129: the text is not the YAML that it should be. */
export const yamlWords = {
  VG110: entry<{ readonly path: string }>({
    severity: 'error',
    title: 'empty file',
    what: ({ path }) => `${path} says nothing: it is empty or holds only comments.`,
    why: 'A file cut off while it was saved or copied looks the same, so an empty one is never taken as a policy.',
    instead: () => 'Write at least the version of the language; vosguard init writes a policy to begin with.',
    example: { wrong: '# my policy', right: 'vosguard: 1\ntrusted: [192.0.2.1]' },
  }),
  VG111: entry<{ readonly found: 'a list' | 'a single value' }>({
    severity: 'error',
    title: 'not a map of keys',
    what: ({ found }) => `The file holds ${found}, not keys with values.`,
    why: 'A policy is a set of keys such as trusted: and services:; there is nothing to read otherwise.',
    instead: () =>
      'Begin lines with a key and a colon, without a dash. A list of addresses is named with {file: ...} in a group, not included.',
    example: { wrong: '- 192.0.2.1\n- 192.0.2.2', right: 'trusted:\n  - 192.0.2.1\n  - 192.0.2.2' },
  }),
  VG112: entry<null>({
    severity: 'error',
    title: 'several documents',
    what: () => 'A second YAML document begins here, after a line of --- or ....',
    why: 'A policy is one document; the keys from here on would not be part of it.',
    instead: () => 'Delete the line, or move what follows into a file of its own and include it.',
    example: { wrong: 'vosguard: 1\n---\ntrusted: [192.0.2.1]', right: 'vosguard: 1\ntrusted: [192.0.2.1]' },
  }),
  VG113: entry<{ readonly directive: string }>({
    severity: 'error',
    title: 'YAML directive',
    what: ({ directive }) => `The line ${directive} is a YAML directive, and a policy has none.`,
    why: 'A directive changes how all of the file is read: in YAML 1.1, for example, 22:30 is the number 1350.',
    instead: () => 'Delete the line. Policies are always YAML 1.2.',
    example: { wrong: '%YAML 1.1\n---\nvosguard: 1', right: 'vosguard: 1' },
  }),
  VG120: entry<null>({
    severity: 'error',
    title: 'tab as indentation',
    what: () => 'This line is indented with a tab.',
    why: 'YAML takes only spaces: how wide a tab is differs between editors, so nobody could say what belongs to what.',
    instead: () => 'Replace the tab with spaces, two for each level.',
    example: { wrong: 'sip:\n\tports: { udp: [5060] }', right: 'sip:\n  ports: { udp: [5060] }' },
  }),
  VG121: entry<{ readonly quote: string }>({
    severity: 'error',
    title: 'quote not closed',
    what: ({ quote }) => `The text that begins with this ${quote} is not closed on its line.`,
    why: 'It swallows the lines below, up to the next quote or the end of the file.',
    instead: ({ quote }) => `Write ${quote} at the end of the text as well.`,
    example: { wrong: 'name: "switch-1', right: 'name: "switch-1"' },
  }),
  VG122: entry<{ readonly open: string; readonly close: string }>({
    severity: 'error',
    title: 'bracket not closed',
    what: ({ open }) => `This ${open} is not closed.`,
    why: 'Where it ends decides what belongs to it; if the file was cut off, more may be missing than the bracket.',
    instead: ({ close }) =>
      `Write ${close} after its last entry. If it goes over several lines, indent them further than the key.`,
    example: { wrong: 'trusted: [192.0.2.1', right: 'trusted: [192.0.2.1]' },
  }),
  VG123: entry<null>({
    severity: 'error',
    title: 'indentation',
    what: () => 'This line is indented differently from the lines that it stands with.',
    why: 'Indentation decides what belongs to what, and here it can be read in two ways.',
    instead: () => 'Give all keys of one block, or all dashes of one list, the same number of spaces.',
    example: {
      wrong: 'services:\n  ssh: { tcp: [22] }\n web: { tcp: [80] }',
      right: 'services:\n  ssh: { tcp: [22] }\n  web: { tcp: [80] }',
    },
  }),
  VG124: entry<null>({
    severity: 'error',
    title: 'unknown escape',
    what: () => 'The backslash here begins an escape that YAML does not know.',
    why: 'In double quotes a backslash changes what follows, so the text would not be what you see.',
    instead: () => 'Use single quotes, in which a backslash is just a backslash, or write it twice.',
    example: { wrong: 'prefix: "a\\q"', right: "prefix: 'a\\q'" },
  }),
  VG125: entry<null>({
    severity: 'error',
    title: 'no key and value',
    what: () => 'This line is neither a key with a value nor part of the value above it.',
    why: unreadable,
    instead: () =>
      'Write key: value, with a space after the colon; begin the items of a list with a dash and a space.',
    example: { wrong: 'vosguard:1\nname: a', right: 'vosguard: 1\nname: a' },
  }),
  VG126: entry<{ readonly character: string }>({
    severity: 'error',
    title: 'value needs quotes',
    what: ({ character }) => `A value cannot begin with ${character} unless it is quoted.`,
    why: 'YAML keeps this character for itself.',
    instead: () => 'Put the value in quotes.',
    example: { wrong: 'name: @edge', right: 'name: "@edge"' },
  }),
  VG127: entry<null>({
    severity: 'error',
    title: 'second key in a value',
    what: () => 'The key already has a value on its line, and then another key follows.',
    why: 'It is not clear whether the first value is meant, or the keys after it.',
    instead: () =>
      'Put keys that belong below on lines of their own and delete the value; quote a value that contains a colon and a space.',
    example: { wrong: 'sip: ports: { udp: [5060] }', right: 'sip:\n  ports: { udp: [5060] }' },
  }),
  VG128: entry<null>({
    severity: 'error',
    title: 'comma missing',
    what: () => 'A comma is missing between two entries in brackets, near this place.',
    why: unreadable,
    instead: () => 'Write a comma between the entries.',
    example: {
      wrong: 'logging: { drops: 10/min prefix: "a " }',
      right: 'logging: { drops: 10/min, prefix: "a " }',
    },
  }),
  VG129: entry<{ readonly found: string }>({
    severity: 'error',
    title: 'unexpected text',
    what: ({ found }) => (found === '' ? 'Something is missing here.' : `${found} cannot stand here.`),
    why: unreadable,
    instead: () =>
      'Look at the characters just before it: a bracket or quote closed too early, a comma too many, a missing line end. Quote text that has special characters.',
    example: { wrong: 'trusted: [192.0.2.1]]', right: 'trusted: [192.0.2.1]' },
  }),
} as const;
