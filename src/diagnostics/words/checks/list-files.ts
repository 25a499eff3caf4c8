import { entry } from '../entry.js';
import { alternatives, quoted } from '../shape/value-phrases.js';

interface Use {
  readonly file: string;
  /** `trusted`, `services.ssh.from`. */
  readonly place: string;
}

interface LeftOut {
  readonly file: string;
  readonly addresses: string;
  readonly lines: readonly number[];
}

const policy = (file: string, use: string): string =>
  `vosguard: 1\naddresses: { listed: { file: lists/${file} } }\n${use}: [listed]\n`;

const listed = (file: string, keys: string): string =>
  `vosguard: 1\nlists: { feed: { file: lists/${file}, ${keys} } }\nblocked: [{ list: feed }]\n`;

/** VG240 to VG250: list files whose content cannot be meant. */
export const listFileWords = {
  VG240: entry<Use>({
    severity: 'error',
    title: 'empty list of those who are let in',
    what: ({ file, place }) => `The list ${quoted(file)} in "${place}" has no address.`,
    why: 'As a rule an export or a download has failed. With this list nobody of it is let in: carriers become strangers, and administrators are shut out.',
    instead: () => 'Make the list again. The rules that are in force stay as they are until then.',
    example: { wrong: policy('empty.netset', 'trusted'), right: policy('blocklist.netset', 'trusted') },
  }),
  VG241: entry<Use>({
    severity: 'warning',
    title: 'empty blocklist',
    what: ({ file, place }) => `The list ${quoted(file)} in "${place}" blocks nobody: it has no address.`,
    why: 'Usually a download has failed, and every source that it blocked until now is let in again. What was blocked before is not known here: the rules that are in force hold it until the next apply.',
    instead: () =>
      'Download the list again. `apply --yes` refuses it. If it may be empty, say so with a comment above the line that names it: `# vosguard-disable-next-line VG241 -- the reason`.',
    example: { wrong: policy('empty.netset', 'blocked'), right: policy('blocklist.netset', 'blocked') },
  }),
  VG242: entry<Use & { readonly whole: boolean }>({
    severity: 'error',
    title: 'a list for most of the internet',
    what: ({ file, place, whole }) =>
      whole
        ? `The list ${quoted(file)} in "${place}" holds more than half of all addresses.`
        : `A line of the list ${quoted(file)} in "${place}" stands for a large part of the internet.`,
    why: 'In a list from elsewhere that is a mistake or an attack: blocked, it shuts out every customer; let in, it lets in everybody.',
    instead: () => 'Take the line out of the list. If it is meant, write the network in the policy itself.',
    example: { wrong: policy('everything.netset', 'blocked'), right: policy('blocklist.netset', 'blocked') },
  }),
  VG243: entry<LeftOut>({
    severity: 'warning',
    title: 'private networks in a blocklist',
    what: ({ file, addresses, lines }) =>
      `The list ${quoted(file)} holds whole private networks (${addresses}; ${linesText(lines)}); they are not blocked.`,
    why: 'Phones, gateways and your own network may have such addresses. A list of bogus networks is made for hosts at the edge of the internet.',
    instead: () =>
      'To block them, write them in the policy: `blocked: [10.0.0.0/8, ...]`. Otherwise say that it is known, with a comment above the line that names the list: `# vosguard-disable-next-line VG243 -- the reason`.',
    example: { wrong: policy('private.netset', 'blocked'), right: policy('blocklist.netset', 'blocked') },
  }),
  VG244: entry<LeftOut>({
    severity: 'note',
    title: 'entries of a blocklist that are left out',
    what: ({ file, addresses, lines }) =>
      `Left out of the list ${quoted(file)}: ${addresses} (${linesText(lines)}).`,
    why: 'Loopback, link-local and multicast addresses are no sources on the internet, and this host needs them.',
    instead: () => 'Nothing has to be done.',
    example: { wrong: policy('loopback.netset', 'blocked'), right: policy('blocklist.netset', 'blocked') },
  }),
  VG245: entry<{ readonly file: string; readonly lines: readonly number[]; readonly more: number }>({
    severity: 'note',
    title: 'lines of a list that are left out',
    what: ({ file, lines, more }) => `Left out of the list ${quoted(file)}: ${linesText(lines, more)}.`,
    why: 'They cannot be read, and `skip` allows so many.',
    instead: () => 'Nothing has to be done.',
    example: {
      wrong: listed('one-name.txt', 'skip: 3'),
      right: listed('blocklist.netset', 'skip: 3'),
    },
  }),
  VG246: entry<{
    readonly file: string;
    readonly entries: number;
    readonly than: 'min' | 'max';
    readonly bound: number;
  }>({
    severity: 'error',
    title: 'a list with too few or too many entries',
    what: ({ file, entries, than, bound }) =>
      `The list ${quoted(file)} has ${entries} ${entries === 1 ? 'entry' : 'entries'}, ${than === 'min' ? 'fewer' : 'more'} than ${quoted(`${than}: ${bound}`)}.`,
    why: 'As a rule half a file has come, or another one. The rules that are in force stay as they are.',
    instead: ({ than }) => `Get the list again, or change ${quoted(than)}.`,
    example: { wrong: listed('blocklist.netset', 'min: 500'), right: listed('blocklist.netset', 'min: 1') },
  }),
  VG247: entry<{ readonly file: string; readonly what: keyof typeof others }>({
    severity: 'error',
    title: 'a file that is no list',
    what: ({ file, what }) => `The list ${quoted(file)} is ${others[what]}.`,
    why: 'As a rule a download has failed, and the answer of a server or a proxy was stored instead.',
    instead: ({ what }) =>
      what === 'json'
        ? 'If it is the list, name it below `lists` with `format: json` and `path`.'
        : what === 'compressed'
          ? 'Unpack it first.'
          : 'Get the list again.',
    example: { wrong: listed('page.html', 'min: 1'), right: listed('blocklist.netset', 'min: 1') },
  }),
  VG248: entry<{ readonly file: string }>({
    severity: 'error',
    title: 'JSON that breaks off',
    what: ({ file }) => `The list ${quoted(file)} is no JSON, or ends too early.`,
    why: 'Half a download is half a list.',
    instead: () => 'Get the list again.',
    example: {
      wrong: listed('half.json', 'format: json, path: ip'),
      right: listed('bans.json', 'format: json, path: ip'),
    },
  }),
  VG249: entry<{ readonly file: string; readonly keys: readonly string[] }>({
    severity: 'error',
    title: 'JSON without the keys that lead to addresses',
    what: ({ file, keys }) =>
      keys.length === 0
        ? `The list ${quoted(file)} has no text at its top.`
        : `Nothing in the list ${quoted(file)} stands at ${quoted(keys.join('.'))}.`,
    why: 'No address is read, so the list would hold nobody.',
    instead: () =>
      'Write the keys from the outermost to the one that has an address, as in `path: prefixes.ip_prefix`; arrays need no word.',
    example: {
      wrong: listed('bans.json', 'format: json, path: address'),
      right: listed('bans.json', 'format: json, path: ip'),
    },
  }),
  VG250: entry<{
    readonly path: string;
    readonly key: string;
    readonly format: string;
    readonly of: readonly string[];
  }>({
    severity: 'error',
    title: 'a key of another format',
    what: ({ path, key, format }) =>
      `${quoted(path)}: ${quoted(key)} means nothing with the format ${quoted(format)}.`,
    why: 'The list would be read in another way than this line says.',
    instead: ({ of }) => `Take it out, or write the format that it is for: ${alternatives(of)}.`,
    example: {
      wrong: listed('blocklist.netset', 'column: 2'),
      right: listed('blocklist.netset', 'format: csv, column: 1'),
    },
  }),
} as const;

const others = {
  html: 'a page in HTML',
  json: 'JSON',
  compressed: 'compressed',
  binary: 'no text',
} as const;

const MOST_LINES = 20;

function linesText(lines: readonly number[], besides = 0): string {
  const told = lines.slice(0, MOST_LINES);
  const more = lines.length - told.length + besides;
  return `${lines.length === 1 ? 'line' : 'lines'} ${told.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
