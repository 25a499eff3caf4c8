import { type ModelFlood, type ModelPhone, PATIENCE, SPREAD } from './senders.js';
import type { Random } from './timeline.js';

export interface NewcomersTrial {
  readonly name: string;
  /** Milliseconds for which the flood runs alone, from the moment at which the rules are loaded. */
  readonly lead: number;
  readonly flood: ModelFlood;
  readonly phones: (random: Random, lead: number) => readonly ModelPhone[];
}

const PHONES = 0x0a00_0001;
const BOTS = 0x0a80_0001;
const SUBNET = 256;
const placed = (first: number, index: number, subnets: number): number =>
  first + (index % subnets) * SUBNET + Math.floor(index / subnets);

const begin = (random: Random, lead: number): Pick<ModelPhone, 'start' | 'patience' | 'away'> => ({
  start: lead + random() * SPREAD,
  patience: PATIENCE,
  away: 20 + random() * 60,
});

/** Customers with an address each; in as many subnets as they are, or in so many. */
const homes =
  (count: number, subnets = count) =>
  (random: Random, lead: number): readonly ModelPhone[] =>
    Array.from({ length: count }, (_, index) => ({
      address: placed(PHONES, index, subnets),
      port: 5060,
      ...begin(random, lead),
    }));

/** `each` phones behind an address, that come within so many milliseconds. */
const offices =
  (count: number, each: number, within: number) =>
  (random: Random, lead: number): readonly ModelPhone[] =>
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
    return { address: placed(BOTS, bot, subnets), port: 5060 };
  },
});

/** Addresses of the newcomers' own subnets, beside theirs. */
const neighbours = (rate: number, subnets: number): ModelFlood => ({
  rate,
  from: (random) => ({
    address: placed(PHONES, 128 * subnets + Math.floor(random() * 120 * subnets), subnets),
    port: 5060,
  }),
});

/** Addresses that nobody owns, a new one for each request. */
const forged = (rate: number): ModelFlood => ({
  rate,
  from: (random) => ({ address: 0x0b00_0000 + Math.floor(random() * 2 ** 23), port: 5060 }),
});

const nobody: ModelFlood = { rate: 0, from: () => ({ address: BOTS, port: 5060 }) };

/** What a customer of whom nothing is known meets. Floods are of 4,000 requests a second, four times what the registrar can do. */
export const newcomersTrials: readonly NewcomersTrial[] = [
  {
    name: '2,000 bots, 2 a second each, a subnet each',
    lead: 2000,
    flood: bots(2000, 2),
    phones: homes(100),
  },
  { name: '2,000 bots in 8 subnets', lead: 2000, flood: bots(2000, 2, 8), phones: homes(100) },
  { name: '500 bots, 8 a second each', lead: 2000, flood: bots(500, 8), phones: homes(100) },
  { name: '4,000 bots, 1 a second each', lead: 2000, flood: bots(4000, 1), phones: homes(100) },
  { name: '20,000 bots, one in 5 s each', lead: 2000, flood: bots(20_000, 0.2), phones: homes(100) },
  { name: 'forged, each request from a new address', lead: 2000, flood: forged(4000), phones: homes(100) },
  {
    name: 'forged, each request twice, 500 ms apart',
    lead: 2000,
    flood: { ...forged(2000), again: 500 },
    phones: homes(100),
  },
  {
    name: 'forged from the 8 subnets of the newcomers, 100 a second',
    lead: 2000,
    flood: neighbours(100, 8),
    phones: homes(100, 8),
  },
  {
    name: '2,000 bots; 4 offices of 60 phones, within 2 s',
    lead: 2000,
    flood: bots(2000, 2),
    phones: offices(4, 60, 2000),
  },
  {
    name: 'the same, 10 s after the bots began',
    lead: 10_000,
    flood: bots(2000, 2),
    phones: offices(4, 60, 2000),
  },
  { name: 'no flood; 1,000 customers', lead: 2000, flood: nobody, phones: homes(1000) },
  { name: 'no flood; 1,000 customers in 8 subnets', lead: 2000, flood: nobody, phones: homes(1000, 8) },
  { name: 'no flood; 2,000 customers', lead: 2000, flood: nobody, phones: homes(2000) },
];
