import type { Count, Milliseconds } from '../net/units.js';
import type { PolicyPath } from '../policy/path.js';
import type { Limit, LimitKey, RateLimit, Sizes, WindowLimit } from '../policy/policy.js';
import type { When } from '../policy/sip.js';
import type { Match } from '../ruleset/match.js';
import type { Meter } from '../ruleset/ruleset.js';
import type { Entry } from './classes.js';
import { type LimitOwner, limitMeter, meterOf } from './meters.js';
import { chains } from './names.js';
import { type Draft, draft, refuseTo } from './write.js';

/** One rule each, which do not exclude each other: the parts of a week in which something holds. */
export interface Part {
  /** Behind the rule's name, where there are several. */
  readonly suffix: string;
  readonly matches: readonly Match[];
}

export const partsOf = (when: When | undefined): readonly Part[] =>
  when === undefined
    ? [{ suffix: '', matches: [] }]
    : when.windows.map((window, index) => ({
        suffix: index === 0 ? '' : `.${index + 1}`,
        matches: [{ kind: 'time', ...window }],
      }));

const words: Readonly<Record<LimitOwner, string>> = {
  strangers: 'source',
  subnet: 'subnet',
  together: 'together',
  known: 'source',
  'known.port': 'port',
  called: 'source',
};

/** A rule for each entry of a `limits` map, sending what is over the limit to `refused`. */
export function limitDrafts(
  owner: LimitOwner,
  entries: readonly Entry<Limit>[],
  refused = chains.refuse,
): readonly Draft[] {
  return entries.flatMap((entry) => limitDraft(owner, entry, refused));
}

function limitDraft(
  owner: LimitOwner,
  { key, value }: Entry<Limit>,
  refused: typeof chains.refuse,
): readonly Draft[] {
  const suffix = `${words[owner]}.${key}`;
  switch (value.kind) {
    case 'allow':
      return [];
    case 'drop':
      return [draft(suffix, [], refuseTo(refused), value.path)];
    case 'greylist':
      return [draft(suffix, [over(owner, key)], refuseTo(refused), value.path)];
    case 'rate':
    case 'window':
      return partsOf(value.when).map((part) =>
        draft(`${suffix}${part.suffix}`, [...part.matches, over(owner, key)], refuseTo(refused), value.path),
      );
  }
}

const over = (owner: LimitOwner, key: LimitKey): Match => ({ kind: 'limit', meter: limitMeter(owner, key) });

/** A meter for each entry of a `limits` map that counts. */
export function meterList(
  owner: LimitOwner,
  limits: ReadonlyMap<LimitKey, Limit>,
  sizes: Sizes,
  whenFull: (key: LimitKey) => Meter['whenFull'],
): readonly Meter[] {
  return [...limits].flatMap(([key, limit]) => {
    const counted = countedBy(limit);
    return counted === undefined ? [] : [meterOf(owner, key, counted, sizes, whenFull(key))];
  });
}

function countedBy(limit: Limit): RateLimit | WindowLimit | undefined {
  switch (limit.kind) {
    case 'allow':
    case 'drop':
      return undefined;
    case 'greylist':
      return greylisted(limit.path);
    case 'rate':
    case 'window':
      return limit;
  }
}

/** A PBX that qualifies repeats its OPTIONS every 20 to 60 s (and RFC 3261 17.1.2.2 after 0.5 s); a scanner asks each host once. */
export const greylistTime = 120_000 as Milliseconds;

/** What a source gets through once it has repeated itself. */
function greylisted(path: PolicyPath): RateLimit {
  const rate = { count: 4 as Count, unit: 'minute' } as const;
  return { kind: 'rate', rate, burst: 2 as Count, per: 'source', expire: undefined, path };
}
