import type { RateAndBurst } from '../../net/rate.js';
import type { Count } from '../../net/units.js';
import type { Option, Part } from '../../plan/iptables/parse-rule.js';
import { type Condition, type Per, rateUnit } from '../old-rule.js';

const has = (options: readonly Option[], name: string): boolean => options.some((one) => one.name === name);
const saidOf = (options: readonly Option[], ...names: readonly string[]): string | undefined =>
  options.find((one) => names.includes(one.name))?.values[0];

/** What limit, hashlimit, recent and connlimit count. A list that is only written to asks nothing. */
export function countingConditions({ name, options }: Part): readonly Condition[] {
  const strange = options.find(
    (one) => (one.negated && one.name !== 'connlimit-above') || one.name === 'rdest',
  );
  if (strange !== undefined) return unread(`-m ${name} ${strange.negated ? '! ' : ''}--${strange.name}`);
  switch (name) {
    case 'limit':
      return rateOf(options, 'all', saidOf(options, 'limit'), saidOf(options, 'limit-burst'));
    case 'hashlimit':
      return hashlimitOf(options);
    case 'recent':
      return recentOf(options);
    case 'connlimit':
      return connlimitOf(options);
  }
  return [{ kind: 'unread', words: `-m ${name}` }];
}

const unread = (words: string): readonly Condition[] => [{ kind: 'unread', words }];

function hashlimitOf(options: readonly Option[]): readonly Condition[] {
  const rate = saidOf(options, 'hashlimit-upto', 'hashlimit-above', 'hashlimit');
  const mode = saidOf(options, 'hashlimit-mode');
  const mask = Number(saidOf(options, 'hashlimit-srcmask') ?? 32);
  const per = perOf(mode, mask);
  if (per === undefined) return unread(`-m hashlimit --hashlimit-mode ${mode}`);
  return rateOf(options, per, rate, saidOf(options, 'hashlimit-burst'));
}

function perOf(mode: string | undefined, mask: number): Per | undefined {
  if (mode === undefined) return 'all';
  const fields = mode.split(',');
  if (!fields.includes('srcip')) return mode === 'dstip' || mode === 'dstport' ? 'all' : undefined;
  if (fields.includes('srcport')) return undefined;
  return mask >= 32 ? 'source' : 'subnet';
}

function rateOf(
  options: readonly Option[],
  per: Per,
  text: string | undefined,
  burst: string | undefined,
): readonly Condition[] {
  const rate = parseOldRate(text, burst);
  if (rate === undefined) return unread(`a rate of ${text ?? 'nothing'}`);
  return [{ kind: 'rate', rate, above: has(options, 'hashlimit-above'), per }];
}

/** xt_limit.c and xt_hashlimit.c: burst 5 where nothing is said. */
const BURST = 5;

/** `5/sec`, `10/min`, `3`: iptables takes any beginning of the word, and a second where none stands. */
export function parseOldRate(text: string | undefined, burst: string | undefined): RateAndBurst | undefined {
  const [, count, letter = 's'] = /^(\d{1,7})(?:\/([smhd])[a-z]*)?$/.exec(text ?? '') ?? [];
  const unit = rateUnit(letter);
  if (count === undefined || Number(count) < 1 || unit === undefined) return undefined;
  const most = Number(burst ?? BURST);
  if (!Number.isInteger(most) || most < 1) return undefined;
  return { rate: { count: Number(count) as Count, unit }, burst: most as Count };
}

function recentOf(options: readonly Option[]): readonly Condition[] {
  const list = saidOf(options, 'name') ?? 'DEFAULT';
  if (has(options, 'set')) return [];
  if (has(options, 'remove')) return unread(`-m recent --remove --name ${list}`);
  const [seconds, hits] = [saidOf(options, 'seconds'), saidOf(options, 'hitcount')].map(Number);
  if (!Number.isInteger(seconds) || !Number.isInteger(hits) || (hits ?? 0) < 2)
    return unread(`whoever is in the list ${list} of -m recent`);
  return [{ kind: 'window', hits: hits ?? 0, seconds: seconds ?? 0 }];
}

function connlimitOf(options: readonly Option[]): readonly Condition[] {
  const above = options.find(({ name }) => name === 'connlimit-above');
  const upto = saidOf(options, 'connlimit-upto') ?? (above?.negated ? above.values[0] : undefined);
  const most = Number(upto ?? above?.values[0]);
  const mask = Number(saidOf(options, 'connlimit-mask') ?? 32);
  if (!Number.isInteger(most) || has(options, 'connlimit-daddr')) return unread('-m connlimit');
  const per: Per = mask === 0 ? 'all' : mask === 32 || mask === 128 ? 'source' : 'subnet';
  return [{ kind: 'connections', most, above: upto === undefined, per }];
}
