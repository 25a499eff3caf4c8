import { visible, visibleJson } from '../diagnostics/visible.js';
import type { Stage, TracedStep, Tried } from '../evaluate/program.js';
import type { Rule } from '../ruleset/ruleset.js';
import { actionInShort } from './action-words.js';
import { costOf, type Explained } from './explain-packet.js';
import { foundWords } from './found-words.js';
import { matchInShort } from './match-words.js';
import { remedies } from './remedies.js';

export interface PacketHeading {
  /** `REGISTER from 192.0.2.9 to UDP port 5060`. */
  readonly packet: string;
  readonly count: number;
  /** Where the policy says what a rule comes from: `policy.yaml:31:15 sip.strangers.limits.REGISTER`. */
  readonly placeOf: (rule: Rule) => string;
}

const WIDEST = 44;

/** The way of a packet through the rules of one backend, for people. */
export function packetText(explained: Explained, { packet, count, placeOf }: PacketHeading): string {
  const { backend, delivered, trace } = explained;
  const { verdict, rule, stages } = trace;
  const by = rule === undefined ? '' : ` by ${rule.id}`;
  const last = count === 1 ? '' : `, the last of ${count}, of which ${delivered} got through`;
  const ids = stages.flatMap(({ steps }) => steps.map((step) => step.rule.id.length));
  const width = Math.min(WIDEST, Math.max(0, ...ids));
  const lines = [
    `${backend}: ${packet}${last}`,
    `  ${verdict}${verdict === 'delivered' ? '' : by}`,
    ...(rule === undefined ? [] : [`  ${placeOf(rule)}`]),
    ...stages.flatMap((stage) => ['', ...stageLines(stage, width)]),
    '',
    `  cost: ${costText(explained)}`,
    ...remedies(explained, placeOf).map((line) => `  ${line}`),
  ];
  return lines.map((line) => `${visible(line).trimEnd()}\n`).join('');
}

const stageLines = ({ hook, steps, end }: Stage, width: number): readonly string[] => [
  `  ${hook}: ${end}`,
  ...steps.map((step) => stepLine(step, width)),
];

function stepLine({ rule, met, tried, to }: TracedStep, width: number): string {
  const why = (met ? tried : tried.slice(-1)).map(triedText).join('; ');
  const what = met ? [why, doneText(rule, to)].filter((words) => words !== '').join(' -> ') : why;
  return `    ${met ? '*' : ' '} ${rule.id.padEnd(width)}  ${what}`;
}

/** All the cases of a lookup would fill lines. */
const doneText = ({ action }: Rule, to: TracedStep['to']): string =>
  action.kind === 'classify' && to !== undefined ? `by its first bytes on in ${to}` : actionInShort(action);

function triedText({ match, held, found }: Tried): string {
  const more = found && foundWords(found);
  return `${held ? '' : 'no: '}${matchInShort(match)}${more === undefined ? '' : ` (${more})`}`;
}

function costText({ trace }: Explained): string {
  const { rules, lookups, meters, searches } = costOf(trace);
  const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;
  return [
    `${counted(rules, 'rule', 'rules')} tried`,
    counted(lookups, 'set asked', 'sets asked'),
    counted(meters, 'limit asked', 'limits asked'),
    counted(searches, 'search through the payload', 'searches through the payload'),
  ].join(', ');
}

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

const stepOf = ({ chain, rule, met, tried, to }: TracedStep) => ({
  chain,
  rule: rule.id,
  met,
  action: actionInShort(rule.action),
  to: to ?? null,
  tried: tried.map(({ match, held, found }) => ({ match: matchInShort(match), held, found: found ?? null })),
});
