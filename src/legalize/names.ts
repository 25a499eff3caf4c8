import { createHash } from 'node:crypto';
import type { Capabilities } from '../platform/capabilities.js';
import type { PolicyPath } from '../policy/path.js';
import type { Meter, Ruleset } from '../ruleset/ruleset.js';
import { mapRules, type NoteFallback } from './fallback.js';

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
    can.meterName.prefix === '' ? meter.name : counting(meter, can.meterName);
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

const DIGITS = 6;

/** The name if it fits, otherwise its beginning and a digest of the whole. */
function shortened(text: string, { prefix, length }: Form): string {
  const room = length - prefix.length;
  if (text.length <= room) return prefix + text;
  return `${prefix}${text.slice(0, room - DIGITS - 1)}-${digest(text)}`;
}

/**
 * What it counts, as far as there is room, and a digest: `vg-sREGI-3170e1`. hashlimit: the kernel keeps the limits of a table that already
 * has the name (seen: a reload from 5/s to 50/s went on with 5/s), so the name must change whenever the limit does.
 */
function counting(meter: Meter, { prefix, length }: Form): string {
  const room = length - prefix.length - DIGITS - 1;
  const words = meter.id.split('.');
  const owner = words.slice(0, -1).map((word) => initials[word] ?? word.charAt(0));
  const word = [...owner, words.at(-1) ?? ''].join('').slice(0, room);
  return `${prefix}${word}-${digest(`${meter.id}#${fingerprint(meter)}`)}`;
}

/** Where two words have the same first letter. */
const initials: Readonly<Record<string, string>> = { subnet: 'n', share: 'h', search: 'q', refused: 'f' };

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, DIGITS);

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
