import { portSetsIn, withSets } from '../../beside/nftables/port-sets.js';
import { type Address, addressText, type Family, families, isLoopback } from '../../net/address.js';
import { readAddress } from '../../net/read-address.js';
import type { Machine } from '../machine.js';
import { type Variant, variantOf } from './read-xtables.js';

/** What the tools of a host print of everybody's rules, ours among them. */
export interface OtherRules {
  /** One for each variant of iptables that has rules. */
  readonly iptables: readonly XtListing[];
  /** `nft -j list ruleset`, without the elements of sets but those of ports; empty where nft does not answer. */
  readonly nftJson: string;
  readonly addresses: readonly Address[];
  /** Of the default routes. */
  readonly devices: readonly string[];
}

export interface XtListing {
  readonly family: Family;
  readonly variant: Variant;
  /** Whether `iptables` on this host is this variant. */
  readonly isPlain: boolean;
  readonly text: string;
}

const tools: Readonly<Record<Family, string>> = { ipv4: 'iptables', ipv6: 'ip6tables' };
const names: Readonly<Record<Family, string>> = {
  ipv4: '/proc/net/ip_tables_names',
  ipv6: '/proc/net/ip6_tables_names',
};
const routes = ['/proc/net/route', '/proc/net/ipv6_route'] as const;
const PATIENCE = 20;

/** Nothing is changed: a table of legacy iptables is listed only where the kernel says that it is there, for listing it makes it. */
export async function readOthers(machine: Machine): Promise<OtherRules> {
  const nft = await machine.run('nft', ['--json', '--terse', 'list', 'ruleset'], { timeout: PATIENCE });
  const listings: XtListing[] = [];
  for (const family of families) {
    const plain = await plainVariant(machine, family);
    for (const variant of ['nft', 'legacy'] satisfies Variant[]) {
      const tool = plain === variant ? tools[family] : `${tools[family]}-${variant}`;
      const text = await saved(machine, `${tool}-save`, variant, family);
      if (text !== '') listings.push({ family, variant, isPlain: plain === variant, text });
    }
  }
  return {
    iptables: listings,
    nftJson: nft.kind === 'done' ? await withPorts(machine, nft.output) : '',
    addresses: await addressesOf(machine),
    devices: devicesIn(await machine.read([...routes])),
  };
}

async function withPorts(machine: Machine, listing: string): Promise<string> {
  const texts: string[] = [];
  for (const { kind, family, table, name } of portSetsIn(listing))
    texts.push(await textOf(machine, 'nft', ['--json', 'list', kind, family, table, name]));
  return withSets(listing, texts);
}

/** Before 1.8 it knows no variants, and is what is called legacy now. */
async function plainVariant(machine: Machine, family: Family): Promise<Variant | undefined> {
  const known = await variantOf(machine, family);
  if (known !== undefined) return known;
  return (await machine.run(tools[family], ['--version'])).kind === 'done' ? 'legacy' : undefined;
}

async function saved(
  machine: Machine,
  tool: string,
  variant: XtListing['variant'],
  family: Family,
): Promise<string> {
  if (variant === 'nft') return textOf(machine, tool, []);
  const path = names[family];
  const tables = (await machine.read([path])).get(path)?.match(/\S+/g) ?? [];
  const texts = [];
  for (const table of tables) texts.push(await textOf(machine, tool, ['-t', table]));
  return texts.join('');
}

async function textOf({ run }: Machine, tool: string, words: readonly string[]): Promise<string> {
  const result = await run(tool, words, { timeout: PATIENCE });
  return result.kind === 'done' ? result.output : '';
}

async function addressesOf({ run }: Machine): Promise<readonly Address[]> {
  const listed = await run('ip', ['-o', 'addr', 'show']);
  if (listed.kind !== 'done') return [];
  return [...listed.output.matchAll(/ inet6? ([0-9a-f.:]+)/g)].flatMap(([, text = '']) => {
    const read = readAddress(text);
    const isNear = read.kind === 'address' && /^fe[89ab]/.test(addressText(read.address));
    return read.kind === 'fault' || isLoopback(read.address) || isNear ? [] : [read.address];
  });
}

/** proc(5): a route to everywhere has a destination and a mask of zeros. */
function devicesIn(texts: ReadonlyMap<string, string>): readonly string[] {
  const [four = '', six = ''] = routes.map((path) => texts.get(path));
  const found = [
    ...four.matchAll(/^(\S+)\t0{8}\t\S+\t\S+\t\S+\t\S+\t\S+\t0{8}\t/gm),
    ...six.matchAll(/^0{32} 00 0{32} 00 (?:\S+ ){5} *(\S+)$/gm),
  ].map(([, device = '']) => device);
  return [...new Set(found)].filter((device) => device !== 'lo');
}
