import { payload, sipRequest } from '../../test/packets/sip.js';
import type { FleetReport } from '../actors/cast-protocol.js';
import type { RegistrarReport } from '../actors/registrar-protocol.js';
import { arrived, lost, number, registered } from '../cells.js';
import { customers } from '../people.js';
import { policyFor } from '../policy.js';
import type { Scenario, Size } from '../scenario.js';
import { registrars } from '../sizes.js';

interface FullSize extends Size {
  readonly phones: number;
  /** Forged sources, more than the sets hold. */
  readonly sources: number;
  /** `sip.sizes`. */
  readonly holds: number;
  readonly patience: number;
}

interface FullResult {
  readonly during: FleetReport;
  readonly after: FleetReport;
  readonly strangers: FleetReport;
  /** Forged packets a second. */
  readonly rate: number;
  /** When they left. */
  readonly times: readonly number[];
  readonly report: RegistrarReport;
}

/** One after the other from here on: they fill the sets of sources, and of subnets too. */
const FIRST = '11.0.0.1';
/** Fewer than the /24s of so many sources in a row and of the phones, which have one each and come first. */
const subnetsOf = ({ holds, phones }: Pick<FullSize, 'holds' | 'phones'>): number => holds / 256 + phones;

export const setsFull: Scenario<FullSize, FullResult> = {
  name: 'sets-full',
  title: 'Sets driven full',
  sizes: {
    full: { registrar: registrars.full, phones: 50, sources: 150_000, holds: 16_384, patience: 6000 },
    tenth: { registrar: registrars.tenth, phones: 5, sources: 2000, holds: 512, patience: 12_000 },
  },
  light: false,
  policy: ({ registrar, ...size }) =>
    policyFor(registrar, { sip: [`sizes: { sources: ${size.holds}, subnets: ${subnetsOf(size)} }`] }),
  story: ({ phones, sources, holds, patience }) =>
    `${number(sources)} forged sources send a REGISTER each, as fast as they can, to meters that hold ${number(holds)} sources and ${number(subnetsOf({ holds, phones }))} subnets. ` +
    `${phones} known customers register meanwhile and again afterwards, and ${phones} that nothing is known of afterwards, with ${patience / 1000} s of patience. What a full table does is in ` +
    '[packet-path.md](packet-path.md#when-a-table-is-full): iptables refuses new sources until entries have run out, a second after their buckets are full; nftables lets them go on to the common cap.',
  async play(stage, { phones: count, sources, patience }) {
    const phones = customers(count);
    const fleet = { phones, rounds: 1, every: 0, spread: 1000, patience };
    await stage.fleet({ ...fleet, label: 'quiet', spread: 2000 });
    const request = payload(sipRequest({ method: 'REGISTER', id: 'bot-1', userAgent: 'Phone 1.0' }));
    const forge = { first: FIRST, toPort: 5060, payload: request, count: sources, every: 0 };
    const [during, { times }] = await Promise.all([
      stage.fleet({ ...fleet, label: 'during' }),
      stage.lab.world.forge(forge),
    ]);
    const rate = (sources * 1000) / ((times.at(-1) ?? 0) - (times[0] ?? 0));
    const [after, strangers] = await Promise.all([
      stage.fleet({ ...fleet, label: 'after' }),
      stage.fleet({ ...fleet, label: 'stranger', phones: customers(count, count) }),
    ]);
    return { during, after, strangers, rate, times, report: await stage.report() };
  },
  columns: {
    'known, meanwhile': ({ during }) => registered(during),
    'known, afterwards': ({ after }) => registered(after),
    'others, afterwards': ({ strangers }) => registered(strangers),
    'forged requests at the registrar': ({ report }) => number(arrived(report, 'bot')),
    'lost at its full queue': ({ report }) => lost(report),
    'forged a second': ({ rate }) => number(rate),
  },
};
