import { isList, isObject, type Json, type JsonObject, parseJson } from '../json/json.js';

/** What a policy made of one host, as its `manifest.json` tells it: all that is known where the policy is not at hand. */
export interface Applied {
  readonly policy: { readonly name: string; readonly sha256: string; readonly profile: string | undefined };
  /** Registrations on a normal day, where the policy tells them. */
  readonly registrations: number | undefined;
  readonly bans: readonly { readonly cause: string; readonly seconds: number }[];
  /** The path in the policy, by rule id. */
  readonly rules: ReadonlyMap<string, string>;
  /** Rule ids, by the number under which sets of nftables note whom they refuse. */
  readonly noted: ReadonlyMap<number, string>;
  readonly sets: readonly AppliedSet[];
  readonly meters: readonly AppliedMeter[];
}

export interface AppliedSet {
  readonly backend: string;
  readonly name: string;
  readonly family: 'ipv4' | 'ipv6';
  readonly kind: string;
  /** Of a learned set: `banned`, `known`, ... */
  readonly holds: string | undefined;
  readonly size: number | undefined;
  /** What an entry lives that is not given a time of its own. */
  readonly seconds: number | undefined;
  readonly policy: string;
  readonly at: string;
}

export interface AppliedMeter {
  readonly id: string;
  readonly backend: string;
  readonly name: string;
  readonly family: string;
  readonly key: string;
  readonly size: number;
}

/** Reads a manifest; `undefined` for what is none, or one of a version that did not tell what its sets hold. */
export function readApplied(text: string): Applied | undefined {
  const manifest = parseJson(text);
  if (!isObject(manifest) || manifest.format !== 1 || !isObject(manifest.policy) || !isList(manifest.bans))
    return undefined;
  const { policy, baseline, bans, rules, noted, sets, meters } = manifest;
  const registrations = isObject(baseline) ? numberOf(baseline.registrations) : undefined;
  return {
    policy: {
      name: textOf(policy.name),
      sha256: textOf(policy.sha256),
      profile: policy.profile === null ? undefined : textOf(policy.profile),
    },
    registrations,
    bans: objects(bans).map(({ cause, timeMs }) => ({
      cause: textOf(cause),
      seconds: Math.ceil((numberOf(timeMs) ?? 0) / 1000),
    })),
    rules: new Map(
      Object.entries(isObject(rules) ? rules : {}).map(([id, rule]) => [
        id,
        isObject(rule) ? textOf(rule.policy) : '',
      ]),
    ),
    noted: new Map(
      Object.entries(isObject(noted) ? noted : {}).map(([number, id]) => [
        Number(number),
        ruleOf(textOf(id)),
      ]),
    ),
    sets: objects(sets).filter(isNamed).map(setOf),
    meters: objects(meters).filter(isNamed).map(meterOf),
  };
}

/** A rule after which the packet goes on is noted by one of its own before it. */
const ruleOf = (id: string): string => id.replace(/\.noted$/, '');

/** They become words of commands. */
const isNamed = ({ name }: JsonObject): boolean =>
  typeof name === 'string' && /^[A-Za-z][\w.-]{0,62}$/.test(name);

const setOf = ({
  backend,
  name,
  family,
  kind,
  holds,
  size,
  timeoutMs,
  policy,
  at,
}: JsonObject): AppliedSet => ({
  backend: textOf(backend),
  name: textOf(name),
  family: family === 'ipv6' ? 'ipv6' : 'ipv4',
  kind: textOf(kind),
  holds: typeof holds === 'string' ? holds : undefined,
  size: numberOf(size),
  seconds: typeof timeoutMs === 'number' ? Math.ceil(timeoutMs / 1000) : undefined,
  policy: textOf(policy),
  at: textOf(at),
});

const meterOf = ({ id, backend, name, family, key, size }: JsonObject): AppliedMeter => ({
  id: textOf(id),
  backend: textOf(backend),
  name: textOf(name),
  family: textOf(family),
  key: textOf(key),
  size: numberOf(size) ?? 0,
});

const objects = (json: Json | undefined): readonly JsonObject[] =>
  isList(json) ? json.filter((one): one is JsonObject => isObject(one)) : [];
const textOf = (json: Json | undefined): string => (typeof json === 'string' ? json : '');
const numberOf = (json: Json | undefined): number | undefined =>
  typeof json === 'number' && Number.isFinite(json) ? json : undefined;
