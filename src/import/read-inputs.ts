import { tablesListed } from '../beside/iptables/read-others.js';
import type { Family } from '../net/address.js';
import { objectsOf } from '../plan/nftables/read-nft-json.js';
import type { Remark } from './draft.js';
import type { Read } from './draft-of.js';
import type { Input, InputKind } from './import.js';
import { readLines } from './iptables/listing-lines.js';
import { readXt } from './iptables/read-listing.js';
import { elsewhereRemarks } from './judge.js';
import { type NamedSets, readIpsets } from './named-sets.js';
import { type NftSets, nftSets, readNft } from './nftables/read-listing.js';
import type { BasePolicy, OldRule, Origin, Stage } from './old-rule.js';
import { csfConf, csfList } from './programs/csf.js';
import { readJails } from './programs/fail2ban.js';
import { readZone, type Zone, zonesTogether } from './programs/firewalld.js';
import { plainText, recognise } from './recognise.js';
import { skippedRemarks } from './skipped.js';

export type ReadInputs =
  | { readonly kind: 'read'; readonly read: Read }
  | { readonly kind: 'unknown'; readonly name: string; readonly isCut: boolean };

interface Known {
  readonly input: Input;
  readonly kind: InputKind;
}

/** Sets come before the rules that name them, and lists of allowed and denied sources before rules. */
const order: readonly InputKind[] = [
  'ipset',
  'fail2ban',
  'csf-allow',
  'csf-deny',
  'csf-conf',
  'iptables',
  'ip6tables',
  'ufw',
  'nft',
  'firewalld',
  'script',
];

export function readInputs(inputs: readonly Input[]): ReadInputs {
  const known: Known[] = [];
  for (const given of inputs) {
    const input = { ...given, text: plainText(given.text) };
    const kind = recognise(input);
    const isCut = kind !== undefined && isHalf(input.text, kind);
    if (kind === undefined || isCut) return { kind: 'unknown', name: input.name, isCut };
    known.push({ input, kind });
  }
  const sorted = known.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  const ipsets = new Map(
    sorted.flatMap(({ input, kind }) => (kind === 'ipset' ? [...readIpsets(input.text)] : [])),
  );
  const given: Given = { ipsets, listed: listedBy(sorted), nft: new Map() };
  for (const { input, kind } of sorted)
    if (kind === 'nft') given.nft.set(input, nftSets(input.text, new Set(given.ipsets.keys())));
  const parts = sorted.map((one) => readOne(one, given));
  const sets = new Map([...ipsets, ...[...given.nft.values()].flatMap(({ all }) => [...all])]);
  return { kind: 'read', read: joined(parts, sets) };
}

/** The end is missing: rules may have stood there, and a host without them is an open one. */
function isHalf(text: string, kind: InputKind): boolean {
  if (kind === 'nft') return objectsOf(text) === undefined;
  return (kind === 'iptables' || kind === 'ip6tables' || kind === 'ufw') && readLines(text).isCut;
}

interface Given {
  readonly ipsets: NamedSets;
  /** Tables that iptables-save has listed. */
  readonly listed: ReadonlySet<string>;
  readonly nft: Map<Input, NftSets>;
}

const listedBy = (inputs: readonly Known[]): ReadonlySet<string> =>
  new Set(
    inputs.flatMap(({ input: { text }, kind }) =>
      kind === 'iptables' || kind === 'ip6tables' ? tablesListed(text, familyOf(kind, text)) : [],
    ),
  );

function familyOf(kind: InputKind, text: string): Family {
  return kind === 'ip6tables' || (kind === 'ufw' && /ufw6-/.test(text)) ? 'ipv6' : 'ipv4';
}

/** What one input says. */
export interface Part extends Partial<Pick<Read, 'remarks' | 'trusted' | 'bans'>> {
  readonly stages?: readonly Stage[];
  /** Rules before all others, of a list that says nothing of whom it does not name. */
  readonly first?: readonly OldRule[];
  readonly zone?: Zone;
  /** It is what a kernel has printed, so what it does not refuse is let in. */
  readonly isWhole?: boolean;
}

