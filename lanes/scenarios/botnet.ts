import { setTimeout } from 'node:timers/promises';
import { payload, sipRequest } from '../../test/packets/sip.js';
import type { FleetReport } from '../actors/cast-protocol.js';
import type { RegistrarReport } from '../actors/registrar-protocol.js';
import type { Attack } from '../attack.js';
import { arrived, kept, lost, number, registered } from '../cells.js';
import { botnet as bots, customers } from '../people.js';
import { policyFor } from '../policy.js';
import type { Scenario, Size } from '../scenario.js';
import { registrars } from '../sizes.js';

interface BotnetSize extends Size {
  readonly phones: number;
  readonly bots: number;
  readonly rounds: number;
  readonly every: number;
  readonly patience: number;
}

interface BotnetResult {
  readonly learned: number;
  readonly phones: FleetReport;
  readonly attack: Attack;
  readonly report: RegistrarReport;
}

/** Each bot asks twice a second, below every limit that one source could meet. */
const EACH = 2;

/** Without a user agent that a signature names, and for accounts that there are. */
export const botRequests = Array.from({ length: 16 }, (_, index) =>
  payload(
    sipRequest({
      method: 'REGISTER',
      id: `bot-${index}`,
      user: String(1000 + index),
      userAgent: 'Phone 1.0',
    }),
  ),
);

export const botnet: Scenario<BotnetSize, BotnetResult> = {
  name: 'botnet',
  title: 'Botnet',
  sizes: {
    full: { registrar: registrars.full, phones: 100, bots: 2000, rounds: 2, every: 4000, patience: 4000 },
    tenth: { registrar: registrars.tenth, phones: 10, bots: 200, rounds: 2, every: 1000, patience: 8000 },
  },
  light: false,
  policy: ({ registrar }) => policyFor(registrar),
  story: ({ registrar, phones, bots: count, rounds, every, patience }) =>
    `${number(phones)} phones register in peace, within ${every / 1000} s. Then ${number(count)} sources send ${EACH} REGISTERs a second each, without credentials, ` +
    `${number(count * EACH)} a second in all, to a registrar that answers ${number(registrar.capacity)} (${registrar.queue} may wait). The phones register again, ` +
    `${rounds} times, every ${every / 1000} s; one that is not done after ${patience / 1000} s has failed.`,
  async play(stage, { phones: count, bots: many, rounds, every, patience }) {
    const fleet = { label: 'phone', phones: customers(count), patience, every };
    await stage.fleet({ ...fleet, label: 'quiet', spread: every, rounds: 1 });
    const learned = (await stage.members('known')).length;
    const again = async () => {
      await setTimeout(1000);
      return stage.fleet({ ...fleet, spread: every / 2, rounds });
    };
    const [phones, attack] = await stage.flood(
      { from: bots(many), payloads: botRequests, rate: many * EACH },
      again(),
    );
    return { learned, phones, attack, report: await stage.report() };
  },
  columns: {
    'known customers registered': ({ phones }) => registered(phones),
    learned: ({ learned }) => number(learned),
    "bots' requests at the registrar": ({ report }) => number(arrived(report, 'bot')),
    'lost at its full queue': ({ report }) => lost(report),
    'sent a second': ({ attack, report }) => kept(attack, report),
  },
};
