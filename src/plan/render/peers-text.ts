import { visible } from '../../diagnostics/visible.js';
import { addressText } from '../../net/address.js';
import type { PolicyPath } from '../../policy/path.js';
import type { Judged, Refused } from '../peers/judge-peers.js';
import type { Origin } from '../plan.js';
import { numberText } from './number-text.js';

type OriginOf = (path: PolicyPath) => Origin;

const SAMPLE = 5;

/** `would drop 3 of 412 peers seen`, and for each rule that does it a line with the policy's line and some of the peers. */
export function peersText({ seen, refused }: Judged, originOf: OriginOf): string {
  const peers = `${numberText(seen)} ${seen === 1 ? 'peer' : 'peers'} seen`;
  if (refused.length === 0) return `would drop none of ${peers}\n`;
  const byRule = new Map<Refused['rule'], Refused[]>();
  for (const one of refused) {
    const others = byRule.get(one.rule);
    if (others === undefined) byRule.set(one.rule, [one]);
    else others.push(one);
  }
  const lines = [
    `would drop ${numberText(refused.length)} of ${peers}`,
    ...[...byRule.values()].map((list) => `  ${ruleText(list, originOf)}`),
  ];
  return lines.map((line) => `${visible(line)}\n`).join('');
}

function ruleText(list: readonly Refused[], originOf: OriginOf): string {
  const rule = list[0]?.rule;
  const { at, policy } = rule === undefined ? { at: '', policy: '' } : originOf(rule.origin);
  const rest = list.length - SAMPLE;
  const more = rest > 0 ? ` and ${numberText(rest)} more` : '';
  const some = list.slice(0, SAMPLE).map(peerText).join(', ');
  return `${rule?.id ?? 'no rule'}  ${at} ${policy}: ${some}${more}`;
}

function peerText({ flow: { peer, host, transport, opened } }: Refused): string {
  const way = opened === 'peer' ? 'to' : 'answering';
  return `${addressText(peer.address)} ${way} ${transport.toUpperCase()} port ${host.port}`;
}
