import type { FleetReport, GuessReport } from '../actors/cast-protocol.js';
import type { Registrar, RegistrarReport } from '../actors/registrar-protocol.js';
import { arrived, number, of, registered, yesNo } from '../cells.js';
import { attackers, customers } from '../people.js';
import { policyFor } from '../policy.js';
import type { Scenario, Size, SizeName } from '../scenario.js';
import { password } from '../sip/accounts.js';
import { registrars } from '../sizes.js';

interface BruteSize extends Size {
  readonly guesses: number;
  /** Which guess is right. */
  readonly right: number;
  readonly every: number;
  readonly phones: number;
  /** `sip.bans.challenged.over`, at this size. */
  readonly challenged: string;
}

interface BruteResult {
  readonly attacker: string;
  readonly guesses: number;
  readonly told: GuessReport;
  readonly banned: readonly string[];
  readonly phones: FleetReport;
  readonly report: RegistrarReport;
}

/** The registrar either says 403 to a wrong password, or 401 again, as many do. */
export function bruteForce(wrong: Registrar['wrong']): Scenario<BruteSize, BruteResult> {
  const registrar = (size: SizeName): Registrar => ({ ...registrars[size], wrong });
  return {
    name: `brute-force-${wrong}`,
    title: `Brute force on one account; a wrong password is answered ${wrong}`,
    sizes: {
      full: {
        registrar: registrar('full'),
        guesses: 100,
        right: 90,
        every: 250,
        phones: 10,
        challenged: '12/min burst 60',
      },
      tenth: {
        registrar: registrar('tenth'),
        guesses: 16,
        right: 14,
        every: 210,
        phones: 2,
        challenged: '12/min burst 6',
      },
    },
    light: true,
    policy: ({ registrar: how, challenged }) =>
      policyFor(how, { sip: [`bans: { challenged: { over: ${challenged}, for: 3m } }`] }),
    story: ({ guesses, right, every, phones }) =>
      `One source tries ${guesses} passwords on one account, ${1000 / every} a second; the ${right}th is right. The account's own phone, and ${phones - 1} others, are known and register again meanwhile.`,
    play: (stage, size) => playGuessing(stage, size),
    columns: {
      'guesses answered': ({ report, guesses }) => of(arrived(report, 'guess'), guesses),
      'password found': ({ told }) => yesNo(told.cracked),
      'attacker banned': ({ banned, attacker }) => yesNo(banned.includes(attacker)),
      'known customers registered': ({ phones }) => registered(phones),
      banned: ({ banned }) => number(banned.length),
    },
  };
}

const playGuessing: Scenario<BruteSize, BruteResult>['play'] = async (stage, size) => {
  const { guesses: count, right, every, phones: many } = size;
  const [address = ''] = attackers(1);
  const phones = customers(many);
  const user = phones[0]?.user ?? '';
  const fleet = { phones, patience: 4000, every: (count * every) / 3 };
  await stage.fleet({ ...fleet, label: 'quiet', spread: 500, rounds: 1 });
  const guesses = Array.from({ length: count }, (_, index) => ({
    user,
    password: index + 1 === right ? password(user) : `guess-${index}`,
  }));
  const [told, again] = await Promise.all([
    stage.guess({ label: 'guess', from: { address, port: 5060 }, every, guesses }),
    stage.fleet({ ...fleet, label: 'phone', spread: 500, rounds: 3 }),
  ]);
  const banned = await stage.members('banned');
  return { attacker: address, guesses: count, told, banned, phones: again, report: await stage.report() };
};
