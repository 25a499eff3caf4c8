import { evaluator } from '../../src/evaluate/evaluator.js';
import type { BackendRules, EvaluatorOptions } from '../../src/evaluate/options.js';
import { registrars } from '../sizes.js';
import { type ModelFlood, type ModelPhone, playFlood, playPhone } from './senders.js';
import { type Load, ModelSwitch } from './switch.js';
import { type Random, randomOf, Timeline } from './timeline.js';

export interface NewcomersTrial {
  readonly name: string;
  /** Milliseconds for which the flood runs alone, from the moment at which the rules are loaded. */
  readonly lead: number;
  readonly flood: ModelFlood;
  readonly phones: (random: Random, lead: number) => readonly ModelPhone[];
}

export interface NewcomersResult extends Load {
  readonly tried: number;
  readonly registered: number;
  /** Milliseconds that half of those who registered needed at most. */
  readonly half: number;
}

/** Milliseconds over which newcomers begin, and for which each tries. */
const SPREAD = 4000;
const PATIENCE = 30_000;

/** Plays one trial behind the rules of a backend, or behind none, from empty sets. The same seed gives the same result. */
export function playNewcomers(
  { lead, flood, phones }: NewcomersTrial,
  seed: number,
  rules?: BackendRules,
  options: EvaluatorOptions = {},
): NewcomersResult {
  const timeline = new Timeline();
  const random = randomOf(seed);
  const machine = rules && evaluator(rules, options);
  const to = new ModelSwitch(timeline, random, registrars.full, machine);
  const times: number[] = [];
  const all = phones(random, lead);
  playFlood(to, flood);
  for (const phone of all) playPhone(to, phone, (after) => times.push(after));
  timeline.run(lead + SPREAD + PATIENCE);
  const half = times.sort((one, other) => one - other)[times.length >> 1] ?? 0;
  return { ...to.load(), tried: all.length, registered: times.length, half };
}

const PHONES = 0x0a00_0001;
const BOTS = 0x0a80_0001;
const SUBNET = 256;

const begin = (random: Random, lead: number): Pick<ModelPhone, 'start' | 'patience' | 'away'> => ({
  start: lead + random() * SPREAD,
  patience: PATIENCE,
  away: 20 + random() * 60,
});

/** Customers with an address and a subnet each. */
const homes = (count: number) => (random: Random, lead: number): readonly ModelPhone[] =>
  Array.from({ length: count }, (_, index) => ({ address: PHONES + index * SUBNET, port: 5060, ...begin(random, lead) }));

/** `each` phones behind an address, that come within so many milliseconds. */
const offices = (count: number, each: number, within: number) => (random: Random, lead: number): readonly ModelPhone[] =>
  Array.from({ length: count }, (_, office) => {
    const first = begin(random, lead);
    return Array.from({ length: each }, (_, index) => ({
      ...{ ...first, address: PHONES + office * SUBNET, port: 6000 + index },
      start: first.start + random() * within,
    }));
  }).flat();

const bots = (count: number, each: number, subnets = count): ModelFlood => ({
  rate: count * each,
  from: (random) => {
    const bot = Math.floor(random() * count);
    return { address: BOTS + (bot % subnets) * SUBNET + Math.floor(bot / subnets), port: 5060 };
  },
});

/** Addresses that nobody owns, a new one for each request. */
const forged = (rate: number): ModelFlood => ({
  rate,
  from: (random) => ({ address: 0x0b00_0000 + Math.floor(random() * 2 ** 23), port: 5060 }),
});

const nobody: ModelFlood = { rate: 0, from: () => ({ address: BOTS, port: 5060 }) };

/** What a customer of whom nothing is known meets. Floods are of 4,000 requests a second, four times what the registrar can do. */
export const newcomersTrials: readonly NewcomersTrial[] = [
  { name: '2,000 bots, 2 a second each, a subnet each', lead: 2000, flood: bots(2000, 2), phones: homes(100) },
  { name: '2,000 bots in 8 subnets', lead: 2000, flood: bots(2000, 2, 8), phones: homes(100) },
  { name: '500 bots, 8 a second each', lead: 2000, flood: bots(500, 8), phones: homes(100) },
  { name: '4,000 bots, 1 a second each', lead: 2000, flood: bots(4000, 1), phones: homes(100) },
  { name: '20,000 bots, one in 5 s each', lead: 2000, flood: bots(20_000, 0.2), phones: homes(100) },
  { name: 'forged, each request from a new address', lead: 2000, flood: forged(4000), phones: homes(100) },
  { name: 'forged, each request twice, 500 ms apart', lead: 2000, flood: { ...forged(2000), again: 500 }, phones: homes(100) },
  { name: '2,000 bots; 4 offices of 60 phones, within 2 s', lead: 2000, flood: bots(2000, 2), phones: offices(4, 60, 2000) },
  { name: 'the same, 10 s after the bots began', lead: 10_000, flood: bots(2000, 2), phones: offices(4, 60, 2000) },
  { name: 'no flood; 1,000 customers', lead: 2000, flood: nobody, phones: homes(1000) },
  { name: 'no flood; 2,000 customers', lead: 2000, flood: nobody, phones: homes(2000) },
];
