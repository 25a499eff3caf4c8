import type { Limit, LimitKey, Sizes } from '../policy/policy.js';
import type { Meter } from '../ruleset/ruleset.js';
import type { Entry } from './classes.js';
import { type LimitOwner, limitMeter, meterOf } from './meters.js';
import { chains } from './names.js';
import { type Draft, draft, refuseTo } from './write.js';

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
    case 'rate':
    case 'window':
      return [
        draft(suffix, [{ kind: 'limit', meter: limitMeter(owner, key) }], refuseTo(refused), value.path),
      ];
  }
}

/** A meter for each entry of a `limits` map that counts. */
export function meterList(
  owner: LimitOwner,
  limits: ReadonlyMap<LimitKey, Limit>,
  sizes: Sizes,
  whenFull: (key: LimitKey) => Meter['whenFull'],
): readonly Meter[] {
  return [...limits].flatMap(([key, limit]) =>
    limit.kind === 'rate' || limit.kind === 'window'
      ? [meterOf(owner, key, limit, sizes, whenFull(key))]
      : [],
  );
}
