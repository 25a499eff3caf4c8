import { AUTO, atLeast, generic, type Platform, platforms } from '../platform/platform.js';
import type { Facts } from './facts-script.js';
import { said } from './finding.js';

const families: readonly (readonly [RegExp, (version: string) => string])[] = [
  [
    /^(rhel|centos|rocky|almalinux|ol)$/,
    (version) => (/^[67](\.|$)/.test(version) ? `centos${version[0]}` : `el${/^\d+/.exec(version)?.[0]}`),
  ],
  [/^debian$/, (version) => `debian${version}`],
  [/^ubuntu$/, (version) => `ubuntu${version.replace('.', '')}`],
  [/^amzn$/, (version) => `al${version}`],
  [/^(fedora|alpine)$/, () => ''],
];

/** The row that the distribution of a host has, whatever its versions are. */
function familyRow(facts: Facts): Platform | undefined {
  const os = said(facts, 'os');
  const [id = '', version = ''] = [/^ID="?([\w.-]+)/m, /^VERSION_ID="?([\w.]+)/m].map(
    (form) => form.exec(os)?.[1] ?? '',
  );
  const old = /release ([67])\./.exec(os)?.[1];
  const named = families.find(([form]) => form.test(id))?.[1];
  const name = old !== undefined && id === '' ? `centos${old}` : named && (named(version) || id);
  return platforms.find((one) => one.name === name);
}

const fits = (has: string | undefined, wants: string | undefined) =>
  wants === undefined || (has !== undefined && atLeast(has, wants));

/** The row of a distribution where its versions are those that the host has. */
function fittingRow(facts: Facts): Platform | undefined {
  const [row, found] = [familyRow(facts), versionsOf(facts)];
  const isIt =
    row !== undefined &&
    fits(found.kernel, row.kernel) &&
    fits(found.nft, row.nft) &&
    fits(found.iptables, row.iptables);
  return isIt ? row : undefined;
}

/** For `target.platform`: the row, else the versions themselves; `auto` where words for them would not say which match reads packets. */
export function platformOf(facts: Facts): string {
  const row = fittingRow(facts);
  if (row !== undefined) return row.name;
  if (rowOf(facts)?.reads === 'bpf') return AUTO;
  return `{ ${versionWords(facts).join(', ')} }`;
}

const versionWords = (facts: Facts): readonly string[] =>
  Object.entries(versionsOf(facts)).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}: "${value}"`],
  );

/** Older than every tool: the host has none. */
const NONE = '0';

/**
 * What `platform: auto` means on this host: its row, else its own versions; and in both what the trial rules have shown: that the kernel has no
 * nf_tables, no xt_u32, or the modules for iptables that hosts of the row come without. `undefined` where it does not tell its kernel.
 */
export function rowOf(facts: Facts): Platform | undefined {
  const found = versionsOf(facts);
  if (found.kernel === undefined) return undefined;
  const family = familyRow(facts);
  const base: Platform = fittingRow(facts) ?? {
    name: `a host with ${versionWords(facts).join(', ').replace(/[:"]/g, '')}`,
    iptables: found.iptables ?? NONE,
    ipset: found.ipset ?? NONE,
    nft: found.nft,
    kernel: found.kernel,
    orNewer: false,
    reads: family?.reads ?? generic.reads,
    modules: family?.modules,
  };
  const loads = (probe: string) => new RegExp(`^${probe} (yes|no)`, 'm').exec(said(facts, 'probes'))?.[1];
  return {
    ...base,
    ...(loads('nft-table') === 'no' ? { nft: undefined } : {}),
    ...(loads('comment') === 'yes' ? { modules: undefined } : {}),
    ...(loads('comment') === 'yes' && loads('u32') === 'no' ? { reads: 'bpf' } : {}),
  };
}

function versionsOf(facts: Facts) {
  const version = (name: string) => /v?(\d+(?:\.\d+)+)/.exec(said(facts, name))?.[1];
  return {
    kernel: version('kernel'),
    nft: version('nft'),
    iptables: version('iptables'),
    ipset: version('ipset'),
  };
}
