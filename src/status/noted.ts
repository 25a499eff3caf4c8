import type { Address } from '../net/address.js';
import { readAddress } from '../net/read-address.js';
import type { Applied } from '../plan/applied.js';
import type { Refused } from './status.js';

/** A source that a rule has written down, and how many of its packets at least. */
export interface Noted {
  readonly rule: string;
  readonly address: Address;
  readonly packets: number;
  /** There were more: the kernel counts no further. */
  readonly more: boolean;
}

/** Time stamps that xt_recent keeps of a source where nothing else is said (`ip_pkt_list_tot`). */
const STAMPS = 20;

/**
 * A script for `sh -s`: what nft holds of addresses with the number of a rule, as nft prints it, and what iptables' rules have noted in
 * /proc/net/xt_recent, under a line `recent NAME`. Both are short by their making; nothing is changed.
 */
export const NOTED_SCRIPT = `LC_ALL=C
PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin"
export LC_ALL PATH
for set in noted4 noted6; do
	nft list set inet vosguard "$set" 2> /dev/null
done
for file in /proc/net/xt_recent/vg-*-[46]; do
	[ -f "$file" ] || continue
	echo "recent \${file##*/vg-}"
	cat "$file"
done
exit 0
`;

/** The answer of the script. What is for no rule that was applied is left out: numbers are those of one policy. */
export function readNoted(text: string, { noted }: Pick<Applied, 'noted'>): readonly Noted[] {
  const [fromNft = '', ...recent] = text.split(/^recent /m);
  return [...elements(fromNft, noted), ...recent.flatMap(recentList)];
}

const element = /([0-9a-f.:]+) \. 0x([0-9a-f]+) ([^,}]*)/g;

const elements = (text: string, noted: Applied['noted']): readonly Noted[] =>
  [...text.matchAll(element)].flatMap(([, address = '', number = '', rest = '']) => {
    const rule = noted.get(Number.parseInt(number, 16));
    const packets = Number(/counter packets (\d+)/.exec(rest)?.[1] ?? 0);
    return rule === undefined ? [] : notedOf(rule, address, packets, false);
  });

function recentList(text: string): readonly Noted[] {
  const [name = '', ...lines] = text.split('\n');
  const rule = name.replace(/-[46]$/, '');
  return lines.flatMap((line) => {
    const [, address = '', stamps = ''] = /^src=(\S+) .*oldest_pkt: \d+ (.*)$/.exec(line) ?? [];
    const packets = stamps === '' ? 0 : stamps.split(',').length;
    return address === '' ? [] : notedOf(rule, address, packets, packets >= STAMPS);
  });
}

function notedOf(rule: string, text: string, packets: number, more: boolean): readonly Noted[] {
  const read = readAddress(text);
  return read.kind === 'address' ? [{ rule, address: read.address, packets, more }] : [];
}

/** Each rule with those of its sources that it has refused most, the busiest first. */
export function withSources(refused: readonly Refused[], noted: readonly Noted[]): readonly Refused[] {
  return refused.map((one) => ({
    ...one,
    sources: noted
      .filter(({ rule }) => rule === one.id)
      .toSorted((a, b) => b.packets - a.packets)
      .map(({ address, packets, more }) => ({ address, packets, more })),
  }));
}
