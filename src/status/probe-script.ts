import { sharedText, shellQuote } from '../emit/install/head.js';
import type { Family } from '../net/address.js';

export interface ProbeInput {
  readonly root: string;
  readonly snapshot: string;
  /** Sets of nft whose elements are to be counted, and tables of hashlimit. */
  readonly nftSets: readonly string[];
  readonly hashlimits: readonly string[];
}

/** Seconds after which no further set of nft is counted. */
const PATIENCE = 10;
/** Bytes of one table in /proc that are read: some 60,000 lines. */
const MOST = 4 * 2 ** 20;

/**
 * A script for `sh -s` that looks at what only the host itself can tell, and changes nothing (a folder of its own for listings is gone at the end). Its answers, a line each: `now` and
 * `applied` with seconds of the epoch, `boot` with a file that is not as it was written, `waiter gone`, `wrong` and `note` with words, and `load NAME COUNT`, where
 * `-` stands for what would have taken too long and a `+` behind the count for "at least"; `ends` with the seconds that are left of a
 * profile and the apply that comes back then, `alarm` with a profile that the rules have begun, its family, and the seconds that are left and that have passed, `hand` with the sheet of what its operator has to put back on the switch.
 *
 * nft counts nothing: it has to list a set, and the kernel begins at its front for every few hundred elements.
 */
export function probeScript({ root, snapshot, nftSets, hashlimits }: ProbeInput): string {
  return `set -u
LC_ALL=C
PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin"
export LC_ALL PATH
ROOT=${shellQuote(root)}
SNAP=${shellQuote(snapshot)}
STATE=$ROOT/var/lib/vosguard
WORK=$(mktemp -d) || exit 1
trap 'rm -rf "$WORK"' EXIT
${sharedText()}
begin=$(date +%s)
echo "now $begin"
echo "applied $(stat -c %Y "$SNAP/asked" 2> /dev/null)"
if [ "$(cat "$SNAP/persist" 2> /dev/null)" = yes ] && [ -d "$SNAP/boot.d" ]; then
	for file in $OUR_FILES; do
		there "$SNAP/boot.d/$file" || continue
		same_file "$SNAP/boot.d/$file" "$ROOT/$file" || echo "boot $file"
	done
fi
# shellcheck disable=SC2046 # pid and beginning
alive $(cat "$SNAP/waiter" 2> /dev/null || echo 0 0) || echo 'waiter gone'
tell_host
tell_fetched
if left=$(seconds_left); then echo "ends $left $(cat "$SNAP/base" 2> /dev/null)"; fi
[ ! -s "$STATE/by-hand.md" ] || echo "hand $STATE/by-hand.md"
alarms_told | sed 's/^/alarm /'
applied_ports
others_told | sed 's/^[a-z]* /note /'
for table in ${hashlimits.join(' ')}; do
	for family in ipt ip6t; do
		file=/proc/net/\${family}_hashlimit/$table
		[ -r "$file" ] || continue
		head -c ${MOST} "$file" | awk -v table="$table" '{ bytes += length($0) + 1 } END { print "load", table, NR (bytes >= ${MOST} ? "+" : "") }'
	done
done
for set in ${nftSets.join(' ')}; do
	if [ $(($(date +%s) - begin)) -lt ${PATIENCE} ]; then
		nft list set inet vosguard "$set" 2> /dev/null | awk -v set="$set" '{ n += gsub(/ expires /, "") } END { print "load", set, n + 0 }'
	else
		echo "load $set -"
	fi
done
`;
}

export interface ProfileEnd {
  /** Below zero once its time is over. */
  readonly secondsLeft: number;
  /** The number of the apply that comes back then; `undefined`: nothing does. */
  readonly back: number | undefined;
}

/** A profile that the rules have begun by themselves, for one address family. */
export interface Begun {
  readonly profile: string;
  readonly family: Family;
  readonly secondsLeft: number;
  readonly since: number;
}

export interface Probe {
  readonly now: number | undefined;
  /** When the apply had put everything into force. */
  readonly applied: number | undefined;
  readonly bootFiles: readonly string[];
  readonly waiterGone: boolean;
  /** In the installer's own words: what is wrong with the start of the rules, and what to know of others that load theirs. */
  readonly wrong: readonly string[];
  readonly notes: readonly string[];
  readonly ends: ProfileEnd | undefined;
  readonly begun: readonly Begun[];
  /** The sheet of the switch's own settings that are to be put back by hand. */
  readonly byHand: string | undefined;
  /** By set or table; a table of both families counts once for each. `more`: there are at least so many. */
  readonly loads: ReadonlyMap<string, { readonly entries: number; readonly more: boolean } | undefined>;
}

export function readProbe(text: string): Probe {
  const of = (word: string) =>
    [...text.matchAll(new RegExp(`^${word} (.+)$`, 'gm'))].map(([, rest = '']) => rest);
  const time = (word: string) => {
    const found = of(word)[0];
    return found !== undefined && /^\d+$/.test(found) ? Number(found) : undefined;
  };
  const loads = new Map<string, { readonly entries: number; readonly more: boolean } | undefined>();
  for (const line of of('load')) {
    const [name = '', count = ''] = line.split(' ');
    const entries = Number.parseInt(count, 10);
    const before = loads.get(name)?.entries ?? 0;
    loads.set(
      name,
      Number.isNaN(entries) ? undefined : { entries: Math.max(before, entries), more: count.endsWith('+') },
    );
  }
  return {
    now: time('now'),
    applied: time('applied'),
    bootFiles: of('boot'),
    waiterGone: of('waiter').includes('gone'),
    wrong: of('wrong'),
    notes: of('note'),
    ends: endOf(of('ends')[0] ?? ''),
    begun: of('alarm').flatMap(begunIn),
    byHand: of('hand')[0],
    loads,
  };
}

function begunIn(text: string): readonly Begun[] {
  const [, profile = '', family, left, since] = /^([\w-]+) ([46]) (\d+) (\d+)$/.exec(text) ?? [];
  if (family === undefined) return [];
  return [
    {
      profile,
      family: family === '4' ? 'ipv4' : 'ipv6',
      secondsLeft: Number(left),
      since: Number(since),
    },
  ];
}

function endOf(text: string): ProfileEnd | undefined {
  const [, left, back = ''] = /^(-?\d+) ?(\d*)$/.exec(text) ?? [];
  return left === undefined
    ? undefined
    : { secondsLeft: Number(left), back: back === '' ? undefined : Number(back) };
}
