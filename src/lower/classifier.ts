import type { PolicyPath } from '../policy/path.js';
import { type ChainId, chainId } from '../ruleset/ids.js';
import type { KeepaliveForm, Transport } from '../ruleset/match.js';
import type { Action, Chain, ClassifyCase } from '../ruleset/ruleset.js';
import type { Method } from '../sip/signature.js';
import { chains } from './names.js';
import { chain, type Draft, draft, goTo, refuseTo } from './write.js';

/** RFC 3261 7.1 and 7.2: a request line begins with the method and one space, a status line with the version. */
export const requestStart = (method: Method): string => `${method} `;
export const responseStart = 'SIP/2.0 ';

export const keepaliveForms: readonly KeepaliveForm[] = ['crlf', 'double-crlf', 'empty', 'stun'];

const blankLine = '\r\n';

/** What tells the classes of a chain apart, and where the rest goes. */
export interface Classes {
  readonly origin: PolicyPath;
  readonly cases: readonly ClassifyCase[];
  readonly otherwise: ChainId;
  /** Chains that refuse all that comes to them: behind blank lines they are one. */
  readonly dropping?: ReadonlySet<ChainId>;
}

export const caseOf = (method: Method, target: ChainId): ClassifyCase => ({
  text: requestStart(method),
  chain: target,
});

/**
 * A chain that, after its first rules, sends each class of datagrams to a chain of its own. A blank line or two in front of a
 * message are read over (RFC 3261 7.5), off the way of everything that begins as it should.
 */
export function classifier(
  id: ChainId,
  { origin, cases, otherwise, dropping = new Set() }: Classes,
  first: readonly Draft[] = [],
): readonly Chain[] {
  const blank = chainId(`${id}.blank`);
  const dropped = chainId(`${id}.dropped`);
  const starts = cases.map(({ text, chain: target }) =>
    startOf(text, dropping.has(target) ? dropped : target),
  );
  const behind = [2 * blankLine.length, blankLine.length].flatMap((offset) => {
    const begins = blankLine.repeat(offset / blankLine.length);
    const target = chainId(`${blank}.${offset / blankLine.length}`);
    const blanks = { kind: 'payload', transport: 'udp', offset: 0, text: begins } as const;
    return [
      { draft: draft(String(offset / blankLine.length), [blanks], goTo(target), origin), target, offset },
    ];
  });
  return [
    chain(id, [...first, draft('class', [], classify('udp', cases, blank), origin)]),
    chain(blank, [...behind.map((one) => one.draft), draft('otherwise', [], goTo(otherwise), origin)]),
    ...behind.map(({ target, offset }) =>
      chain(target, [draft('class', [], behindBlanks(offset, starts, otherwise), origin)]),
    ),
    ...(dropping.size === 0 ? [] : [chain(dropped, [draft('method', [], refuseTo(chains.refuse), origin)])]),
  ];
}

/** Four bytes tell all methods apart, and who begins like one gains nothing that he would not by writing it out. */
export const startOf = (text: string, target: ChainId): ClassifyCase => ({
  text: text.slice(0, 4),
  chain: target,
});

/** Honest stacks send no such thing but keep-alives: one lookup. */
const behindBlanks = (offset: number, cases: readonly ClassifyCase[], otherwise: ChainId): Action => ({
  ...classify('udp', cases, otherwise, offset),
  lookup: true,
});

export function classify(
  transport: Transport,
  cases: readonly ClassifyCase[],
  otherwise: ChainId,
  offset = 0,
): Extract<Action, { kind: 'classify' }> {
  return { kind: 'classify', transport, offset, cases, otherwise };
}
