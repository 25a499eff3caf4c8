import { entry } from '../entry.js';
import { quoted } from '../shape/quoting.js';

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

/** VG240 to VG244: list files whose content cannot be meant. */
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
    why: 'As a rule a download has failed, and everybody whom it blocked until now is let in again. What was blocked before is not known here: the rules that are in force hold it until the next apply.',
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
} as const;

const MOST_LINES = 20;

function linesText(lines: readonly number[]): string {
  const more = lines.length - MOST_LINES;
  const told = lines.slice(0, MOST_LINES).join(', ');
  return `${lines.length === 1 ? 'line' : 'lines'} ${told}${more > 0 ? ` and ${more} more` : ''}`;
}