function readOne({ input, kind }: Known, { ipsets, listed, nft }: Given): Part {
  const { name, text, isMade } = input;
  switch (kind) {
    case 'iptables':
    case 'ip6tables':
    case 'ufw':
      return xtPart(readXt({ file: name, family: familyOf(kind, text), text, isMade }, ipsets));
    case 'nft': {
      const none: NftSets = { byTable: new Map(), all: new Map() };
      const { stages, unreached, skipped } = readNft(name, text, nft.get(input) ?? none, listed);
      const elsewhere = unreached.map(
        ({ origin, chain }): Remark => ({
          kind: 'stays',
          what: origin.madeBy ?? (/output/i.test(chain) ? 'output' : 'forward'),
          origin,
        }),
      );
      return { stages, isWhole: true, remarks: [...elsewhere, ...skippedRemarks(skipped)] };
    }
    case 'csf-allow':
    case 'csf-deny':
      return csfList(name, text, kind === 'csf-allow' ? 'accept' : 'refuse');
    case 'csf-conf':
      return csfConf(name, text);
    case 'firewalld':
      return readZone(name, text, ipsets);
    case 'fail2ban':
      return readJails(name, text);
    case 'ipset':
      return {};
    // Scripts are run first; what they have set comes as a listing.
    case 'script':
      return {};
  }
}

function xtPart({ stages, elsewhere, unreached, skipped, gone, odd }: ReturnType<typeof readXt>): Part {
  return {
    stages,
    isWhole: true,
    remarks: [
      ...elsewhereRemarks(elsewhere),
      ...unreached.map(unreachedRemark),
      ...skippedRemarks(skipped),
      ...gone.map(({ origin, by }): Remark => ({ kind: 'dead', by, origin })),
      ...odd.map(
        (origin): Remark => ({ kind: 'lost', why: { kind: 'words', words: 'it cannot be read' }, origin }),
      ),
    ],
  };
}

const unreachedRemark = (origin: Origin): Remark =>
  origin.madeBy === 'fail2ban'
    ? { kind: 'stays', what: 'fail2ban', origin }
    : { kind: 'lost', why: { kind: 'unreached' }, origin };

/** One set of rules after the other. What no rules were given for is closed, where they are not those of a whole kernel. */
function joined(parts: readonly Part[], sets: NamedSets): Read {
  const zones = zonesTogether(parts.flatMap(({ zone }) => zone ?? []));
  const given = [...parts.flatMap(({ stages }) => stages ?? []), ...zones.stages];
  const first = parts.flatMap((part) => part.first ?? []);
  const isWhole = parts.some((part) => part.isWhole);
  const stages = given.length > 0 ? given : [restOf(isWhole)];
  const all = first.length === 0 ? stages : withFirst(stages, first);
  return {
    old: { stages: all },
    sets,
    remarks: [...parts.flatMap(({ remarks }) => remarks ?? []), ...zones.remarks],
    trusted: parts.flatMap(({ trusted }) => trusted ?? []),
    bans: parts.find(({ bans }) => bans !== undefined)?.bans,
  };
}

/** Lists alone say nothing of the rest: what they do not name was closed by rules that were not given. */
function restOf(isWhole: boolean): Stage {
  const text = isWhole ? 'no chain refuses what comes in' : 'no rules were given';
  const origin: Origin = { file: '-', line: 0, text, comment: undefined };
  const policy: BasePolicy = { does: isWhole ? 'accept' : 'refuse', origin };
  return {
    rules: [],
    policies: new Map([
      ['ipv4', policy],
      ['ipv6', policy],
    ]),
  };
}

/** What a list lets in comes in whatever a base chain says of it. */
const withFirst = (stages: readonly Stage[], first: readonly OldRule[]): readonly Stage[] =>
  stages.map(({ rules, policies }) => ({ rules: [...first, ...rules], policies }));
