import { entry } from '../entry.js';
import { alternatives, quoted } from './value-phrases.js';

/** Where in the policy: `sip.ports`; empty for the policy itself. */
interface At {
  readonly path: string;
}

const inside = (path: string) => (path === '' ? 'at the top of a policy' : `in ${quoted(path)}`);

export const structureWords = {
  VG200: entry<{
    readonly key: string;
    readonly within: string;
    readonly nearest: string | undefined;
    readonly known: readonly string[];
  }>({
    severity: 'error',
    title: 'unknown key',
    what: ({ key, within }) => `${quoted(key)} is not a key ${inside(within)}.`,
    why: 'A key that is misspelled would be ignored, and the protection that it asks for would be missing.',
    instead: ({ nearest, known }) =>
      nearest === undefined
        ? `Take it out, or write one of ${alternatives(known)}.`
        : `Write ${quoted(nearest)}.`,
    example: { wrong: 'vosguard: 1\ntrustd: [192.0.2.1]\n', right: 'vosguard: 1\ntrusted: [192.0.2.1]\n' },
  }),
  VG201: entry<At & { readonly expected: string; readonly found: string }>({
    severity: 'error',
    title: 'wrong kind of value',
    what: ({ path, expected, found }) => `${quoted(path)} must be ${expected}, and is ${found}.`,
    why: 'The value cannot be read, so nobody can say what it should do.',
    instead: ({ expected }) => `Write ${expected}.`,
    example: { wrong: 'vosguard: 1\ntrusted: 192.0.2.1\n', right: 'vosguard: 1\ntrusted: [192.0.2.1]\n' },
  }),
  VG202: entry<
    At & { readonly found: string; readonly allowed: readonly string[]; readonly nearest: string | undefined }
  >({
    severity: 'error',
    title: 'not one of the choices',
    what: ({ path, found, allowed }) => `${quoted(path)} must be ${alternatives(allowed)}, and is ${found}.`,
    why: 'Only these have a meaning here.',
    instead: ({ allowed, nearest }) =>
      `Write ${nearest === undefined ? alternatives(allowed) : quoted(nearest)}.`,
    example: { wrong: 'vosguard: 1\ndefault: denny\n', right: 'vosguard: 1\ndefault: deny\n' },
  }),
  VG203: entry<{ readonly keys: readonly string[]; readonly within: string }>({
    severity: 'error',
    title: 'missing key',
    what: ({ keys, within }) => `${alternatives(keys)} is missing ${inside(within)}.`,
    why: 'Without it the rest has no meaning. `null` takes away what a default or an include said.',
    instead: ({ keys }) => `Add ${alternatives(keys)}.`,
    example: {
      wrong: 'vosguard: 1\nsip: { ports: null }\n',
      right: 'vosguard: 1\nsip: { ports: { udp: [5060] } }\n',
    },
  }),
  VG204: entry<
    At & { readonly found: string; readonly low: number | undefined; readonly high: number | undefined }
  >({
    severity: 'error',
    title: 'number out of range',
    what: ({ path, found, low, high }) => `${quoted(path)} is ${found}, ${range(low, high)}.`,
    why: 'The kernel or the switch does not take such a number.',
    instead: ({ low, high }) => `Write a number ${bounds(low, high)}.`,
    example: {
      wrong: 'vosguard: 1\nsip: { strangers: { max_size: { REGISTER: 70000 } } }\n',
      right: 'vosguard: 1\nsip: { strangers: { max_size: { REGISTER: 3000 } } }\n',
    },
  }),
  VG205: entry<
    At & {
      readonly unit: 'characters' | 'items' | 'keys';
      readonly count: number;
      readonly low: number | undefined;
      readonly high: number | undefined;
    }
  >({
    severity: 'error',
    title: 'too long or too short',
    what: ({ path, unit, count, low, high }) => `${quoted(path)} has ${count} ${unit}, ${range(low, high)}.`,
    why: 'An empty value says nothing; one too long fits in no rule.',
    instead: ({ unit, low, high }) => `Give it a number of ${unit} ${bounds(low, high)}.`,
    example: {
      wrong: 'vosguard: 1\nlogging: { prefix: "" }\n',
      right: 'vosguard: 1\nlogging: { prefix: "vosguard " }\n',
    },
  }),
  VG206: entry<At & { readonly text: string; readonly expected: string }>({
    severity: 'error',
    title: 'text in the wrong form',
    what: ({ path, text, expected }) => `${quoted(path)} must be ${expected}, and is ${quoted(text)}.`,
    why: 'The text goes into rules, names or messages, where other characters would break something or say nothing.',
    instead: ({ expected }) => `Write ${expected}.`,
    example: { wrong: 'vosguard: 1\nname: "a;b"\n', right: 'vosguard: 1\nname: a-b\n' },
  }),
  VG207: entry<{ readonly name: string; readonly within: string; readonly expected: string }>({
    severity: 'error',
    title: 'name in the wrong form',
    what: ({ name, within, expected }) =>
      `A key ${inside(within)} must be ${expected}, and is ${quoted(name)}.`,
    why: 'The name becomes part of rule ids, comments and messages.',
    instead: ({ expected }) => `Write ${expected}.`,
    example: {
      wrong: 'vosguard: 1\naddresses: { "my office": [192.0.2.1] }\n',
      right: 'vosguard: 1\naddresses: { my-office: [192.0.2.1] }\n',
    },
  }),
  VG208: entry<At & { readonly first: number; readonly second: number }>({
    severity: 'error',
    title: 'the same item twice',
    what: ({ path, first, second }) =>
      `Items ${first + 1} and ${second + 1} of ${quoted(path)} are the same.`,
    why: 'The second one does nothing; perhaps another was meant.',
    instead: () => 'Take one of them out.',
    example: {
      wrong: 'vosguard: 1\nsignatures: { use: [attack-tools, attack-tools] }\n',
      right: 'vosguard: 1\nsignatures: { use: [attack-tools] }\n',
    },
  }),
  VG209: entry<{ readonly more: number }>({
    severity: 'error',
    title: 'more mistakes than are shown',
    what: ({ more }) => `There are ${more} more mistakes of this kind.`,
    why: 'So many have one cause as a rule, such as a file of another kind.',
    instead: () => 'Mend the ones above and run lint again.',
    example: {
      wrong: `vosguard: 1\ntrusted: [${Array.from({ length: 300 }, () => '1').join(', ')}]\n`,
      right: 'vosguard: 1\ntrusted: [192.0.2.1]\n',
    },
  }),
} as const;

function bounds(low: number | undefined, high: number | undefined): string {
  if (low === undefined) return `of at most ${high}`;
  return high === undefined ? `of at least ${low}` : `from ${low} to ${high}`;
}

function range(low: number | undefined, high: number | undefined): string {
  return high === undefined
    ? `less than ${low}`
    : low === undefined
      ? `more than ${high}`
      : `not ${bounds(low, high)}`;
}
