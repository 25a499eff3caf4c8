import type { Family } from '../net/address.js';
import { subtract } from '../net/address-set.js';
import { type Asks, anyPacket, both, everyAddress, isNobody, type OldRule, type Origin } from './old-rule.js';

/** A rule as it stands in its chain. */
export interface ChainRule {
  readonly family: Family | 'any';
  readonly origin: Origin;
  readonly asks: Asks;
  readonly does:
    | OldRule['does']
    | { readonly kind: 'return' }
    /** `comesBack`: a jump; without it, a goto. */
    | { readonly kind: 'enter'; readonly chain: string; readonly comesBack: boolean };
}

export type Chains = ReadonlyMap<string, readonly ChainRule[]>;

/** Why a rule of a chain that is entered decides nothing by itself. */
export type Skip =
  /** It leads to a chain, or back out of one. */
  | { readonly kind: 'leads' | 'returns' }
  /** Everything that comes to it has left the chain before. */
  | { readonly kind: 'behind'; readonly by: Origin }
  /** No packet is all that it asks and what the rules ask that lead to it. */
  | { readonly kind: 'nobody' }
  /** There are more rules, or deeper chains, than are followed. */
  | { readonly kind: 'too-many' };

export interface Skipped {
  readonly origin: Origin;
  readonly why: Skip;
}

export interface Followed {
  readonly rules: readonly OldRule[];
  /** The chains that were entered. */
  readonly entered: ReadonlySet<string>;
  /** Every rule of these chains that is not among the rules. */
  readonly skipped: readonly Skipped[];
}

/** As deep as the kernel of nftables goes (NF_JUMP_STACK_SIZE is 16), and more than anybody writes. */
const DEEPEST = 32;
/** Rules of chains that are jumped to from many places stand here many times. */
export const MOST_RULES = 200_000;
/** Also where chains that lead to each other twice hold no rule that decides. */
const MOST_STEPS = 5 * MOST_RULES;

interface Walk {
  readonly chains: Chains;
  readonly found: OldRule[];
  readonly entered: Set<string>;
  readonly kept: Set<ChainRule>;
  readonly skipped: Map<ChainRule, Skip>;
  steps: number;
}

/** The rules that begin at a chain, in the order in which the kernel asks them. */
export function rulesFrom(chains: Chains, start: string): Followed {
  const walk: Walk = {
    chains,
    found: [],
    entered: new Set([start]),
    kept: new Set(),
    skipped: new Map(),
    steps: 0,
  };
  follow(start, anyPacket, walk, 0);
  const skipped = [...walk.entered].flatMap((name) =>
    (chains.get(name) ?? []).flatMap((rule): readonly Skipped[] =>
      walk.kept.has(rule)
        ? []
        : [{ origin: rule.origin, why: walk.skipped.get(rule) ?? { kind: 'too-many' } }],
    ),
  );
  const isCut = isFull(walk);
  return { rules: isCut ? [...walk.found, closing(walk.found)] : walk.found, entered: walk.entered, skipped };
}

/** Of what follows nothing is known, so nothing is let in by it. */
const closing = (found: readonly OldRule[]): OldRule => ({
  family: 'any',
  origin: {
    file: found[0]?.origin.file ?? '-',
    line: 0,
    text: `more than ${MOST_RULES} rules`,
    comment: undefined,
  },
  asks: anyPacket,
  does: { kind: 'refuse' },
});

function follow(name: string, outer: Asks, walk: Walk, depth: number): void {
  let left = outer;
  const rules = walk.chains.get(name) ?? [];
  for (const [at, rule] of rules.entries()) {
    walk.steps += 1;
    if (isFull(walk) || depth > DEEPEST) return;
    const asks = both(left, rule.asks);
    if (asks === undefined) note(walk, rule, { kind: 'nobody' });
    else if (take(rule, asks, walk, depth)) left = without(left, rule);
    else continue;
    if (asks === undefined || !isEverything(rule.asks)) continue;
    for (const behind of rules.slice(at + 1)) note(walk, behind, { kind: 'behind', by: rule.origin });
    return;
  }
}

const isFull = ({ found, steps }: Walk): boolean => found.length > MOST_RULES || steps > MOST_STEPS;

function note({ skipped }: Walk, rule: ChainRule, why: Skip): void {
  if (!skipped.has(rule) || why.kind === 'leads' || why.kind === 'returns') skipped.set(rule, why);
}

/** @returns Whether the packets that it is for leave the chain without a verdict. */
function take(rule: ChainRule, asks: Asks, walk: Walk, depth: number): boolean {
  const { does } = rule;
  switch (does.kind) {
    case 'accept':
    case 'refuse':
    case 'passes':
      walk.found.push({ family: rule.family, origin: rule.origin, asks, does });
      walk.kept.add(rule);
      return false;
    case 'return':
      note(walk, rule, { kind: 'returns' });
      return true;
    case 'enter':
      note(walk, rule, { kind: 'leads' });
      walk.entered.add(does.chain);
      follow(does.chain, asks, walk, depth + 1);
      return !does.comesBack;
  }
}

/** A return of some packets: by address it narrows what follows, by anything else it is a condition of what follows. */
function without(asks: Asks, { asks: leaving, origin }: ChainRule): Asks {
  if (!leaving.starts) return asks;
  const inner = both(asks, { ...leaving, from: everyAddress, set: undefined });
  if (inner !== undefined && isSameBut(inner, asks))
    return { ...asks, from: subtract(asks.from, leaving.from), set: undefined };
  const words = `unless ${origin.text}`;
  return { ...asks, conditions: [...asks.conditions, { kind: 'unread', words }] };
}

/** Whether the one asks nothing more than the other. */
function isSameBut(inner: Asks, outer: Asks): boolean {
  const [a, b] = [inner, outer].map(({ protocol, ports, to, device, starts, icmp, conditions }) =>
    JSON.stringify([protocol, ports, to?.ipv4, to?.ipv6.map(String), device, starts, icmp, conditions]),
  );
  return a === b;
}

const isEverything = (asks: Asks): boolean =>
  isSameBut(asks, anyPacket) && isNobody(subtract(everyAddress, asks.from));
