import { sharedText } from '../emit/install/shared-text.js';
import { shellQuote } from '../emit/install/shell-quote.js';
import type { Batch } from './change.js';

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
