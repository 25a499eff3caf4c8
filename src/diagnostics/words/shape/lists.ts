import type { FileFault } from '../../diagnostic.js';
import { entry } from '../entry.js';
import { quoted } from './value-phrases.js';

const repeated = {
  severity: 'warning',
  why: 'Nothing breaks: they are merged. But if one is taken out later, the addresses stay, and nobody sees why.',
} as const;

export const listWords = {
  VG230: entry<{ readonly file: string; readonly fault: FileFault; readonly fetched: boolean }>({
    severity: 'error',
    title: 'list file that cannot be read',
    what: ({ file, fault }) => `The list ${quoted(file)} ${fileFaults[fault]}.`,
    why: 'The addresses that it should hold would be missing from the rules.',
    instead: ({ fault, fetched }) =>
      fault === 'missing' && fetched
        ? 'Fetch it with `vosguard lists refresh`.'
        : fault === 'outside'
          ? "Put the list into the policy's folder, or allow it with `--allow-outside`."
          : "Name a text file in the policy's folder or below.",
    example: {
      wrong: 'vosguard: 1\naddresses: { list: { file: missing.netset } }\n',
      right: 'vosguard: 1\naddresses: { list: [198.51.100.0/24] }\n',
    },
  }),
  VG231: entry<{ readonly more: number }>({
    severity: 'error',
    title: 'more faults in a list than are shown',
    what: ({ more }) => `The list has ${more} more lines that are no addresses.`,
    why: 'So many have one cause as a rule, such as a file of another kind.',
    instead: () =>
      'Look at the first lines named. If the file is of another kind, name its `format` below `lists`; otherwise mend it.',
    example: {
      wrong: 'vosguard: 1\naddresses: { list: { file: lists/names.txt } }\n',
      right: 'vosguard: 1\naddresses: { list: { file: lists/blocklist.netset } }\n',
    },
  }),
  VG232: entry<{ readonly line: number }>({
    severity: 'error',
    title: 'fault in a list outside the folder',
    what: ({ line }) => `Line ${line} is no address, network or range.`,
    why: "The file is not in the policy's folder, so nothing of it is shown.",
    instead: () => 'Look at the line in the file.',
    example: {
      wrong: 'vosguard: 1\naddresses: { list: { file: /srv/list-with-a-host-name.netset } }\n',
      right: 'vosguard: 1\naddresses: { list: { file: /srv/list.netset } }\n',
    },
  }),
  VG233: entry<Record<string, never>>({
    severity: 'error',
    title: 'two entries on one line',
    what: () => 'More than one entry stands on this line.',
    why: 'A list has one entry a line; the second would be lost.',
    instead: () =>
      'Write each entry on a line of its own; `#` begins a comment. A file with columns is read with its `format` below `lists`: `csv`, `dshield`, `p2p`.',
    example: {
      wrong: 'vosguard: 1\naddresses: { list: { file: lists/two-on-a-line.netset } }\n',
      right: 'vosguard: 1\naddresses: { list: { file: lists/one-on-a-line.netset } }\n',
    },
  }),
  VG235: entry<Record<string, never>>({
    ...repeated,
    title: 'entry written twice',
    what: () => 'These addresses are listed already.',
    instead: () => 'Take one of the two out.',
    example: {
      wrong: 'vosguard: 1\ntrusted: [192.0.2.1, 192.0.2.1]\n',
      right: 'vosguard: 1\ntrusted: [192.0.2.1]\n',
    },
  }),
  VG236: entry<Record<string, never>>({
    ...repeated,
    title: 'entry inside another',
    what: () => 'These addresses are part of another entry.',
    instead: () => 'Take this one out, or make the other one smaller.',
    example: {
      wrong: 'vosguard: 1\ntrusted: [192.0.2.0/24, 192.0.2.1]\n',
      right: 'vosguard: 1\ntrusted: [192.0.2.0/24]\n',
    },
  }),
  VG237: entry<Record<string, never>>({
    ...repeated,
    title: 'entries that overlap',
    what: () => 'Some of these addresses are listed already.',
    instead: () => 'Write ranges that do not overlap.',
    example: {
      wrong: 'vosguard: 1\ntrusted: [192.0.2.1-192.0.2.9, 192.0.2.5-192.0.2.20]\n',
      right: 'vosguard: 1\ntrusted: [192.0.2.1-192.0.2.20]\n',
    },
  }),
  VG238: entry<{ readonly more: number }>({
    ...repeated,
    title: 'more overlaps than are shown',
    what: ({ more }) => `${more} more entries share addresses with others.`,
    instead: () => 'Merge the lists, for example with `iprange`.',
    example: {
      wrong: `vosguard: 1\ntrusted: [${Array.from({ length: 30 }, () => '192.0.2.1').join(', ')}]\n`,
      right: 'vosguard: 1\ntrusted: [192.0.2.1]\n',
    },
  }),
} as const;

export const fileFaults: { readonly [F in FileFault]: string } = {
  missing: 'is not there',
  unreadable: 'may not be read',
  'not-regular': 'is not a regular file',
  outside: "is outside the policy's folder",
  'too-large': 'is too large',
  'not-text': 'is not text',
};
