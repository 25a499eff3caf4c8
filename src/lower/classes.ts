import type { Limit, LimitKey, Limits, Strangers } from '../policy/policy.js';
import { type Method, methods } from '../sip/signature.js';

/** A class of strangers' packets that has rules of its own; methods that no map names share `other`. */
export type ClassName = Method | 'other' | 'unrecognised' | 'keepalive';

/** The methods that some map of the strangers names, in the order of `methods`. */
export function namedMethods(strangers: Strangers): readonly Method[] {
  const maps: readonly ReadonlyMap<LimitKey, unknown>[] = [
    strangers.limits,
    strangers.perSubnet,
    strangers.together,
    strangers.maxSize,
  ];
  return methods.filter((method) => maps.some((map) => map.has(method)));
}

export interface Entry<V> {
  readonly key: LimitKey;
  readonly value: V;
}

/** What a map says of a class: its own entry or `other`, and then `all`. */
export function entriesFor<V>(map: ReadonlyMap<LimitKey, V>, name: ClassName): readonly Entry<V>[] {
  const own: LimitKey = map.has(name) ? name : 'other';
  return present(map, [own, 'all']);
}

/** As `entriesFor`, but what is unrecognised has a share of `other` beside its own, strictest entry. */
export function sourceEntriesFor(limits: Limits, name: ClassName): readonly Entry<Limit>[] {
  if (name === 'unrecognised') return present(limits, ['unrecognised', 'other', 'all']);
  return entriesFor(limits, name);
}

/** No method can be read on an encrypted port: what counts every packet is all that applies. */
export const allOnly = (limits: Limits): readonly Entry<Limit>[] => present(limits, ['all']);

function present<V>(map: ReadonlyMap<LimitKey, V>, keys: readonly LimitKey[]): readonly Entry<V>[] {
  return keys.flatMap((key) => {
    const value = map.get(key);
    return value === undefined ? [] : [{ key, value }];
  });
}
