import { setTimeout } from 'node:timers/promises';
import { payload, sipRequest } from '../../test/packets/sip.js';
import type { FleetReport } from '../actors/cast-protocol.js';
import type { RegistrarReport } from '../actors/registrar-protocol.js';
import type { Attack } from '../attack.js';
import { arrived, number, registered, yesNo } from '../cells.js';
import { customers, office as officePhones } from '../people.js';
import { policyFor } from '../policy.js';
import type { Scenario, Size } from '../scenario.js';
import { registrars } from '../sizes.js';

interface OfficeSize extends Size {
  readonly phones: number;
  readonly others: number;
  /** `sip.known.limits.REGISTER`, at this size. */
  readonly known: string;
  readonly port: string;
  /** The bot's requests a second. */
  readonly rate: number;
}

interface OfficeResult {
  /** Everybody in the office arrives at once, before anything is known of it. */
  readonly morning: FleetReport;
  readonly office: FleetReport;
  readonly others: FleetReport;
  readonly attack: Attack;
  readonly banned: boolean;
  readonly report: RegistrarReport;
}

const ADDRESS = '10.250.0.1';

export const office: Scenario<OfficeSize, OfficeResult> = {
  name: 'office',
  title: 'An office behind one address, with a bot inside',
  sizes: {
    full: {
      registrar: registrars.full,
      phones: 50,
      others: 20,
      known: '50/s burst 100',
      port: '20/s burst 40',
      rate: 300,
    },
    tenth: {
      registrar: registrars.tenth,
      phones: 5,
      others: 2,
      known: '20/s burst 40',
      port: '5/s burst 10',
      rate: 60,
    },
  },
  light: true,
  policy: ({ registrar, known, port }) =>
    policyFor(registrar, {
      sip: [`known: { limits: { REGISTER: ${known} }, per_port: { REGISTER: ${port} } }`],
    }),
  story: ({ phones, others, known, port, rate }) =>
    `${phones} phones behind one address register within two seconds, as strangers. Then one more machine in the office sends ${rate} REGISTERs a second from the same address, for accounts that are not there, ` +
    `while the office and ${others} other customers register again, twice. What is known is one source with one limit (${known}, of \`sip.known.limits\`); that of each of its ports (${port}, of \`sip.known.per_port\`) leaves the colleagues their part of it.`,
  async play(stage, { phones, others, rate }) {
    const staff = { phones: officePhones(ADDRESS, phones, others), patience: 8000, every: 3000 };
    const rest = { ...staff, phones: customers(others) };
    const first = { label: 'quiet', spread: 2000, rounds: 1 };
    const [morning] = await Promise.all([
      stage.fleet({ ...staff, ...first }),
      stage.fleet({ ...rest, ...first }),
    ]);
    const again = async () => {
      await setTimeout(1000);
      const later = { spread: 2000, rounds: 2 };
      return Promise.all([
        stage.fleet({ ...staff, ...later, label: 'office' }),
        stage.fleet({ ...rest, ...later, label: 'other' }),
      ]);
    };
    const request = sipRequest({ method: 'REGISTER', id: 'bot-1', user: 'nobody', userAgent: 'Phone 1.0' });
    const bot = { from: [ADDRESS], payloads: [payload(request)], rate };
    const [[colleagues, neighbours], attack] = await stage.flood(bot, again());
    const banned = (await stage.members('banned')).includes(ADDRESS);
    return { morning, office: colleagues, others: neighbours, attack, banned, report: await stage.report() };
  },
  columns: {
    'in the morning': ({ morning }) => registered(morning),
    'with the bot': ({ office: staff }) => registered(staff),
    'other customers': ({ others }) => registered(others),
    "the bot's requests at the registrar": ({ report }) => number(arrived(report, 'bot')),
    'office banned': ({ banned }) => yesNo(banned),
  },
};
