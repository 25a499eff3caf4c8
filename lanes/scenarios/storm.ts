import type { FleetReport } from '../actors/cast-protocol.js';
import type { RegistrarReport } from '../actors/registrar-protocol.js';
import { type Attack, noAttack } from '../attack.js';
import { arrived, kept, lost, number, registered, seconds } from '../cells.js';
import { botnet, customers } from '../people.js';
import { policyFor } from '../policy.js';
import { rulesets } from '../rulesets.js';
import type { Scenario, Size } from '../scenario.js';
import { registrars } from '../sizes.js';
import { botRequests } from './botnet.js';

interface StormSize extends Size {
  readonly phones: number;
  readonly bots: number;
  readonly spread: number;
  readonly patience: number;
}

interface StormResult {
  readonly phones: FleetReport;
  readonly attack: Attack;
  readonly report: RegistrarReport;
}

const EACH = 2;

export const storm: Scenario<StormSize, StormResult> = {
  name: 'storm',
  title: 'Re-register storm after an outage, with a flood running',
  sizes: {
    full: { registrar: registrars.full, phones: 5000, bots: 2000, spread: 5000, patience: 32_000 },
    tenth: {
      registrar: { ...registrars.tenth, capacity: 250, queue: 60 },
      phones: 500,
      bots: 200,
      spread: 2000,
      patience: 32_000,
    },
  },
  light: false,
  policy: ({ registrar }) => policyFor(registrar),
  rulesets: ['alone', ...rulesets],
  story: ({ registrar, phones, bots, spread, patience }) =>
    `${number(phones)} phones that were registered before the outage all come back within ${spread / 1000} s. ${number(2 * phones)} requests are the least that ` +
    `this takes, ${(2 * phones) / registrar.capacity} s of the registrar's time. Meanwhile ${number(bots)} bots send ${number(bots * EACH)} REGISTERs a second. ` +
    `\`known\` was saved before the outage and loaded again, as it is over a restart; the other rulesets have nothing to save. Phones repeat as RFC 3261 says and give up after ${patience / 1000} s.`,
  async play(stage, { phones: count, bots, spread, patience }) {
    const phones = customers(count);
    await stage.remember(phones.map(({ address }) => address));
    const fleet = stage.fleet({ label: 'phone', phones, spread, rounds: 1, every: 0, patience });
    if (stage.ruleset === 'alone')
      return { phones: await fleet, attack: noAttack, report: await stage.report() };
    const ask = { from: botnet(bots), payloads: botRequests, rate: bots * EACH };
    const [told, attack] = await stage.flood(ask, fleet);
    return { phones: told, attack, report: await stage.report() };
  },
  columns: {
    registered: ({ phones }) => registered(phones),
    'the last after': ({ phones }) => seconds(phones.last),
    'requests sent by phones': ({ phones }) => number(phones.sent),
    "bots' requests at the registrar": ({ report }) => number(arrived(report, 'bot')),
    'lost at its full queue': ({ report }) => lost(report),
    'sent a second': ({ attack, report }) => kept(attack, report),
  },
};
