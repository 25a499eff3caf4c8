import { type PortRange, seconds } from '../../net/units.js';
import type { Platform } from '../../platform/platform.js';
import { exampleAddresses } from '../../policy/example-addresses.js';
import type { Policy } from '../../policy/policy.js';
import { mediaPorts } from '../../policy/service.js';
import type { LearnedSet, Ruleset, SetDeclaration } from '../../ruleset/ruleset.js';
import { header } from '../legend.js';
import type { LongList } from '../long-lists.js';
import type { ArtifactSum, Printed } from '../manifest.js';
import { mebibytes, memoryWhenFull } from '../memory.js';
import { installer } from './generated/installer.js';
import { type Head, headText } from './head.js';

export interface InstallInput {
  readonly policy: Pick<
    Policy,
    'name' | 'digest' | 'profile' | 'expires' | 'sip' | 'otherwise' | 'services' | 'trusted' | 'conntrack'
  >;
  readonly platform: Platform;
  /** Of the other artifacts, without the manifest, which holds the sum of this one. */
  readonly sums: readonly ArtifactSum[];
  /** The rulesets of every backend and family. */
  readonly printed: readonly Printed[];
  /** Those that the installer leaves alone where they stand unchanged. */
  readonly lists: readonly LongList[];
}

/** Files that are only there for a backend, in the order in which a host that can run both takes one. */
const backendFiles = { nftables: 'nftables.nft', iptables: 'iptables.rules' } as const;

/** `install.sh`: what the policy decides, as variables, and below them a text that is the same for every policy. */
export function emitInstall({ policy, platform, sums, printed, lists: long }: InstallInput): string {
  const rulesets = printed.map(({ ruleset }) => ruleset);
  const backends = Object.entries(backendFiles).flatMap(([name, file]) =>
    sums.some((sum) => sum.file === file) ? [name] : [],
  );
  const sets = rulesets.flatMap((ruleset) => ruleset.sets);
  const head: Head = {
    POLICY: policy.name,
    DIGEST: policy.digest,
    PROFILE: policy.profile ?? '',
    EXPIRES: policy.expires === undefined ? '' : String(seconds(policy.expires)),
    PLATFORM: platform.name,
    NEED_KERNEL: platform.kernel,
    NEED_IPTABLES: platform.iptables,
    NEED_IPSET: platform.ipset,
    NEED_NFT: platform.nft ?? '',
    OR_NEWER: platform.orNewer ? 'yes' : 'no',
    BACKENDS: backends.join(' '),
    LEARNED: names(sets.filter(isLearned)),
    CLOCKS: names(sets.filter(({ kind }) => kind === 'clock')),
    TRUSTED: names(sets.filter((set) => lists(set, 'trusted'))),
    BLOCKED: names(sets.filter((set) => lists(set, 'blocked'))),
    HOLDING: printed.flatMap(holding).join('\n'),
    REMEMBER: policy.sip.strangers === 'deny' ? '' : String(seconds(policy.sip.known.remember)),
    SIP_UDP: portsText(policy.sip.udp),
    SIP_TCP: portsText(policy.sip.tcp),
    OPENS: opens(policy),
    EXAMPLES: exampleAddresses(policy).join('; '),
    DENIES: policy.otherwise === 'deny' ? 'yes' : 'no',
    PROTOCOLS: policy.services.flatMap(({ protocol }) => protocol ?? []).join(' '),
    REFUSING: [...new Set(rulesets.flatMap(refusing))].join(' '),
    MEMORY: [...memoryWhenFull(printed)].map(([name, bytes]) => `${name}=${mebibytes(bytes)}`).join(' '),
    LISTS: long.map(({ name, entries, sha256 }) => `\n${name} ${entries} ${sha256}`).join(''),
    SUMS: sums.map(({ file, sha256 }) => `\n${sha256} ${file}`).join(''),
  };
  return ['#!/bin/sh\n', windowsLine, header(policy, about), headText(head), installer].join('');
}

/** Line ends of Windows would end it with `Illegal option -`. The last sign makes what stands before such an end a comment. */
const windowsLine = `if head -n 1 "$0" 2> /dev/null | grep -q "$(printf '\\r')"; then printf '%s\\n' "vosguard: this script has the line ends of Windows; copy the folder anew as it is, or run in it: sed -i 's/\\r\\$//' *" >&2; exit 2; fi #\n`;

const about = ['Puts the artifacts beside it into force, and can always come back: sh install.sh --help'];

const names = (sets: readonly SetDeclaration[]) => sets.map(({ name }) => name).join(' ');

const lists = ({ kind, origin }: SetDeclaration, key: 'trusted' | 'blocked') =>
  kind === 'static' && origin.length === 1 && origin[0] === key;

/** In a set, and not in a list of xt_recent, which is there as long as rules name it. */
const isLearned = (set: SetDeclaration): set is LearnedSet => set.kind === 'learned' && !set.recent;

/** `iptables known 4 vg-known-4`: where each backend keeps whom, by family. */
const holding = ({ backend, ruleset }: Printed): readonly string[] =>
  ruleset.sets.flatMap((set) =>
    isLearned(set) ? [[backend, set.holds, set.family === 'ipv4' ? '4' : '6', set.name].join(' ')] : [],
  );

const portsText = (ports: readonly PortRange[]) =>
  ports.map(({ first, last }) => (first === last ? first : `${first}-${last}`)).join(' ');

/**
 * A line for each thing that the policy lets in, with its ports: `ssh tcp 22`. Of others' rules it meets those of FORWARD where it is
 * for a switch behind this host (`SIP udp+forwarded 5060`), and those for what conntrack does not know where it is kept from it.
 */
function opens(policy: InstallInput['policy']): string {
  const { sip, services, conntrack } = policy;
  const media = mediaPorts(policy)?.service;
  const forwarded = sip.at === undefined ? '' : '+forwarded';
  const untracked = (kept: 'tracked' | 'untracked') => (kept === 'untracked' ? '+untracked' : '');
  const line = (name: string, transport: string, ports: readonly PortRange[]) =>
    ports.length > 0 ? [`\n${name} ${transport} ${portsText(ports)}`] : [];
  const ofSip = `${forwarded}${untracked(conntrack.sip)}`;
  return [
    ...line('SIP', `udp${ofSip}`, sip.udp),
    ...line('SIP', `tcp${ofSip}`, sip.tcp),
    ...line('encrypted-SIP', `udp${forwarded}`, sip.encrypted.udp),
    ...line('encrypted-SIP', `tcp${forwarded}`, sip.encrypted.tcp),
    ...services.flatMap((service) => {
      const { name, udp, tcp } = service;
      const more = service === media ? `${forwarded}${untracked(conntrack.media)}` : '';
      return [...line(name, `udp${more}`, udp), ...line(name, 'tcp', tcp)];
    }),
  ].join('');
}

/** Chains where every packet is refused that comes in: their own drops say again what a rule before them has said. */
function refusing({ chains }: Ruleset): readonly string[] {
  const ends = new Set(
    chains.flatMap(({ rules }) =>
      rules.flatMap(({ action }) => (action.kind === 'goto' && action.counted ? [action.chain] : [])),
    ),
  );
  return chains.filter(({ id }) => ends.has(id)).map(({ name }) => name);
}
