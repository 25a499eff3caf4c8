import { tablesListed } from '../beside/iptables/read-others.js';
import type { Family } from '../net/address.js';
import type { Remark } from './draft.js';
import type { Read } from './draft-of.js';
import type { Input, InputKind } from './import.js';
import { readXt } from './iptables/read-listing.js';
import { elsewhereRemarks } from './judge.js';
import { type NamedSets, readIpsets } from './named-sets.js';
import { nftSets, readNft } from './nftables/read-listing.js';
import type { BasePolicy, OldRules } from './old-rule.js';
import { csfConf, csfList } from './programs/csf.js';
import { readJails } from './programs/fail2ban.js';
import { readZone } from './programs/firewalld.js';
import { recognise } from './recognise.js';

export type ReadInputs =
  | { readonly kind: 'read'; readonly read: Read }
  | { readonly kind: 'unknown'; readonly name: string };

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
  const kinds: { input: Input; kind: InputKind }[] = [];
  for (const input of inputs) {
    const kind = recognise(input);
    if (kind === undefined) return { kind: 'unknown', name: input.name };
    kinds.push({ input, kind });
  }
  const sorted = kinds.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  const sets: NamedSets = new Map(
    sorted.flatMap(({ input, kind }) => [
      ...(kind === 'ipset' ? readIpsets(input.text) : kind === 'nft' ? nftSets(input.text) : []),
    ]),
  );
  const listed = new Set(
    sorted.flatMap(({ input: { text }, kind }) => {
      const family = familyOf(kind, text);
      return kind === 'iptables' || kind === 'ip6tables' ? tablesListed(text, family) : [];
    }),
  );
  const parts = sorted.map(({ input, kind }) => readOne(input, kind, sets, listed));
  return { kind: 'read', read: joined(parts, sets) };
}

function familyOf(kind: InputKind, text: string): Family {
  return kind === 'ip6tables' || (kind === 'ufw' && /ufw6-/.test(text)) ? 'ipv6' : 'ipv4';
}

export type Part = Partial<OldRules> & Partial<Pick<Read, 'remarks' | 'trusted' | 'bans'>>;

function readOne(
  { name, text, isMade }: Input,
  kind: InputKind,
  sets: NamedSets,
  listed: ReadonlySet<string>,
): Part {
  switch (kind) {
    case 'iptables':
    case 'ip6tables':
    case 'ufw': {
      const { old, elsewhere, unreached } = readXt(
        { file: name, family: familyOf(kind, text), text, isMade },
        sets,
      );
      return { ...old, remarks: [...elsewhereRemarks(elsewhere), ...unreached.map(unreachedRemark)] };
    }
    case 'nft': {
      const { unreached, ...old } = readNft(name, text, sets, listed);
      return {
        ...old,
        remarks: unreached.map(
          (origin): Remark => ({
            kind: 'stays',
            what: /output/i.test(origin.text) ? 'output' : 'forward',
            origin,
          }),
        ),
      };
    }
    case 'csf-allow':
    case 'csf-deny':
      return csfList(name, text, kind === 'csf-allow' ? 'accept' : 'refuse');
    case 'csf-conf':
      return csfConf(name, text);
    case 'firewalld':
      return readZone(name, text, sets);
    case 'fail2ban':
      return readJails(name, text);
    case 'ipset':
      return {};
    // Scripts are run first; what they have set comes as a listing.
    case 'script':
      return {};
  }
}

const unreachedRemark = (origin: Remark['origin']): Remark =>
  /^-A (f2b|fail2ban)-/.test(origin.text)
    ? { kind: 'stays', what: 'fail2ban', origin }
    : { kind: 'lost', why: { kind: 'unreached' }, origin };

/** One set of rules after the other. Where two say what becomes of the rest, the one that refuses does. */
function joined(parts: readonly Part[], sets: NamedSets): Read {
  const policies = new Map<Family, BasePolicy>();
  for (const [family, policy] of parts.flatMap((part) => [...(part.policies ?? [])]))
    if (policies.get(family)?.does !== 'refuse') policies.set(family, policy);
  // Lists alone say nothing of the rest: what they do not name was closed by rules that were not given.
  const none: BasePolicy = {
    does: 'refuse',
    origin: { file: '-', line: 0, text: 'no rules were given', comment: undefined },
  };
  if (policies.size === 0) policies.set('ipv4', none).set('ipv6', none);
  const open = policies.get('ipv6');
  const isHalf = policies.get('ipv4')?.does === 'refuse' && open?.does === 'accept';
  if (isHalf) policies.delete('ipv6');
  return {
    old: { rules: parts.flatMap(({ rules }) => rules ?? []), policies },
    sets,
    remarks: [
      ...parts.flatMap(({ remarks }) => remarks ?? []),
      ...(isHalf && open !== undefined
        ? [{ kind: 'mistaken', how: 'ipv6-open', origin: open.origin } as const]
        : []),
    ],
    trusted: parts.flatMap(({ trusted }) => trusted ?? []),
    bans: parts.find(({ bans }) => bans !== undefined)?.bans,
  };
}
