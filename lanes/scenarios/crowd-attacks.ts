import { setTimeout as sleep } from 'node:timers/promises';
import { payload, sipRequest } from '../../test/packets/sip.js';
import type { RegistrarReport } from '../actors/registrar-protocol.js';
import { arrived, number, of } from '../cells.js';
import { regional } from '../crowd.js';
import { attackers, botnet } from '../people.js';
import { authorization } from '../sip/digest.js';
import type { Stage } from '../stage.js';
import { botRequests } from './botnet.js';

/** What somebody does while the crowd comes back. */
export interface CrowdAttack {
  readonly name: string;
  readonly title: string;
  /** With numbers for a registrar of this capacity. */
  readonly story: (capacity: number) => string;
  /** Goes on until `during` has ended, or shorter. */
  readonly play: (stage: Stage, capacity: number, during: Promise<unknown>) => Promise<void>;
  readonly columns: Readonly<Record<string, (report: RegistrarReport) => string>>;
}

const OFFICE = '10.3.0.7';
const EACH = 2;
const bots = (capacity: number): number => 2 * capacity;

const nothing: CrowdAttack = {
  name: 'outage',
  title: 'The crowd comes back after an outage',
  story: () => 'Nobody attacks.',
  play: async () => {},
  columns: {},
};

const quietBots: CrowdAttack = {
  name: 'botnet',
  title: 'The crowd comes back beside a botnet',
  story: (capacity) =>
    `Meanwhile ${number(bots(capacity))} bots send ${number(bots(capacity) * EACH)} REGISTERs a second.`,
  async play(stage, capacity, during) {
    const rate = bots(capacity) * EACH;
    await stage.flood({ from: botnet(bots(capacity)), payloads: botRequests, rate }, during);
  },
  columns: { "bots' requests at the registrar": (report) => number(arrived(report, 'bot')) },
};

const CONNECTIONS = 20;
const WRITES = 10;
const IN_ONE = 150;

const batch = Array.from({ length: IN_ONE }, (_, index) =>
  sipRequest({ method: 'REGISTER', id: `tcpflood-${index}`, user: 'nobody', userAgent: 'Phone 1.0' }),
).join('');

const tcpFlood: CrowdAttack = {
  name: 'tcp-flood',
  title: 'The crowd comes back beside a flood over TCP',
  story: () =>
    `Meanwhile ${CONNECTIONS} sources write ${WRITES * IN_ONE} REGISTERs each into one connection, ${IN_ONE} in a write, five writes a second.`,
  async play(stage) {
    const segments = Array<string>(WRITES).fill(payload(batch));
    const from = attackers(CONNECTIONS);
    await Promise.all(
      from.map((one) =>
        stage.lab.world.connect({ from: [one], toPort: 5060, every: 0, segments, gap: 200, hold: true }),
      ),
    );
  },
  columns: {
    "the flood's requests at the registrar": (report) =>
      of(arrived(report, 'tcpflood'), CONNECTIONS * WRITES * IN_ONE),
  },
};

const FORGED_A_SECOND = 2000;

const forgedNames: CrowdAttack = {
  name: 'forged',
  title: 'The crowd comes back while its own subnets are forged',
  story: () =>
    `Meanwhile somebody sends ${number(FORGED_A_SECOND)} REGISTERs a second in the name of all addresses of six of the eight /24s in which the homes are, one after the other, each again after 0.8 s.`,
  async play(stage, _capacity, during) {
    let ended = false;
    const watched = during.finally(() => {
      ended = true;
    });
    const request = payload(sipRequest({ method: 'REGISTER', id: 'forged-1', userAgent: 'Phone 1.0' }));
    const count = 6 * 256;
    const forge = {
      first: `${regional[0]}.0`,
      toPort: 5060,
      payload: request,
      count,
      every: 1000 / FORGED_A_SECOND,
    };
    while (!ended) await stage.lab.world.forge(forge);
    await watched;
  },
  columns: { 'forged requests at the registrar': (report) => number(arrived(report, 'forged')) },
};

