import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Backend } from '../../bans/sets.js';
import { isList } from '../../json/json.js';
import type { AddressSet } from '../../net/address-set.js';
import { readSetContents } from '../../plan/nftables/listed-text.js';
import { objectsOf } from '../../plan/nftables/read-nft-json.js';
import { readMembers } from '../../plan/read-ipset.js';
import type { Machine } from '../machine.js';
import { toolPath } from '../run-tool.js';

/** The networks of a list, such as the trusted; in words, why they cannot be had. */
export async function readListSet(
  { run }: Machine,
  backend: Backend,
  set: string,
): Promise<AddressSet | string> {
  const listed =
    backend === 'iptables'
      ? await run('ipset', ['save', set])
      : await run('nft', ['list', 'set', 'inet', 'vosguard', set]);
  if (listed.kind === 'missing') return `${listed.tool} is not on this host`;
  if (listed.kind === 'failed') return `the set ${set} cannot be read: ${listed.words}`;
  if (backend === 'iptables') return readMembers(listed.output, set).addresses;
  const contents = readSetContents(listed.output, () => true).get(set);
  return contents?.addresses ?? `the set ${set} cannot be read`;
}

/** A long list as install.sh has loaded and recorded it. */
export interface RecordedList {
  readonly name: string;
  readonly entries: number;
  readonly sha256: string;
  /** The file with its entries, one a line. */
  readonly file: string;
  /** Whether it still stands as it was loaded; of nftables, given what `nft --json list ruleset` prints. */
  readonly holds: (nftJson: string) => Promise<boolean>;
}

/**
 * Reads the record that `installer/25-lists.sh` keeps below `root`, and begins at once to ask ipset, which takes a second for a
 * million; the compiler can work meanwhile.
 */
export function knownLists(root: string): readonly RecordedList[] {
  const folder = join(root, 'var/lib/vosguard/lists');
  return linesOf(join(folder, 'live')).flatMap((line) => {
    const [name = '', entries = '', sha256 = '', mark = ''] = line.split(' ');
    const file = join(folder, sha256);
    if (mark === '' || !/^[0-9a-f]{64}$/.test(sha256) || !existsSync(file)) return [];
    const saved = name.startsWith('vg-') ? savedSum(name) : undefined;
    const holds = async (nftJson: string) =>
      saved === undefined ? nftMark(nftJson, name) === mark : (await saved) === mark;
    return [{ name, entries: Number(entries), sha256, file, holds }];
  });
}

function linesOf(path: string): readonly string[] {
  try {
    return readFileSync(path, 'utf8').split('\n');
  } catch {
    // Nothing has been applied here, or this is not root, who is told so later.
    return [];
  }
}

/** What `ipset save` prints is 30 MB; it does not come into this process. */
function savedSum(name: string): Promise<string | undefined> {
  const script = 'ipset save "$1" 2> /dev/null | sha256sum';
  const env = { LC_ALL: 'C', PATH: toolPath() };
  const child = spawn('sh', ['-c', script, 'sh', name], { env, stdio: ['ignore', 'pipe', 'ignore'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  return new Promise((resolve) => {
    child.on('error', () => resolve(undefined));
    child.on('close', () => resolve(output.split(' ')[0]));
  });
}

/** As `nft_marks` of install.sh has it. */
function nftMark(json: string, name: string): string | undefined {
  const objects = objectsOf(json) ?? [];
  const contents = (wanted: string) =>
    objects.flatMap(([kind, content]) => (kind === wanted ? [content] : []));
  const table = contents('table').find((one) => one.family === 'inet' && one.name === 'vosguard');
  const set = contents('set').find((one) => one.table === 'vosguard' && one.name === name);
  if (table?.handle === undefined || set?.handle === undefined) return undefined;
  if (!isList(set.flags) || !set.flags.includes('constant')) return undefined;
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return `${boot}/${readlinkSync('/proc/self/ns/net')}/${table.handle}/${set.handle}`;
}
