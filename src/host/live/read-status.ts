import { type Family, families } from '../../net/address.js';
import { type Probe, type ProbeInput, probeScript, readProbe } from '../../status/probe-script.js';
import type { Machine } from '../machine.js';
import { readNftRules } from './read-host.js';
import { type OtherVariant, otherVariants } from './read-xtables.js';

/** What `status` asks of a host. No set is listed with what is in it, but those of nft that are to be counted. */
export interface Now {
  /** With counters. */
  readonly iptables: Readonly<Record<Family, string>>;
  readonly nftJson: string;
  readonly ipset: string;
  readonly sysctls: ReadonlyMap<string, string>;
  readonly probe: Probe;
  /** The other variant of iptables, where it holds rules. */
  readonly others: readonly OtherVariant[];
  /** The host has addresses of IPv6, and nothing to filter it with. */
  readonly openSix: boolean;
}

const save: Readonly<Record<Family, string>> = { ipv4: 'iptables-save', ipv6: 'ip6tables-save' };

/** Versions that know no -t list everything. Where ipset is not there, there are no sets of it. */
const IPSETS = "ipset list -t 2> /dev/null || ipset save 2> /dev/null | sed -n '/^create /p'";

/** In words, why it cannot be read: a tool that is there and fails. One that is not there has no rules. */
export async function readStatus(
  machine: Machine,
  keys: readonly string[],
  probe: ProbeInput,
): Promise<Now | string> {
  const { run, read } = machine;
  const told = async (tool: string, words: readonly string[], input?: string) => {
    const result = await run(tool, words, input === undefined ? {} : { input });
    if (result.kind === 'missing') return '';
    if (result.kind === 'done') return result.output;
    failures.push(`${tool} could not be asked: ${result.words}`);
    return '';
  };
  const failures: string[] = [];
  const iptables: Record<Family, string> = { ipv4: '', ipv6: '' };
  const hasSix = (await read(['/proc/net/if_inet6'])).size > 0;
  for (const family of families)
    if (family === 'ipv4' || hasSix) iptables[family] = await told(save[family], ['-c']);
  // See read-nft.ts: `list table` would fetch the elements of every set.
  const nft = await readNftRules(machine);
  if (nft.result.kind === 'failed') failures.push(`nft could not be asked: ${nft.result.words}`);
  const nftJson = nft.json;
  const ipset = await told('sh', ['-c', IPSETS]);
  const script = await told('sh', ['-s'], probeScript(probe));
  const sysctls = await valuesOf(read, keys);
  return (
    failures[0] ?? {
      iptables,
      nftJson,
      ipset,
      sysctls,
      probe: readProbe(script),
      others: await otherVariants(machine),
      openSix: hasSix && (await isOpen(machine)),
    }
  );
}

/** A key with a colon is a module's parameter, as the installer writes it. */
async function valuesOf(
  read: Machine['read'],
  keys: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const pathOf = (key: string) => {
    const [module, parameter] = key.split(':');
    return parameter === undefined
      ? `/proc/sys/${key.replaceAll('.', '/')}`
      : `/sys/module/${module}/parameters/${parameter}`;
  };
  const texts = await read(keys.map(pathOf));
  return new Map(
    keys.flatMap((key) => {
      const text = texts.get(pathOf(key));
      return text === undefined ? [] : [[key, text.trim().replace(/\s+/g, ' ')] as const];
    }),
  );
}

/** /proc/net/if_inet6 has a line for each address, with the device at its end. */
async function isOpen({ run, read }: Machine): Promise<boolean> {
  const addresses = (await read(['/proc/net/if_inet6'])).get('/proc/net/if_inet6') ?? '';
  if (!/ (?!lo$)\S+$/m.test(addresses.trimEnd())) return false;
  return (await run('ip6tables', ['--version'])).kind === 'missing';
}
