import { type Family, families } from '../../net/address.js';
import { missingModules, modulesAdvice, sampleRules } from '../../plan/missing-modules.js';
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

const restore: Readonly<Record<Family, string>> = { ipv4: 'iptables-restore', ipv6: 'ip6tables-restore' };
const REFUSED = 'vosguard: refused';

/**
 * Why a host's iptables does not take these rules; `undefined` where it takes them, or where no trial can be made. They are tried
 * in a network namespace that ends with the trial, as a sample that needs no set: before Linux 3.13 sets belong to all namespaces.
 */
export async function refusalOf(
  machine: Machine,
  texts: Readonly<Record<Family, string>>,
): Promise<string | undefined> {
  const hasSix = (await machine.read(['/proc/net/if_inet6'])).size > 0;
  for (const family of families) {
    if (texts[family] === '' || (family === 'ipv6' && !hasSix)) continue;
    const words = await tried(machine, restore[family], sampleRules(texts[family]));
    if (words !== undefined) return words;
  }
  return undefined;
}

async function tried({ run, read }: Machine, tool: string, rules: string): Promise<string | undefined> {
  const script = `command -v ${tool} > /dev/null || exit 3; ${tool} --noflush 2>&1 || echo '${REFUSED}'`;
  const result = await run('unshare', ['--net', '--', 'sh', '-c', script], { input: rules });
  if (result.kind === 'missing') return undefined;
  if (result.kind === 'failed') return undefined;
  if (!result.output.includes(REFUSED)) return undefined;
  const missing = missingModules(result.output);
  if (missing.length === 0) return `${tool} does not take them: ${lastWords(result.output)}`;
  const files = await read(['/etc/os-release', '/proc/sys/kernel/osrelease']);
  const release = (files.get('/proc/sys/kernel/osrelease') ?? '').trim();
  const advice = modulesAdvice(missing, files.get('/etc/os-release') ?? '', release);
  return `this kernel lacks ${missing.join(', ')}; ${advice}`;
}

const lastWords = (output: string): string =>
  output
    .split('\n')
    .filter((line) => line !== '' && line !== REFUSED)
    .at(-1) ?? 'it says nothing';
