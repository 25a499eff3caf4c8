import type { PolicyPath } from '../policy/path.js';
import type { ChainId } from '../ruleset/ids.js';
import type { KeepaliveForm, Transport } from '../ruleset/match.js';
import type { Action, Chain, ClassifyCase } from '../ruleset/ruleset.js';
import { type Method, methods } from '../sip/method.js';
import { chain, type Draft, draft } from './write.js';

/** RFC 3261 7.1 and 7.2: a request line begins with the method and one space, a status line with the version. */
export const requestStart = (method: Method): string => `${method} `;
export const responseStart = 'SIP/2.0 ';

export const keepaliveForms: readonly KeepaliveForm[] = ['crlf', 'double-crlf', 'empty', 'stun'];

/** A chain that, after its first rules, sends every method, and responses, to chains of their own. */
export function classifier(
  id: ChainId,
  transport: Transport,
  origin: PolicyPath,
  target: (method: Method) => ChainId,
  responses: ChainId,
  otherwise: ChainId,
  first: readonly Draft[],
): Chain {
  const cases = [
    ...methods.map((method) => ({ text: requestStart(method), chain: target(method) })),
    { text: responseStart, chain: responses },
  ];
  return chain(id, [...first, draft('class', [], classify(transport, cases, otherwise), origin)]);
}

export function classify(
  transport: Transport,
  cases: readonly ClassifyCase[],
  otherwise: ChainId,
  offset = 0,
): Action {
  return { kind: 'classify', transport, offset, cases, otherwise };
}
