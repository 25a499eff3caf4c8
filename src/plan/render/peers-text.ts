import { visible } from '../../diagnostics/visible.js';
import { addressText } from '../../net/address.js';
import type { PolicyPath } from '../../policy/path.js';
import type { Rule } from '../../ruleset/ruleset.js';
import type { Judged, Refused } from '../peers/judge-peers.js';
import type { Origin } from '../plan.js';
import { numberText } from './rows.js';

type OriginOf = (path: PolicyPath) => Origin;

const SAMPLE = 5;

/**
 * `would drop 3 of 412 peers seen`, and for each rule that does it a line with the policy's line and some of the peers; then whose OPTIONS
 * would not be answered, and who has more connections open than a stranger may.
 */
export function peersText({ seen, refused, unanswered, crowds, blind }: Judged, originOf: OriginOf): string {
  const peers = `${numberText(seen)} ${seen === 1 ? 'peer' : 'peers'} seen`;
  const count = refused.length === 0 ? 'none' : numberText(refused.length);
  return [
    `would drop ${count} of ${peers}`,
    ...byRule(refused, originOf),
    ...(unanswered.length === 0
      ? []
      : [
          `would leave the OPTIONS of ${numberText(unanswered.length)} without an answer: a PBX that qualifies its trunk takes it for dead until it is known`,
          ...byRule(unanswered, originOf),
        ]),
    ...crowds.map(
      ({ address, open, refused: over, rule }) =>
        `would end ${numberText(over)} of ${numberText(open)} open connections of ${addressText(address)}  ${placeText(rule, originOf)}`,
    ),
    ...(blind ? [BLIND] : []),
  ]
    .map((line) => `${visible(line)}\n`)
    .join('');
}

/** On a host that tracked nothing there is nobody to be asked. */
const BLIND =
  'no peer that talks SIP over UDP is tracked here, so nothing is known of them: apply --observe 10m refuses nothing at first and tells who would have been hurt';

function byRule(list: readonly Refused[], originOf: OriginOf): readonly string[] {
  const lists = new Map<Refused['rule'], Refused[]>();
  for (const one of list) {
    const others = lists.get(one.rule);
    if (others === undefined) lists.set(one.rule, [one]);
    else others.push(one);
  }
  return [...lists.values()].map((same) => `  ${ruleText(same, originOf)}`);
}

function placeText(rule: Rule | undefined, originOf: OriginOf): string {
  const { at, policy } = rule === undefined ? { at: '', policy: '' } : originOf(rule.origin);
  return `${rule?.id ?? 'no rule'}  ${at} ${policy}`;
}

function ruleText(list: readonly Refused[], originOf: OriginOf): string {
  const rule = list[0]?.rule;
  const rest = list.length - SAMPLE;
  const more = rest > 0 ? ` and ${numberText(rest)} more` : '';
  const some = list.slice(0, SAMPLE).map(peerText).join(', ');
  return `${placeText(rule, originOf)}: ${some}${more}`;
}

function peerText({ flow: { peer, host, transport, opened } }: Refused): string {
  const way = opened === 'peer' ? 'to' : 'answering';
  return `${addressText(peer.address)} ${way} ${transport.toUpperCase()} port ${host.port}`;
}
