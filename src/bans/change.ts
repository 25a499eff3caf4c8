import { sharedText, shellQuote } from '../emit/install/head.js';
import { type Address, addressText, type Family, families } from '../net/address.js';
import type { Applied, AppliedSet } from '../plan/applied.js';

export type Backend = 'iptables' | 'nftables';

/**
 * The names of the sets of one family of the backend that runs, by what they hold. Where a rule cannot give an entry its time (iptables
 * before 1.4.12), there is a set for each time; the first is the one that is filled by hand.
 */
export type SetsOf = (
  holds: 'banned' | 'paroled' | 'proven' | 'known' | 'registered' | 'called',
  family: Family,
) => readonly AppliedSet[];

export const setsOf =
  ({ sets }: Pick<Applied, 'sets'>, backend: Backend): SetsOf =>
  (holds, family) =>
    sets.filter((set) => set.backend === backend && set.family === family && set.holds === holds);

/** What a tool reads to change bans: the tool, its words and its input. */
export interface Batch {
  readonly tool: string;
  readonly words: readonly string[];
  readonly lines: readonly string[];
}

const tools = {
  iptables: { tool: 'ipset', words: ['restore'] },
  nftables: { tool: 'nft', words: ['-f', '-'] },
} as const;

/** A ban by hand holds for UDP and TCP, and has no parole. */
const everyBan = ['banned', 'paroled', 'proven'] as const;

/** Bans for so many seconds, anew where it is banned already. `isKnown`: it leaves the lane of known sources. */
export function addBatch(
  backend: Backend,
  sets: SetsOf,
  address: Address,
  seconds: number,
  isKnown: boolean,
): Batch {
  const text = addressText(address);
  const known = isKnown ? sets('known', address.family) : [];
  const registered = isKnown ? sets('registered', address.family) : [];
  const named = everyBan.map((holds) => sets(holds, address.family));
  switch (backend) {
    case 'iptables': {
      const others = [...known, ...registered, ...named.flatMap((all) => all.slice(1))];
      return {
        ...tools.iptables,
        lines: [
          ...others.map(({ name }) => `del ${name} ${text} -exist`),
          ...named.flatMap((all) =>
            all.slice(0, 1).map(({ name }) => `add ${name} ${text} timeout ${seconds} -exist`),
          ),
        ],
      };
    }
    case 'nftables':
      return {
        ...tools.nftables,
        lines: [
          ...known.map(({ name }) => element('delete', name, text)),
          ...registered.flatMap(({ name }) => removal(name, text)),
          ...named
            .flat()
            .flatMap(({ name }) => [
              ...removal(name, text),
              element('add', name, `${text} timeout ${seconds}s`),
            ]),
        ],
      };
  }
}

export function removeBatch(backend: Backend, sets: SetsOf, addresses: readonly Address[]): Batch {
  const lines = addresses.flatMap((address) => {
    const text = addressText(address);
    return everyBan
      .flatMap((holds) => sets(holds, address.family))
      .flatMap(({ name }) => (backend === 'iptables' ? [`del ${name} ${text} -exist`] : removal(name, text)));
  });
  return { ...tools[backend], lines };
}

export function clearBatch(backend: Backend, sets: SetsOf): Batch {
  const all = families.flatMap((family) => everyBan.flatMap((holds) => sets(holds, family)));
  return {
    ...tools[backend],
    lines: all.map(({ name }) =>
      backend === 'iptables' ? `flush ${name}` : `flush set inet vosguard ${name}`,
    ),
  };
}

const element = (verb: 'add' | 'delete', set: string, text: string): string =>
  `${verb} element inet vosguard ${set} { ${text} }`;

/** nft has no "if it is there": what is added first can be deleted, in the same step. */
const removal = (set: string, text: string): readonly string[] => [
  element('add', set, text),
  element('delete', set, text),
];

export interface ChangeInput {
  /** `/var/lib/vosguard`, below the root that was asked for. */
  readonly state: string;
  /** What was in the files `pending` and `applied` when the sets were looked at. */
  readonly applied: string;
  readonly pending: string;
  readonly batch: Batch;
  /** Sources whose record goes; `all`: every record. */
  readonly forget: readonly string[] | 'all';
  /** A record that is new, and for how many seconds it counts. */
  readonly record: { readonly source: string; readonly seconds: number; readonly reason: string } | undefined;
}

/**
 * A script for `sh -s`, which changes the sets while no apply is at work: it takes the installer's own lock, on the host that
 * it runs on. It prints one line: `done`, `unrecorded` (done in the kernel, and not written down), `moved`, `busy` or `failed` with words.
 */
export function changeScript({ state, applied, pending, batch, forget, record }: ChangeInput): string {
  const { tool, words, lines } = batch;
  const kept =
    forget === 'all'
      ? ':'
      : `cat "$STATE/bans" 2> /dev/null | awk -v now="$now" -v gone=${shellQuote(` ${forget.join(' ')} `)} '$2 > now && !index(gone, " " $1 " ")'`;
  const added =
    record === undefined
      ? ':'
      : `printf '%s %s %s\\n' ${shellQuote(record.source)} "$((now + ${record.seconds}))" ${shellQuote(record.reason)}`;
  return `set -u
umask 077
LC_ALL=C
PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin"
export LC_ALL PATH
STATE=${shellQuote(state)}
${sharedText()}
LOCKED=no
give_up() {
	drop_lock
	echo "$1"
	exit 0
}
trap 'drop_lock; exit 1' HUP INT TERM
take_lock 5 || give_up "busy $(at_work)"
now_applied="$(cat "$STATE/pending" 2> /dev/null) $(cat "$STATE/applied" 2> /dev/null)"
[ "$now_applied" = ${shellQuote(`${pending} ${applied}`)} ] || give_up moved
said=$(${[tool, ...words].join(' ')} 2>&1 <<'END'
${lines.join('\n')}
END
) || give_up "failed $(printf '%s' "$said" | tail -n 3 | tr '\\n' ' ')"
now=$(date +%s)
record=$(
	${kept}
	${added}
)
# A disk may take a part of it, and the record of all others is worth more than that of this one.
[ -z "$record" ] || record="$record
"
if printf '%s' "$record" > "$STATE/bans.new" && printf '%s' "$record" | cmp -s - "$STATE/bans.new" && on_disk "$STATE/bans.new" "$STATE/bans"; then give_up done; fi
rm -f "$STATE/bans.new"
give_up unrecorded
`;
}
