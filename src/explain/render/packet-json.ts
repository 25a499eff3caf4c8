import { visibleJson } from '../../diagnostics/visible.js';
import type { Step } from '../../evaluate/trace.js';
import type { Rule } from '../../ruleset/ruleset.js';
import { costOf } from '../cost.js';
import type { Explained } from '../explain-packet.js';
import { remedies } from '../remedies.js';
import { actionInShort } from '../words/action-in-short.js';
import { matchInShort } from '../words/match-in-short.js';
import type { PacketHeading } from './packet-text.js';

/** The way of a packet on each backend, for programs. */
export function packetJson(all: readonly Explained[], heading: PacketHeading): string {
  const { packet, count, placeOf } = heading;
  const backends = all.map((explained) => backendOf(explained, placeOf));
  return visibleJson(`${JSON.stringify({ packet, count, backends }, undefined, 2)}\n`);
}

function backendOf(explained: Explained, placeOf: (rule: Rule) => string) {
  const { backend, delivered, trace, later, ifKnown, wayIn, ifRepeated } = explained;
  const { verdict, rule, stages } = trace;
  return {
    backend,
    delivered,
    verdict,
    rule: rule === undefined ? null : { id: rule.id, policy: placeOf(rule) },
    later: later ?? null,
    ifKnown,
    wayIn: wayIn ?? null,
    ifRepeated,
    remedies: remedies(explained, placeOf),
    cost: costOf(trace),
    stages: stages.map(({ hook, end, steps }) => ({ hook, end, steps: steps.map(stepOf) })),
  };
}

const stepOf = ({ chain, rule, met, tried, to }: Step) => ({
  chain,
  rule: rule.id,
  met,
  action: actionInShort(rule.action),
  to: to ?? null,
  tried: tried.map(({ match, held, found }) => ({ match: matchInShort(match), held, found: found ?? null })),
});
