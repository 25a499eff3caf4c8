import type { Platform } from '../../platform/platform.js';
import type { Ruleset, SetDeclaration } from '../../ruleset/ruleset.js';
import type { ArtifactSum } from '../artifact-sums.js';
import { header } from '../header.js';
import type { LongList } from '../long-lists.js';
import { installer } from './generated/installer.js';
import { type Head, headText } from './head.js';

export interface InstallInput {
  readonly policy: Pick<Ruleset, 'name' | 'digest'>;
  readonly platform: Platform;
  /** Of the other artifacts, without the manifest, which holds the sum of this one. */
  readonly sums: readonly ArtifactSum[];
  /** Those of every backend and family. */
  readonly rulesets: readonly Ruleset[];
  /** Those that the installer leaves alone where they stand unchanged. */
  readonly lists: readonly LongList[];
}

/** Files that are only there for a backend, in the order in which a host that can run both takes one. */
const backendFiles = { nftables: 'nftables.nft', iptables: 'iptables.rules' } as const;

/** `install.sh`: what the policy decides, as variables, and below them a text that is the same for every policy. */
export function emitInstall({ policy, platform, sums, rulesets, lists }: InstallInput): string {
  const backends = Object.entries(backendFiles).flatMap(([name, file]) =>
    sums.some((sum) => sum.file === file) ? [name] : [],
  );
  const sets = rulesets.flatMap((ruleset) => ruleset.sets);
  const head: Head = {
    POLICY: policy.name,
    DIGEST: policy.digest,
    PLATFORM: platform.name,
    NEED_KERNEL: platform.kernel,
    NEED_IPTABLES: platform.iptables,
    NEED_IPSET: platform.ipset,
    NEED_NFT: platform.nft ?? '',
    OR_NEWER: platform.orNewer ? 'yes' : 'no',
    BACKENDS: backends.join(' '),
    LEARNED: names(sets.filter(({ kind }) => kind === 'learned')),
    CLOCKS: names(sets.filter(({ kind }) => kind === 'clock')),
    TRUSTED: names(sets.filter(isTrusted)),
    REFUSING: [...new Set(rulesets.flatMap(refusing))].join(' '),
    LISTS: lists.map(({ name, entries, sha256 }) => `\n${name} ${entries} ${sha256}`).join(''),
    SUMS: sums.map(({ file, sha256 }) => `\n${sha256} ${file}`).join(''),
  };
  return ['#!/bin/sh\n', header(policy, about), headText(head), installer].join('');
}

const about = ['Puts the artifacts beside it into force, and can always come back: sh install.sh --help'];

const names = (sets: readonly SetDeclaration[]) => sets.map(({ name }) => name).join(' ');

const isTrusted = ({ kind, origin }: SetDeclaration) =>
  kind === 'static' && origin.length === 1 && origin[0] === 'trusted';

/** Chains where every packet is refused that comes in: their own drops say again what a rule before them has said. */
function refusing({ chains }: Ruleset): readonly string[] {
  const ends = new Set(
    chains.flatMap(({ rules }) =>
      rules.flatMap(({ action }) => (action.kind === 'goto' && action.counted ? [action.chain] : [])),
    ),
  );
  return chains.filter(({ id }) => ends.has(id)).map(({ name }) => name);
}
