import type { BackendRules } from '../../src/evaluate/options.js';
import { rulesOf } from '../../test/evaluate/samples.js';
import { number } from '../cells.js';
import { type NewcomersResult, playNewcomers } from '../model/newcomers.js';
import { PATIENCE, SPREAD } from '../model/senders.js';
import { type NewcomersTrial, newcomersTrials } from '../model/trials.js';
import { policyFor } from '../policy.js';
import type { Ruleset } from '../rulesets.js';
import type { Playable } from '../scenario.js';
import { registrars } from '../sizes.js';

const SEEDS = 10;

/** What the evaluator has: the two iptables print the same. */
const backends: Partial<Record<Ruleset, BackendRules['backend']>> = {
  nftables: 'nftables',
  'iptables-nft': 'iptables',
};

/** Thousands of seconds of packets, so it is played on the evaluator, which has the kernel's buckets and a clock of its own. */
export const newcomers: Playable = {
  name: 'newcomers',
  title: 'Newcomers in a flood, on the evaluator',
  light: false,
  turned: true,
  rulesets: ['none', 'nftables', 'iptables-nft'],
  policies: { full: policyFor(registrars.full), tenth: policyFor(registrars.tenth) },
  story:
    `Customers of whom nothing is known come within ${SPREAD / 1000} s and give up after ${PATIENCE / 1000} s, while a flood runs. Of a hundred of them, how many register: the median of ${SEEDS} seeds, and the least and the most. ` +
    `The registrar answers ${number(registrars.full.capacity)} requests a second; floods send four times as many, unless they say otherwise.`,
  columns: [
    ...newcomersTrials.map(({ name }) => name),
    'the most requests at the registrar in a second',
    'the most lost at its full queue',
  ],
  async row(ruleset) {
    const backend = backends[ruleset];
    const rules = rulesOf(policyFor(registrars.full)).find((one) => one.backend === backend);
    const results = newcomersTrials.map((trial) => played(trial, rules));
    const all = results.flat();
    const most = (part: 'peak' | 'lost'): string => number(Math.max(...all.map((result) => result[part])));
    return [...results.map(cell), most('peak'), most('lost')];
  },
};

const played = (trial: NewcomersTrial, rules: BackendRules | undefined): readonly NewcomersResult[] =>
  Array.from({ length: SEEDS }, (_, seed) => playNewcomers(trial, seed + 1, rules));

function cell(results: readonly NewcomersResult[]): string {
  const shares = results
    .map(({ registered, tried }) => Math.round((100 * registered) / tried))
    .sort((one, other) => one - other);
  return `${shares[shares.length >> 1]} (${shares[0]} to ${shares.at(-1)})`;
}
