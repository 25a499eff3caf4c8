import { evaluator } from '../../src/evaluate/evaluator.js';
import type { BackendRules, EvaluatorOptions } from '../../src/evaluate/options.js';
import { registrars } from '../sizes.js';
import { type ModelFlood, type ModelPhone, playFlood, playPhone } from './senders.js';
import { type Load, ModelSwitch } from './switch.js';
import { type Random, randomOf, Timeline } from './timeline.js';

export interface NewcomersTrial {
  readonly name: string;
  readonly flood: ModelFlood;
  readonly phones: (random: Random) => readonly ModelPhone[];
}

export interface NewcomersResult extends Load {
  readonly tried: number;
  readonly registered: number;
  /** Milliseconds that half of those who registered needed at most. */
  readonly half: number;
}

/** Milliseconds: the flood runs alone, then newcomers begin over `SPREAD`, and each tries for `PATIENCE`. */
const LEAD = 2000;
const SPREAD = 4000;
const PATIENCE = 30_000;

/** Plays one trial behind the rules of a backend, or behind none, from empty sets. The same seed gives the same result. */
export function playNewcomers(
  { flood, phones }: NewcomersTrial,
  seed: number,
  rules?: BackendRules,
  options: EvaluatorOptions = {},
): NewcomersResult {
  const timeline = new Timeline();
  const random = randomOf(seed);
  const machine = rules && evaluator(rules, options);
  const to = new ModelSwitch(timeline, random, registrars.full, machine);
  const times: number[] = [];
  const all = phones(random);
  playFlood(to, flood);
  for (const phone of all) playPhone(to, phone, (after) => times.push(after));
  timeline.run(LEAD + SPREAD + PATIENCE);
  const half = times.sort((one, other) => one - other)[times.length >> 1] ?? 0;
  return { ...to.load(), tried: all.length, registered: times.length, half };
}

const PHONES = 0x0a00_0001;
const BOTS = 0x0a80_0001;
const SUBNET = 256;

const begin = (random: Random): Pick<ModelPhone, 'start' | 'patience' | 'away'> => ({
  start: LEAD + random() * SPREAD,
  patience: PATIENCE,
  away: 20 + random() * 60,
});

/** Customers with an address and a subnet each. */
const homes = (count: number) => (random: Random): readonly ModelPhone[] =>
  Array.from({ length: count }, (_, index) => ({ address: PHONES + index * SUBNET, port: 5060, ...begin(random) }));

/** `each` phones behind an address, that come within so many milliseconds. */
const offices = (count: number, each: number, within: number) => (random: Random): readonly ModelPhone[] =>
  Array.from({ length: count }, (_, office) => {
    const first = begin(random);
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
  { name: '2,000 bots, 2 a second each, a subnet each', flood: bots(2000, 2), phones: homes(100) },
  { name: '2,000 bots in 8 subnets', flood: bots(2000, 2, 8), phones: homes(100) },
  { name: '500 bots, 8 a second each', flood: bots(500, 8), phones: homes(100) },
  { name: '4,000 bots, 1 a second each', flood: bots(4000, 1), phones: homes(100) },
  { name: '20,000 bots, one in 5 s each', flood: bots(20_000, 0.2), phones: homes(100) },
  { name: 'forged, each request from a new address', flood: forged(4000), phones: homes(100) },
  { name: 'forged, each request twice, 500 ms apart', flood: { ...forged(2000), again: 500 }, phones: homes(100) },
  { name: '2,000 bots; 4 offices of 60 phones, within 2 s', flood: bots(2000, 2), phones: offices(4, 60, 2000) },
  { name: 'no flood; 1,000 customers', flood: nobody, phones: homes(1000) },
  { name: 'no flood; 2,000 customers', flood: nobody, phones: homes(2000) },
];
