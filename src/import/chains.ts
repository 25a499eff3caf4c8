import type { Family } from '../net/address.js';
import { subtract } from '../net/address-set.js';
import { type Asks, anyPacket, both, everyAddress, type OldRule, type Origin } from './old-rule.js';

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

/** As deep as the kernel of nftables goes (NF_JUMP_STACK_SIZE is 16), and more than anybody writes. */
const DEEPEST = 32;
/** Rules of chains that are jumped to from many places stand here many times. */
export const MOST_RULES = 200_000;

interface Walk {
  readonly chains: Chains;
  readonly found: OldRule[];
  readonly entered: Set<string>;
}

/** The rules that begin at a chain, in the order in which the kernel asks them, and the chains that were entered. */
export function rulesFrom(
  chains: Chains,
  start: string,
): { readonly rules: readonly OldRule[]; readonly entered: ReadonlySet<string> } {
  const walk: Walk = { chains, found: [], entered: new Set([start]) };
  follow(start, anyPacket, walk, 0);
  return { rules: walk.found, entered: walk.entered };
}

/** @returns Of the packets that came, those that come back behind the chain. */
function follow(name: string, outer: Asks, walk: Walk, depth: number): void {
  let left = outer;
  if (depth > DEEPEST) return;
  for (const rule of walk.chains.get(name) ?? []) {
    if (walk.found.length > MOST_RULES) return;
    const asks = both(left, rule.asks);
    if (asks === undefined) continue;
    const { does } = rule;
    switch (does.kind) {
      case 'accept':
      case 'refuse':
      case 'passes':
        walk.found.push({ family: rule.family, origin: rule.origin, asks, does });
        break;
      case 'return':
        if (isEverything(rule.asks)) return;
        left = without(left, rule);
        break;
      case 'enter':
        walk.entered.add(does.chain);
        follow(does.chain, asks, walk, depth + 1);
        if (does.comesBack) break;
        if (isEverything(rule.asks)) return;
        left = without(left, rule);
        break;
    }
  }
}

/** A return of some packets: by address it narrows what follows, by anything else it is a condition of what follows. */
function without(asks: Asks, { asks: leaving, origin }: ChainRule): Asks {
  if (!leaving.starts) return asks;
  const inner = both(asks, { ...leaving, from: everyAddress });
  if (inner !== undefined && isSameBut(inner, asks))
    return { ...asks, from: subtract(asks.from, leaving.from) };
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

function isEverything(asks: Asks): boolean {
  const { ipv4, ipv6 } = subtract(everyAddress, asks.from);
  return isSameBut(asks, anyPacket) && ipv4.length === 0 && ipv6.length === 0;
}

/**
 * The rules of a base chain that is not the last: what it accepts goes on to the next one, so all that an accept does there is to
 * spare whom it names from the refusals behind it.
 */
export function refusalsOf(rules: readonly OldRule[]): readonly OldRule[] {
  const spared: Asks[] = [];
  return rules.flatMap((rule) => {
    const { asks, does } = rule;
    if (does.kind === 'passes') return [rule];
    if (does.kind === 'accept') {
      if (asks.conditions.length === 0) spared.push(asks);
      return [];
    }
    const from = spared
      .filter((one) => isWithin(asks, one))
      .reduce((left, one) => subtract(left, one.from), asks.from);
    return from.ipv4.length + from.ipv6.length === 0 ? [] : [{ ...rule, asks: { ...asks, from } }];
  });
}

/** Whether whatever the one asks, but for the source, is asked by the other too. */
function isWithin(asks: Asks, outer: Asks): boolean {
  const together = both({ ...asks, from: everyAddress }, { ...outer, from: everyAddress });
  return together !== undefined && isSameBut(together, asks);
}
