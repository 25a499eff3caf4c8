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
 * it runs on. It prints one line: `done`, `busy`, `moved` or `failed` with words.
 */
export function changeScript({ state, applied, pending, batch, forget, record }: ChangeInput): string {
  const { tool, words, lines } = batch;
  const kept =
    forget === 'all'
      ? ':'
      : `awk -v now="$now" -v gone=${shellQuote(` ${forget.join(' ')} `)} '$2 > now && !index(gone, " " $1 " ")' "$STATE/bans" 2> /dev/null`;
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
take_lock 5 || give_up busy
now_applied="$(cat "$STATE/pending" 2> /dev/null) $(cat "$STATE/applied" 2> /dev/null)"
[ "$now_applied" = ${shellQuote(`${pending} ${applied}`)} ] || give_up moved
cat > "$STATE/bans.batch" <<'END'
${lines.join('\n')}
END
said=$(${[tool, ...words].join(' ')} < "$STATE/bans.batch" 2>&1)
ended=$?
rm -f "$STATE/bans.batch"
[ "$ended" = 0 ] || give_up "failed $(printf '%s' "$said" | tail -n 3 | tr '\\n' ' ')"
now=$(date +%s)
{
	${kept}
	${added}
} > "$STATE/bans.new"
on_disk "$STATE/bans.new" "$STATE/bans" || give_up 'failed the record could not be written'
give_up done
`;
}
