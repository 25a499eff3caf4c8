import type { EachFamily } from '../legalize/for-nftables.js';
import type { Legal } from '../legalize/legalize.js';
import type { Platform } from '../platform/platform.js';
import type { Policy } from '../policy/policy.js';
import type { Ruleset } from '../ruleset/ruleset.js';
import type { HostSettings } from '../ruleset/settings.js';
import { askingOf, verifyScript } from '../vos3000/sql/verify.js';
import { emitModprobe, emitModulesLoad, emitSysctl } from './host-settings.js';
import { emitInstall } from './install/emit-install.js';
import { emitListsConf } from './install/lists-conf.js';
import { emitIpset } from './ipset/emit-ipset.js';
import { type Spelling, spellingOf } from './iptables/dialect.js';
import { emitIptables } from './iptables/emit-iptables.js';
import { type LongList, longLists } from './long-lists.js';
import { type ArtifactSum, artifactSums, type Printed } from './manifest.js';
import { emitIngress, emitNftables, emitObserving } from './nftables/emit-nftables.js';
import { type SheetOptions, worksheetTexts } from './vos3000/worksheets.js';

/** The rulesets that the policy's backends print; IPv4 and IPv6 apart for iptables. */
export interface LegalRulesets {
  readonly iptables: EachFamily | undefined;
  readonly nftables: Legal | undefined;
  /** What searches for nftables, in iptables' raw table. */
  readonly companion: EachFamily | undefined;
}

/** What a policy becomes on a host. */
export interface HostRules {
  readonly legal: LegalRulesets;
  /** The same while it refuses nothing. */
  readonly observing: LegalRulesets;
  readonly settings: HostSettings;
}

export function printedOf({ iptables, nftables, companion }: LegalRulesets): readonly Printed[] {
  return [
    ...rulesetsOf(iptables).map((ruleset): Printed => ({ backend: 'iptables', ruleset })),
    ...(nftables === undefined ? [] : [{ backend: 'nftables' as const, ruleset: nftables.ruleset }]),
    ...rulesetsOf(companion).map((ruleset): Printed => ({ backend: 'nftables+signatures', ruleset })),
  ];
}

/** Those of iptables, where the policy asks for it. */
export const xtablesOf = ({ iptables }: LegalRulesets): readonly Ruleset[] => rulesetsOf(iptables);

const rulesetsOf = (each: EachFamily | undefined) =>
  each === undefined ? [] : [each.ipv4.ruleset, each.ipv6.ruleset];

const companionFirst = 'Load nftables.nft before this one: its rules mark what is to be searched, and ban.';

export interface Artifacts {
  /** By file name. */
  readonly texts: ReadonlyMap<string, string>;
  /** A list may be long, so each is summed once. */
  readonly sums: readonly ArtifactSum[];
  readonly lists: readonly LongList[];
}

/** `left out`: the entries of long lists are not printed, which nobody can load. */
export type Lists = 'whole' | 'left out';

/** Everything but the manifest. Files of a backend that the policy does not ask for are not there. */
export function artifactTexts(
  policy: Policy,
  platform: Platform,
  { legal, observing, settings }: HostRules,
  sheets: SheetOptions,
  lists: Lists = 'whole',
): Artifacts {
  const { iptables, nftables, companion } = legal;
  const printed = printedOf(legal);
  const long = longLists(printed.map(({ ruleset }) => ruleset));
  const leftOut = lists === 'whole' ? [] : long;
  const xtables = xtablesOf(legal);
  const spelling = spellingOf(platform);
  const texts = new Map<string, string>();
  if (iptables !== undefined) {
    texts.set('ipset.rules', emitIpset(xtables, leftOut));
    texts.set('iptables.rules', emitIptables(iptables.ipv4.ruleset, spelling));
    texts.set('ip6tables.rules', emitIptables(iptables.ipv6.ruleset, spelling));
  }
  if (nftables !== undefined) {
    texts.set('nftables.nft', emitNftables(nftables.ruleset, leftOut));
    const ingress = emitIngress(nftables.ruleset);
    if (ingress !== undefined) texts.set('ingress.nft', ingress);
  }
  if (companion !== undefined) {
    texts.set('signatures.rules', emitIptables(companion.ipv4.ruleset, spelling, companionFirst, 'without'));
    texts.set('signatures6.rules', emitIptables(companion.ipv6.ruleset, spelling, companionFirst, 'without'));
  }
  for (const [file, text] of observingTexts(observing, spelling)) texts.set(file, text);
  texts.set('sysctl.conf', emitSysctl(settings));
  texts.set('modules-load.conf', emitModulesLoad(settings));
  texts.set('modprobe.conf', emitModprobe(settings));
  const conf = emitListsConf(policy, printed);
  if (conf !== undefined) texts.set('lists.conf', conf);
  const sums = artifactSums(texts);
  const script = emitInstall({ policy, platform, sums, printed, lists: long });
  const rulesets = printed.map(({ ruleset }) => ruleset);
  const sheetTexts = worksheetTexts(policy, rulesets, sheets);
  const others = new Map([['install.sh', script] as const, ...forTheSwitch(policy), ...sheetTexts]);
  return {
    texts: new Map([...texts, ...others]),
    sums: [...sums, ...artifactSums(others)],
    lists: long,
  };
}

/** The rules of `install.sh --observe`; sets, lists and signatures are those of the others. */
function observingTexts(
  { iptables, nftables }: LegalRulesets,
  spelling: Spelling,
): readonly (readonly [file: string, text: string])[] {
  return [
    ...(iptables === undefined
      ? []
      : ([
          ['observe.rules', emitIptables(iptables.ipv4.ruleset, spelling, observed)],
          ['observe6.rules', emitIptables(iptables.ipv6.ruleset, spelling, observed)],
        ] as const)),
    ...(nftables === undefined ? [] : [['observe.nft', emitObserving(nftables.ruleset)] as const]),
  ];
}

const observed = 'Refuses nothing but the blocked. Not to be loaded by hand: sh install.sh --observe SECONDS';

/** What an operator takes to the switch itself; install.sh needs none of it. */
function forTheSwitch({ vos3000 }: Policy): readonly (readonly [file: string, text: string])[] {
  return vos3000 === undefined ? [] : [['vos3000-verify.sql', verifyScript(askingOf(vos3000))]];
}
