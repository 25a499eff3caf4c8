import type { GuessReport } from '../actors/cast-protocol.js';
import type { RegistrarReport } from '../actors/registrar-protocol.js';
import { arrived, of, yesNo } from '../cells.js';
import { attackers } from '../people.js';
import { policyFor } from '../policy.js';
import type { Scenario, Size } from '../scenario.js';
import { account } from '../sip/accounts.js';
import { registrars } from '../sizes.js';

interface ScanSize extends Size {
  readonly guesses: number;
  /** The last so many exist. */
  readonly real: number;
  readonly every: number;
}

interface ScanResult {
  readonly attacker: string;
  readonly asked: number;
  readonly real: number;
  readonly told: GuessReport;
  readonly banned: readonly string[];
  readonly report: RegistrarReport;
}

export const slowScan: Scenario<ScanSize, ScanResult> = {
  name: 'slow-scan',
  title: 'Slow scan for extensions',
  sizes: {
    full: { registrar: registrars.full, guesses: 30, real: 15, every: 1000 },
    tenth: { registrar: registrars.tenth, guesses: 14, real: 4, every: 210 },
  },
  light: true,
  policy: ({ registrar }) => policyFor(registrar),
  story: ({ guesses, real, every }) =>
    `One source asks for ${guesses} extensions, one each ${every / 1000} s, with a phone's user agent; 404 says that an extension is not there, 401 that it is. The last ${real} are. ` +
    'A ban leaves twelve REGISTERs a minute (parole), so a scan goes on, and is drawn out: each refusal renews the ban.',
  async play(stage, { guesses: asked, real, every }) {
    const [address = ''] = attackers(1);
    const guesses = Array.from({ length: asked }, (_, index) => ({
      user: index < asked - real ? `nobody${index}` : account(index),
    }));
    const told = await stage.guess({ label: 'scan', from: { address, port: 5060 }, every, guesses });
    const banned = await stage.members('banned');
    return { attacker: address, asked, real, told, banned, report: await stage.report() };
  },
  columns: {
    'requests answered': ({ report, asked }) => of(arrived(report, 'scan'), asked),
    'extensions found': ({ told, real }) => of(told.found.length, real),
    'scanner banned': ({ banned, attacker }) => yesNo(banned.includes(attacker)),
  },
};