const GUESSES = 100;
const GUESS_EVERY = 250;

const guesses = Array.from({ length: GUESSES }, (_, index) => ({ user: '1000', password: `wrong-${index}` }));
const guessText = (label: string, index: number): string =>
  sipRequest({
    method: 'REGISTER',
    id: `${label}-${index}`,
    user: '1000',
    userAgent: 'Phone 1.0',
    headers: [authorization('1000', `wrong-${index}`, 'nonce-1000')],
  });

/** Answers of the registrar to whoever's Call-IDs begin so. */
const answered = ({ answers }: RegistrarReport, label: string): number =>
  Object.entries(answers).reduce((sum, [key, count]) => (key.startsWith(`${label} `) ? sum + count : sum), 0);

const guessers: CrowdAttack = {
  name: 'guessers',
  title: 'The crowd comes back beside guessers',
  story: () =>
    `Meanwhile three sources try ${GUESSES} passwords on one account, four a second: one at an address of its own, one inside an office that is at work, one over TCP, all in one write.`,
  async play(stage) {
    const alone = attackers(2, 50);
    const ask = { every: GUESS_EVERY, guesses };
    await Promise.all([
      stage.guess({ ...ask, label: 'guess', from: { address: alone[0] ?? '', port: 5060 } }),
      stage.guess({ ...ask, label: 'inside', from: { address: OFFICE, port: 59_999 } }),
      stage.lab.world.connect({
        from: [alone[1] ?? ''],
        toPort: 5060,
        every: 0,
        segments: [payload(guesses.map((_, index) => guessText('tcpguess', index)).join(''))],
        hold: true,
      }),
    ]);
    await sleep(1000);
  },
  columns: {
    'guesses answered, alone': (report) => of(answered(report, 'guess'), GUESSES),
    'inside the office': (report) => of(answered(report, 'inside'), GUESSES),
    'over TCP': (report) => of(answered(report, 'tcpguess'), GUESSES),
  },
};

const SCANNERS = 20;

const options = (label: string, userAgent: string): string =>
  payload(sipRequest({ method: 'OPTIONS', id: `${label}-1`, userAgent }));

const scanners: CrowdAttack = {
  name: 'scanners',
  title: 'The crowd comes back beside scanners',
  story: () =>
    `Meanwhile ${SCANNERS} scanners ask by OPTIONS whether somebody is there, once each: with a scanner's own name and with a phone's, over UDP and over TCP.`,
  async play(stage) {
    const { world } = stage.lab;
    const from = attackers(4 * SCANNERS, 100);
    const part = (index: number) => from.slice(index * SCANNERS, (index + 1) * SCANNERS);
    const udp = (index: number, label: string, name: string) =>
      ({
        from: part(index),
        toPort: 5060,
        payloads: [options(label, name)],
        count: SCANNERS,
        every: 20,
      }) as const;
    const tcp = (index: number, label: string, name: string) =>
      world.connect({
        from: part(index),
        toPort: 5060,
        every: 20,
        segments: [options(label, name)],
        gap: 200,
      });
    await world.send(udp(0, 'udpown', 'friendly-scanner'), udp(1, 'udpborrowed', 'Phone 1.0'));
    await tcp(2, 'tcpown', 'friendly-scanner');
    await tcp(3, 'tcpborrowed', 'Phone 1.0');
  },
  columns: {
    'UDP, own name: answered': (report) => of(answered(report, 'udpown'), SCANNERS),
    "UDP, a phone's": (report) => of(answered(report, 'udpborrowed'), SCANNERS),
    'TCP, own name': (report) => of(answered(report, 'tcpown'), SCANNERS),
    "TCP, a phone's": (report) => of(answered(report, 'tcpborrowed'), SCANNERS),
  },
};

export const crowdAttacks = { nothing, quietBots, tcpFlood, forgedNames, guessers, scanners } as const;
