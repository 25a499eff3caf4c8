import { setTimeout } from 'node:timers/promises';
import type { FleetReport } from '../actors/cast-protocol.js';
import type { RegistrarReport } from '../actors/registrar-protocol.js';
import type { Attack } from '../attack.js';
import { arrived, kept, number, registered, seconds } from '../cells.js';
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
}

interface ColdResult {
  readonly strangers: FleetReport;
  readonly saved: FleetReport;
  readonly attack: Attack;
  readonly report: RegistrarReport;
}

const EACH = 2;

const story = ({ phones, saved, bots, spread, patience }: ColdSize): string =>
  `The rules are loaded while ${number(bots)} bots send ${number(bots * EACH)} REGISTERs a second. ${number(phones)} customers of whom nothing is known register within ` +
  `${spread / 1000} s and give up after ${patience / 1000} s; so do ${number(saved)} customers that were put into \`known\` when the rules were loaded, from a saved set or from the flows that conntrack has seen answered.`;

export const coldStart: Scenario<ColdSize, ColdResult> = {
  name: 'cold-start',
  title: 'Cold start in the middle of a flood',
  sizes: {
    full: {
      registrar: registrars.full,
      phones: 100,
      saved: 100,
      bots: 2000,
      lead: 2000,
      spread: 4000,
      patience: 30_000,
    },
    tenth: {
      registrar: registrars.tenth,
      phones: 10,
      saved: 10,
      bots: 200,
      lead: 6000,
      spread: 500,
      patience: 20_000,
    },
  },
  light: false,
  policy: ({ registrar }) => policyFor(registrar),
  story,
  play: (stage, size) => play(stage, size),
  columns: {
    'nothing known': ({ strangers }) => registered(strangers),
    'the last after': ({ strangers }) => seconds(strangers.last),
    'known was saved': ({ saved }) => registered(saved),
    "bots' requests at the registrar": ({ report }) => number(arrived(report, 'bot')),
    'sent a second': ({ attack, report }) => kept(attack, report),
  },
};

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
