import type { Answer, Opening, Question } from './question.js';

/** A rule of somebody else, as far as it can be read. */
export interface ForeignRule {
  /** As its own tool prints it, or nearly so. */
  readonly text: string;
  /** What it is for, by itself. */
  readonly opening: Opening;
  readonly asks: (question: Question) => Answer;
  readonly does: Deed;
}

export type Deed =
  | { readonly kind: 'accept' | 'refuse' | 'return' }
  /** `comesBack`: a jump; without it, a goto. */
  | { readonly kind: 'enter'; readonly chain: string; readonly comesBack: boolean }
  /** By a value of the packet to one of several deeds; the first that fits. */
  | { readonly kind: 'choose'; readonly cases: readonly Case[] }
  /** Counts, marks, logs, or does what we do not know: the next rule follows. */
  | { readonly kind: 'nothing' };

export interface Case {
  readonly opening: Opening;
  readonly asks: (question: Question) => Answer;
  readonly does: Exclude<Deed, { kind: 'choose' }>;
}

export type ForeignChains = ReadonlyMap<string, readonly ForeignRule[]>;

/** Where the kernel enters the rules of somebody else with what is for this host, or with what it forwards. */
export interface ForeignBase {
  /** For people: `INPUT of iptables`, `the chain filter_INPUT of the table inet firewalld`. */
  readonly name: string;
  /** Whose it is, where that can be told: `firewalld`. */
  readonly owner: string | undefined;
  readonly family: 'ipv4' | 'ipv6' | 'any';
  readonly hook: 'prerouting' | 'input' | 'forward';
  readonly chains: ForeignChains;
  readonly start: string;
  /** What becomes of a packet that no rule decides about. */
  readonly policy: 'accept' | 'drop';
  /** Only some of what comes to this host goes there, or it cannot be told whether anything does. */
  readonly isDoubtful: boolean;
}

export interface Fate {
  readonly end: 'accepted' | 'refused';
  /** The rule that decides; the chain's policy where there is none. */
  readonly by: ForeignRule | undefined;
  /** Whether it hangs on nothing that cannot be told from here. */
  readonly sure: boolean;
}

/** The kernel allows 16 jumps (NF_JUMP_STACK_SIZE) in nftables; iptables has no loops. What is deeper is not followed. */
const DEEPEST = 64;

interface Walker {
  readonly chains: ForeignChains;
  readonly question: Question;
  /** How rules that were passed by, because it cannot be told whether they hold, may have ended it. */
  readonly maybe: Set<Fate['end']>;
}

type End = { readonly end: Fate['end']; readonly by: ForeignRule } | 'falls through';

/** What becomes of a packet there. A rule that may hold and may not is passed by, and what follows is in doubt. */
export function fateIn({ chains, start, policy, isDoubtful }: ForeignBase, question: Question): Fate {
  const walker: Walker = { chains, question, maybe: new Set() };
  const walked = walk(start, walker, 0);
  const { end, by } =
    walked === 'falls through'
      ? { end: policy === 'drop' ? ('refused' as const) : ('accepted' as const), by: undefined }
      : walked;
  return { end, by, sure: !isDoubtful && !walker.maybe.has(end === 'accepted' ? 'refused' : 'accepted') };
}

const ends = ['accepted', 'refused'] as const;

function walk(name: string, walker: Walker, depth: number): End {
  if (depth > DEEPEST) return 'falls through';
  for (const rule of walker.chains.get(name) ?? []) {
    const answer = rule.asks(walker.question);
    if (answer === 'no') continue;
    for (const { held, does } of deedsOf(rule, answer, walker.question)) {
      const step = take(does, rule, walker, depth);
      if (step === 'on') continue;
      if (held === 'yes') return step;
      for (const end of step === 'falls through' ? ends : [step.end]) walker.maybe.add(end);
    }
  }
  return 'falls through';
}

/** What a rule may do to this packet, in order, and whether it will. */
function deedsOf(rule: ForeignRule, answer: Answer, question: Question) {
  if (rule.does.kind !== 'choose') return [{ held: answer, does: rule.does }];
  return rule.does.cases.flatMap(({ asks, does }) => {
    const chosen = asks(question);
    if (chosen === 'no') return [];
    return [{ held: answer === 'yes' ? chosen : ('unknown' as const), does }];
  });
}

function take(deed: Case['does'], rule: ForeignRule, walker: Walker, depth: number): End | 'on' {
  switch (deed.kind) {
    case 'accept':
      return { end: 'accepted', by: rule };
    case 'refuse':
      return { end: 'refused', by: rule };
    case 'return':
      return 'falls through';
    case 'nothing':
      return 'on';
    case 'enter': {
      const end = walk(deed.chain, walker, depth + 1);
      return end === 'falls through' && deed.comesBack ? 'on' : end;
    }
  }
}
