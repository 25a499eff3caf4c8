import { createHash } from 'node:crypto';
import type { PolicyPath } from '../policy/path.js';
import type { Meter, Ruleset } from '../ruleset/ruleset.js';
import type { Capabilities } from './capabilities.js';
import type { NoteFallback } from './fallback.js';
import { mapRules } from './rewrite.js';

interface Form {
  readonly prefix: string;
  readonly length: number;
}

/** Gives chains, sets and meters the names that the backend will see, and keeps log prefixes within its length. */
export function nameEverything(ruleset: Ruleset, can: Capabilities, note: NoteFallback): Ruleset {
  const shorten = (text: string, form: Form, origin: PolicyPath): string => {
    const name = shortened(text, form);
    if (name !== form.prefix + text)
      note({ kind: 'name-shortened', from: form.prefix + text, to: name, origin });
    return name;
  };
  const meterName = (meter: Meter) =>
    can.meterName.prefix === ''
      ? meter.name
      : shortened(`${meter.id}#${fingerprint(meter)}`, can.meterName, 'digest');
  const named: Ruleset = {
    ...ruleset,
    chains: ruleset.chains.map((chain) => ({
      ...chain,
      name: shorten(chain.name, can.chainName, chain.rules[0]?.origin ?? []),
    })),
    sets: ruleset.sets.map((set) => ({ ...set, name: shorten(set.name, can.setName, set.origin) })),
    meters: ruleset.meters.map((meter) => ({ ...meter, name: meterName(meter) })),
  };
  return logPrefixes(named, can, note);
}

/**
 * The name if it fits, otherwise its beginning and a digest of the whole. `digest` is for hashlimit: the kernel
 * keeps the limits of a table that already has the name (seen: a reload from 5/s to 50/s went on with 5/s),
 * so the name must change whenever the limit does.
 */
function shortened(text: string, { prefix, length }: Form, form: 'readable' | 'digest' = 'readable'): string {
  const room = length - prefix.length;
  const digest = createHash('sha256').update(text).digest('hex');
  if (form === 'digest') return prefix + digest.slice(0, room);
  return text.length <= room ? prefix + text : `${prefix}${text.slice(0, room - 7)}-${digest.slice(0, 6)}`;
}

function fingerprint({ key, algorithm, sense, expire, size, family }: Meter): string {
  return JSON.stringify([key, algorithm, sense, expire, size, family]);
}

function logPrefixes(ruleset: Ruleset, can: Capabilities, note: NoteFallback): Ruleset {
  return mapRules(ruleset, (rule) => {
    if (rule.action.kind !== 'log' || rule.action.prefix.length <= can.logPrefix) return [rule];
    const prefix = `${rule.action.prefix.slice(0, can.logPrefix - 1).trimEnd()} `;
    note({ kind: 'log-prefix-shortened', from: rule.action.prefix, to: prefix, origin: rule.origin });
    return [{ ...rule, action: { kind: 'log', prefix } }];
  });
}
