import { setTimeout as sleep } from 'node:timers/promises';
import type { CrowdReport, Served } from '../actors/crowd-protocol.js';
import type { RegistrarReport } from '../actors/registrar-protocol.js';
import { lost, number, seconds } from '../cells.js';
import { crowd } from '../crowd.js';
import { policyFor } from '../policy.js';
import { rulesets } from '../rulesets.js';
import type { Scenario, Size } from '../scenario.js';
import { registrars } from '../sizes.js';
import type { CrowdAttack } from './crowd-attacks.js';

export interface CrowdSize extends Size {
  readonly customers: number;
  readonly seed: number;
  /** Milliseconds over which they come at first, and when they come back. */
  readonly first: number;
  readonly again: number;
  /** Seconds of `sip.learn`: they come back when it is over. */
  readonly learn: number;
  readonly patience: number;
}

export interface CrowdResult {
  readonly first: CrowdReport;
  readonly again: CrowdReport;
  readonly report: RegistrarReport;
}

/** Milliseconds until a call is answered. */
const RING = 300;

export const crowdScenario = (attack: CrowdAttack): Scenario<CrowdSize, CrowdResult> => ({
  name: `crowd-${attack.name}`,
  title: attack.title,
  sizes: {
    full: {
      registrar: { ...registrars.full, ring: RING },
      customers: 2000,
      seed: 1,
      first: 15_000,
      again: 2000,
      learn: 30,
      patience: 32_000,
    },
    tenth: {
      registrar: { ...registrars.tenth, ring: RING },
      customers: 200,
      seed: 1,
      first: 6000,
      again: 1000,
      learn: 15,
      patience: 20_000,
    },
  },
  light: false,
  rulesets: ['alone', ...rulesets],
  policy: ({ registrar, learn }) => policyFor(registrar, { sip: [`learn: ${learn}s`] }),
  story: ({ customers, seed, first, again, registrar, learn, patience }) =>
    `${number(customers)} customers of [the crowd](#the-crowd) (seed ${seed}) come within ${first / 1000} s, when nothing is known of anybody (\`sip.learn: ${learn}s\`), to a registrar that answers ${number(registrar.capacity)} requests a second. ` +
    `Then all of them come back within ${again / 1000} s, some behind other addresses than before. Each gives up after ${patience / 1000} s. ${attack.story(registrar.capacity)}`,
  async play(stage, { customers, seed, first: spread, again, learn, patience, registrar }) {
    const begin = Date.now();
    const visit = { seed, patience };
    const first = await stage.crowd({ ...visit, label: 'first', customers: crowd(customers, seed), spread });
    await sleep(Math.max(0, begin + learn * 1000 - Date.now()));
    const back = { ...visit, label: 'again', customers: crowd(customers, seed, 1), spread: again };
    const coming = stage.crowd(back);
    const alone = stage.ruleset === 'alone';
    const [told] = await Promise.all([
      coming,
      alone ? undefined : attack.play(stage, registrar.capacity, coming),
    ]);
    return { first, again: told, report: await stage.report() };
  },
  columns: {
    'served at first': ({ first }) => served(first),
    'served again': ({ again }) => served(again),
    'PBXes and trunks': ({ again }) => served(again, 'pbx', 'trunk'),
    'the last after': ({ again }) => seconds(again.last),
    'lost at the full queue': ({ report }) => lost(report),
    ...Object.fromEntries(
      Object.entries(attack.columns).map(([name, cell]) => [name, ({ report }: CrowdResult) => cell(report)]),
    ),
  },
});

/** Of these kinds, or of all. */
export function servedOf({ kinds }: CrowdReport, ...wanted: readonly string[]): Served {
  const chosen = Object.entries(kinds).filter(([kind]) => wanted.length === 0 || wanted.includes(kind));
  const sum = (part: keyof Served): number => chosen.reduce((total, [, each]) => total + each[part], 0);
  return {
    tried: sum('tried'),
    served: sum('served'),
    slowest: Math.max(...chosen.map(([, each]) => each.slowest)),
  };
}

function served(report: CrowdReport, ...wanted: readonly string[]): string {
  const { tried, served: done } = servedOf(report, ...wanted);
  return done === tried ? `all ${number(tried)}` : `${number(done)} of ${number(tried)}`;
}
