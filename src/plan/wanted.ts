import { createHash } from 'node:crypto';
import type { LongList } from '../emit/long-lists.js';
import type { Printed } from '../emit/manifest.js';
import { type Family, families } from '../net/address.js';
import { cidrs } from '../net/cidrs.js';
import type { StaticSet } from '../ruleset/ruleset.js';
import type { HostSettings } from '../ruleset/settings.js';
import { rateScaleOf, readIptables } from './iptables/read-iptables.js';
import type { ListedChain, ListedSet, Listing } from './listing.js';
import { isIngress } from './nftables/listed-text.js';
import type { NftTable } from './nftables/read-nft-json.js';
import { readCreated } from './read-ipset.js';
import type { LiveTexts } from './read-live.js';

export type PlanBackend = 'iptables' | 'nftables';

export interface Compiled {
  readonly artifacts: ReadonlyMap<string, string>;
  readonly printed: readonly Printed[];
  readonly settings: Pick<HostSettings, 'parameters'>;
  readonly lists: readonly LongList[];
}

const files: Readonly<Record<PlanBackend, Readonly<Record<Family, string>>>> = {
  iptables: { ipv4: 'iptables.rules', ipv6: 'ip6tables.rules' },
  nftables: { ipv4: 'signatures.rules', ipv6: 'signatures6.rules' },
};

/** The sets whose contents the policy lists, by the names that the backend gives them. */
export function listsOf({ printed }: Compiled, backend: PlanBackend): ReadonlyMap<string, StaticSet> {
  const sets = printed.filter((one) => one.backend === backend).flatMap(({ ruleset }) => ruleset.sets);
  return new Map(sets.flatMap((set) => (set.kind === 'static' && !set.inline ? [[set.name, set]] : [])));
}

/** The fewest networks that a list can be said with. */
function entriesOf({ addresses, family }: StaticSet): number {
  let entries = 0;
  if (family !== 'any') for (const _ of cidrs(addresses, family)) entries++;
  return entries;
}

/**
 * What the policy wants on the host. Our own files are read as the tools' listings are; `table` is what this host's nft made
 * of nftables.nft. The live listing says how exactly its iptables keeps a rate.
 */
export function wanted(
  compiled: Compiled,
  backend: PlanBackend,
  table: NftTable | undefined,
  live: Pick<LiveTexts, 'iptables' | 'nftText' | 'lacking' | 'fixed' | 'sysctls'>,
): Listing {
  const text = (file: string) => compiled.artifacts.get(file) ?? '';
  const scale = Math.min(...families.map((family) => rateScaleOf(live.iptables[family])));
  const able = families.filter((family) => live.lacking?.has(family) !== true);
  const chains = able.flatMap((family) => readIptables(text(files[backend][family]), family, scale));
  const sets = backend === 'iptables' ? readCreated(text('ipset.rules')) : (table?.sets ?? []);
  const lists = listsOf(compiled, backend);
  return {
    chains: [...(table?.chains ?? []).map((chain) => atDevices(chain, compiled, live)), ...chains],
    sets: sets.map((set) =>
      filled(
        set,
        lists.get(set.name),
        compiled.lists.find(({ name }) => name === set.name),
      ),
    ),
    sysctls: new Map(
      wantedKeys(compiled).map(([key, value]) => [
        key,
        live.fixed?.has(key) ? (live.sysctls.get(key) ?? value) : value,
      ]),
    ),
  };
}

const wantedKeys = ({ settings }: Compiled): readonly (readonly [key: string, value: string])[] =>
  settings.parameters.map(({ key, value }) => [key, String(value)]);

/** What of the policy cannot be done on this host, and is therefore no change: in words. */
export function undone(
  compiled: Compiled,
  backend: PlanBackend,
  { lacking, fixed, sysctls }: Pick<LiveTexts, 'lacking' | 'fixed' | 'sysctls'>,
): readonly string[] {
  const keys = wantedKeys(compiled).filter(([key, value]) => fixed?.has(key) && sysctls.get(key) !== value);
  const missing = families.filter(
    (family) => lacking?.has(family) && compiled.artifacts.has(files[backend][family]),
  );
  return [
    ...keys.map(
      ([key, value]) =>
        `${key} stays ${sysctls.get(key)}: it cannot be changed here; the policy wants ${value}`,
    ),
    ...missing.map((family) =>
      backend === 'nftables'
        ? `${tools[family]} cannot be used here: signatures are not searched over ${words[family]}`
        : `${tools[family]} cannot be used here: ${words[family]} is not filtered`,
    ),
  ];
}

const tools: Readonly<Record<Family, string>> = { ipv4: 'iptables', ipv6: 'ip6tables' };
const words: Readonly<Record<Family, string>> = { ipv4: 'IPv4', ipv6: 'IPv6' };

function filled(set: ListedSet, list: StaticSet | undefined, long: LongList | undefined): ListedSet {
  if (list === undefined) return set;
  const addresses = only(list);
  return long === undefined
    ? { ...set, entries: entriesOf(list), addresses }
    : { ...set, entries: long.entries, sha256: long.sha256, addresses };
}

/** A list of one family may have been cut from one of both. */
function only({ addresses, family }: StaticSet): StaticSet['addresses'] {
  switch (family) {
    case 'ipv4':
      return { ...addresses, ipv6: [] };
    case 'ipv6':
      return { ...addresses, ipv4: [] };
    case 'any':
      return addresses;
  }
}

/** The trial was made at the loopback; see `bareRules`. Which devices there are now, only nft's text tells. */
function atDevices(
  chain: ListedChain,
  { printed }: Compiled,
  { nftText }: Pick<LiveTexts, 'nftText'>,
): ListedChain {
  if (nftText === '' || !chain.attributes.some(isIngress)) return chain;
  const devices = printed.flatMap(({ ruleset }) => ruleset.devices);
  const value = [...new Set(devices)].toSorted().join(',');
  return { ...chain, attributes: [...chain.attributes, { key: 'devices', value }] };
}

/** A digest of everything that would be loaded or copied; of long lists, which a plan does not print, of their sums. */
export function artifactsDigest({ artifacts, lists }: Compiled): string {
  const hash = createHash('sha256');
  const texts = [...artifacts].filter(([file]) => file !== 'manifest.json');
  for (const [file, text] of texts.toSorted(([a], [b]) => (a < b ? -1 : 1)))
    hash.update(`${file}\0${text}\0`);
  return hash.update(JSON.stringify(lists)).digest('hex');
}
