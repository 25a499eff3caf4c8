import type { BackendRules, EvaluatorOptions } from '../evaluate/options.js';
import { isList, isObject, type Json, type JsonObject } from '../json/json.js';
import type { Address } from '../net/address.js';
import type { Policy } from '../policy/policy.js';
import type { Transport } from '../ruleset/match.js';
import type { Holding, Rule } from '../ruleset/ruleset.js';
import { wayToSip } from '../testing/play.js';
import { type Explained, explainPacket } from './explain-packet.js';
import { remedies } from './remedies.js';

/** In which sets of a running kernel a source is, and for how many seconds still; 0 is for ever. */
export type HeldSource = readonly { readonly holds: Holding; readonly secondsLeft: number }[];

/** One that a source could send now. */
export interface NextPacket {
  readonly method: (typeof methods)[number];
  readonly transport: Transport;
  readonly explained: Explained;
}

const methods = ['REGISTER', 'INVITE', 'OPTIONS'] as const;

/** Of those whose entries are an address and nothing else, or the same for every address. */
const byAddress: ReadonlySet<string> = new Set([
  'known',
  'registered',
  'called',
  'calling',
  'asked',
  'ringing',
  'taint',
  'qualifying',
  'greeted',
  'banned',
  'paroled',
  'proven',
  'subnets',
  'alarm',
] satisfies readonly Holding[]);

const isHolding = (text: unknown): text is Holding => typeof text === 'string' && byAddress.has(text);

/** `sets` of what `install.sh why --json` prints; `undefined` for what is something else. */
export function heldSource(json: Json): HeldSource | undefined {
  if (!isObject(json) || !isList(json.sets)) return undefined;
  return json.sets.flatMap((one) => {
    if (!isObject(one)) return [];
    const { holds, secondsLeft } = one;
    return isHolding(holds) && typeof secondsLeft === 'number' ? [{ holds, secondsLeft }] : [];
  });
}

/** What decides about a source though no policy tells it: sets that the host fills by itself. In words; who is trusted is asked first. */
export function decidedByHost({ trusted, fetched, named }: JsonObject): string | undefined {
  if (typeof named === 'string')
    return 'next: SIP from it passes without limits, since a name in trusted leads to it';
  if (typeof fetched === 'string' && typeof trusted !== 'string')
    return 'next: every packet of it is dropped, on every port, but answers to what this host asks it';
  return undefined;
}

const DAY = 86_400;

/**
 * What the next packets of a source meet, one at a time, from what the sets hold of it and full buckets: what it has used of its limits no
 * kernel tells whole.
 */
export function nextPackets(
  from: Address,
  held: HeldSource,
  { sip }: Pick<Policy, 'sip'>,
  rules: BackendRules,
  options: EvaluatorOptions,
): readonly NextPacket[] {
  const ports = [
    ['udp', sip.udp[0]?.first],
    ['tcp', sip.tcp[0]?.first],
  ] as const;
  return ports.flatMap(([transport, port]) =>
    port === undefined
      ? []
      : methods.map((method) => {
          const domain = sip.domains.names[0];
          const message = { kind: 'request', method, domain, headers: [], size: undefined } as const;
          const ask = {
            ...{ from, fromPort: 5060, port, transport, message, registrar: sip.udp[0]?.first },
            place: wayToSip(sip, from.family),
            ...({ count: 1, every: 0, answer: 'nothing', known: undefined, banned: undefined } as const),
          };
          const explained = explainPacket(ask, rules, options, (machine) => {
            for (const { holds, secondsLeft } of held)
              machine.put(holds, from, 0, (secondsLeft === 0 ? DAY : secondsLeft) * 1000);
          });
          return { method, transport, explained };
        }),
  );
}

/** A line for each, and below a refused one what would have to change. */
export function nextText(all: readonly NextPacket[], placeOf: (rule: Rule) => string): readonly string[] {
  return all.flatMap(({ method, transport, explained }) => {
    const { verdict, rule } = explained.trace;
    const by = rule === undefined || verdict === 'delivered' ? '' : ` by ${rule.id} (${placeOf(rule)})`;
    return [
      `  ${method} over ${transport.toUpperCase()}: ${verdict}${by}`,
      ...remedies(explained, placeOf).map((line) => `    ${line}`),
    ];
  });
}

export const nextJson = (all: readonly NextPacket[], placeOf: (rule: Rule) => string) =>
  all.map(({ method, transport, explained }) => {
    const { verdict, rule } = explained.trace;
    return {
      method,
      transport,
      verdict,
      rule: rule === undefined ? null : { id: rule.id, policy: placeOf(rule) },
      remedies: remedies(explained, placeOf),
    };
  });
