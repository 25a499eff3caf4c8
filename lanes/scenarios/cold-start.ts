import { setTimeout } from 'node:timers/promises';
import { backends } from '../../src/host/lab/backends.js';
import type { FleetReport } from '../actors/cast-protocol.js';
import type { RegistrarReport } from '../actors/registrar-protocol.js';
import type { Attack } from '../attack.js';
import { arrived, kept, number, registered } from '../cells.js';
import { botnet, customers } from '../people.js';
import { policyFor } from '../policy.js';
import type { Scenario, Size } from '../scenario.js';
import { registrars } from '../sizes.js';
import { botRequests } from './botnet.js';

interface ColdSize extends Size {
  readonly phones: number;
  readonly saved: number;
  readonly bots: number;
  /** Milliseconds of the flood before the first phone. */
  readonly lead: number;
  readonly spread: number;
  readonly patience: number;
  /** Of a stranger's REGISTERs, where the policy is strict. */
  readonly limit: string;
}

interface ColdResult {
  readonly strangers: FleetReport;
  readonly saved: FleetReport;
  readonly attack: Attack;
  readonly report: RegistrarReport;
}

const EACH = 2;
const STRICT_SHARE = 0.3;

const story = ({ phones, saved, bots, spread, patience }: ColdSize): string =>
  `The rules are loaded while ${number(bots)} bots send ${number(bots * EACH)} REGISTERs a second. ${number(phones)} customers of whom nothing is known register within ` +
  `${spread / 1000} s and give up after ${patience / 1000} s; so do ${number(saved)} customers that were put into \`known\` when the rules were loaded, from a saved set or from the flows that conntrack has seen answered.`;

const strictStory = ({ limit, registrar }: ColdSize): string =>
  ` The policy is one for such an hour: a stranger may send REGISTER at ${limit} instead of 5/s burst 10, and all strangers together get ${number(registrar.capacity * STRICT_SHARE)} requests a second. ` +
  'A phone needs two requests. A bot goes on, uses up its own limit, and leaves the common cap to whoever comes anew.';

/** With the default limits; or, strict, with ones for the time in which nothing is known. */
export const coldStart = (strict: boolean): Scenario<ColdSize, ColdResult> => ({
  name: strict ? 'cold-start-strict' : 'cold-start',
  title: `Cold start in the middle of a flood${strict ? ', with a policy for it' : ''}`,
  sizes: {
    full: {
      registrar: registrars.full,
      phones: 100,
      saved: 100,
      bots: 2000,
      lead: 2000,
      spread: 4000,
      patience: 8000,
      limit: '6/min burst 6',
    },
    tenth: {
      registrar: registrars.tenth,
      phones: 10,
      saved: 10,
      bots: 200,
      lead: strict ? 2000 : 500,
      spread: 500,
      patience: strict ? 4000 : 2000,
      limit: '6/min burst 3',
    },
  },
  light: false,
  ...(strict ? { rulesets: backends } : {}),
  policy: ({ registrar, limit }) =>
    policyFor(registrar, strict ? { limits: `{ REGISTER: ${limit} }`, share: STRICT_SHARE } : {}),
  story: (size) => story(size) + (strict ? strictStory(size) : ''),
  play: (stage, size) => play(stage, size),
  columns: {
    'nothing known': ({ strangers }) => registered(strangers),
    'known was saved': ({ saved }) => registered(saved),
    "bots' requests at the registrar": ({ report }) => number(arrived(report, 'bot')),
    'sent a second': ({ attack, report }) => kept(attack, report),
  },
});

const play: Scenario<ColdSize, ColdResult>['play'] = async (stage, size) => {
  const { phones, saved, bots, lead, spread, patience } = size;
  const warm = customers(saved, phones);
  await stage.remember(warm.map(({ address }) => address));
  const both = async () => {
    await setTimeout(lead);
    const fleet = { spread, rounds: 1, every: 0, patience };
    return Promise.all([
      stage.fleet({ ...fleet, label: 'stranger', phones: customers(phones) }),
      stage.fleet({ ...fleet, label: 'saved', phones: warm }),
    ]);
  };
  const ask = { from: botnet(bots), payloads: botRequests, rate: bots * EACH };
  const [[strangers, remembered], attack] = await stage.flood(ask, both());
  return { strangers, saved: remembered, attack, report: await stage.report() };
};
