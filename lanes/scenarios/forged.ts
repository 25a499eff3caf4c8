import { link } from '../../src/host/lab/link.js';
import { frame, udpPacket } from '../../test/packets/frames.js';
import { sipRequest } from '../../test/packets/sip.js';
import type { FleetReport } from '../actors/cast-protocol.js';
import type { RegistrarReport } from '../actors/registrar-protocol.js';
import { arrived, number, registered, seconds } from '../cells.js';
import { customers } from '../people.js';
import { policyFor } from '../policy.js';
import type { Scenario, Size } from '../scenario.js';
import { registrars } from '../sizes.js';

interface ForgedSize extends Size {
  readonly known: number;
  readonly strangers: number;
  /** Forged packets in the name of each. */
  readonly forged: number;
  readonly patience: number;
}

interface ForgedResult {
  readonly known: FleetReport;
  readonly strangers: FleetReport;
  /** Customers in `banned` after the forged packets, and at the end. */
  readonly banned: number;
  readonly left: number;
  readonly report: RegistrarReport;
}

const scanner = sipRequest({ method: 'REGISTER', id: 'forged-1', userAgent: 'friendly-scanner' });

export const forged: Scenario<ForgedSize, ForgedResult> = {
  name: 'forged',
  title: "Forged scanner packets in a customer's name",
  sizes: {
    full: { registrar: registrars.full, known: 40, strangers: 40, forged: 3, patience: 32_000 },
    tenth: { registrar: registrars.tenth, known: 4, strangers: 4, forged: 1, patience: 10_000 },
  },
  light: true,
  policy: ({ registrar }) => policyFor(registrar),
  story: ({ known, strangers, forged: count, patience }) =>
    `Somebody sends ${count} packets with a scanner's name from the address of each of ${known} known customers and of ${strangers} that nothing is known of. ` +
    `Then all of them register; they give up after ${patience / 1000} s.`,
  async play(stage, { known, strangers, forged: count, patience }) {
    const warm = customers(known);
    const cold = customers(strangers, known);
    const fleet = { rounds: 1, every: 0, spread: 500, patience };
    await stage.fleet({ ...fleet, label: 'quiet', spread: 1000, phones: warm });
    const frames = [...warm, ...cold].flatMap(({ address }) => Array<string>(count).fill(frameFrom(address)));
    await stage.lab.world.frames({ frames, every: 10 });
    const banned = (await stage.members('banned')).length;
    const [again, first] = await Promise.all([
      stage.fleet({ ...fleet, label: 'known', phones: warm }),
      stage.fleet({ ...fleet, label: 'stranger', phones: cold }),
    ]);
    const left = (await stage.members('banned')).length;
    return { known: again, strangers: first, banned, left, report: await stage.report() };
  },
  columns: {
    'known customers registered': ({ known }) => registered(known),
    'others registered': ({ strangers }) => registered(strangers),
    'the last after': ({ strangers }) => seconds(strangers.last),
    'banned at first, at the end': ({ banned, left }) => `${number(banned)}, ${number(left)}`,
    'forged requests at the registrar': ({ report }) => number(arrived(report, 'forged')),
  },
};

function frameFrom(source: string): string {
  const ends = { source, destination: link.switch.ipv4, sourcePort: 5060, destinationPort: 5060 };
  return frame(udpPacket({ ...ends, payload: scanner })).toString('base64');
}
