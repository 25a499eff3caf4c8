import type { Machine } from '../machine.js';

export type Canonical =
  | { readonly kind: 'table'; readonly json: string }
  | { readonly kind: 'failed'; readonly words: string };

/** Loads and lists. nft may load with a warning; its words go to stderr and are not part of the listing. */
const SCRIPT = 'nft -f - && exec nft --json --terse list ruleset inet';

/**
 * nft's own listing of rules that it is given, made by loading them where nobody sees them: a network namespace of its own,
 * which ends with the command. So what is compared has been through the same nft and the same kernel.
 */
export async function canonicalTable({ run, isRoot }: Machine, rules: string): Promise<Canonical> {
  const user = (await isRoot()) ? [] : ['--user', '--map-root-user'];
  const trial = await run('unshare', [...user, '--net', '--', 'true']);
  if (trial.kind === 'missing') return failed('unshare (util-linux) is not on this host');
  if (trial.kind === 'failed') return failed(`no network namespace can be had here (${trial.words})`);
  const listed = await run('unshare', [...user, '--net', '--', 'sh', '-c', SCRIPT], { input: rules });
  if (listed.kind === 'missing') return failed('unshare (util-linux) is not on this host');
  if (listed.kind === 'failed') return failed(`nft does not take them (${listed.words})`);
  return { kind: 'table', json: listed.output };
}

const failed = (words: string): Canonical => ({ kind: 'failed', words });
