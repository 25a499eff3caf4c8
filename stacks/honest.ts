import type { Stream } from '../src/host/lab/protocol.js';
import type { Softphone } from './baresip.js';
import * as say from './messages.js';
import type { Cast, Party } from './sipp.js';

/** Trunks that never register: one that no policy names, and one that is `trusted` in the examples. */
export const trunk = '100.64.1.77';
const trustedTrunk = '203.0.113.10';

/** Those who are called sit in an office; each of its addresses does something else with what comes. */
const answering: Party = { address: '192.0.2.200', account: '3000' };
const hangingUp: Party = { address: '192.0.2.201', account: '3001' };
const watched: Party = { address: '192.0.2.202', account: '3002' };

const parties = (
  count: number,
  network: string,
  host: number,
  account: number,
  number?: Party,
): readonly Party[] =>
  Array.from({ length: count }, (_, n) => ({
    address: `${network}${(host + n).toString(network.includes(':') ? 16 : 10)}`,
    account: String(account + n),
    ...(number === undefined ? {} : { number: number.account }),
  }));

/** Registered before anything else, over UDP. */
export const registered: Cast = {
  scenario: { name: 'callees', source: 'RFC 3261', steps: say.register(1) },
  parties: [answering, hangingUp, watched],
  transport: 'udp',
};

const serving = (name: string, steps: readonly string[], party: Party): Cast => ({
  scenario: { name, source: 'RFC 3261, RFC 4235', steps },
  parties: [party],
  transport: 'udp',
});

/** They answer as long as the others play. */
export const servers: readonly Cast[] = [
  serving('answers', say.answersAndWaits, answering),
  serving('hangs-up', say.answersAndHangsUp, hangingUp),
  serving('is-watched', say.tellsItsState, watched),
  serving('trunk', say.answersAndHangsUp, { address: trunk, account: '9' }),
];

const play = (
  name: string,
  source: string,
  who: readonly Party[],
  steps: readonly (readonly string[])[],
  transport: 'udp' | 'tcp' = 'udp',
  port = 5060,
): Cast => ({ scenario: { name, source, steps: steps.flat() }, parties: who, transport, port });

const again = [[say.wait(1500)], say.register(3), [say.wait(1500)], say.register(5)];

/** The shapes of programs that Debian 12 has not, as told in docs/real-stacks.md. */
const pbx =
  'Asterisk, chan_pjsip with `qualify_frequency`: OPTIONS without an account, repeated as RFC 3261 17.1.2 says';
const softphone = 'pjsua, linphone, baresip: nothing but REGISTER before the first 200';

/**
 * What OPTIONS has passed taints its source for ten seconds: a 200 to an INVITE teaches nothing then, and without it a digit in the
 * dialogue is a stranger's. Those who qualify each 20 to 60 s are known after one of their first calls.
 */
const afterTheTaint = [say.wait(11_000)];

/** Everybody's day, in one go: who does what, and from which addresses. */
export const honest: readonly Cast[] = [
  play('phones', softphone, parties(12, '203.0.113.', 101, 1000), [say.register(1), ...again]),
  play('calls', 'RFC 3261', parties(4, '192.0.2.', 21, 1100, answering), [
    say.register(1),
    say.call(),
    [say.wait(200)],
    say.hangUp(3),
  ]),
  play('called', 'RFC 3261', parties(3, '192.0.2.', 31, 1200, hangingUp), [
    say.register(1),
    say.call(),
    say.pressed,
    say.hungUp,
  ]),
  play(
    'calls-the-trunk',
    'RFC 3261',
    [{ address: '192.0.2.41', account: '1300', number: '9001' }],
    [say.register(1), say.call(), say.pressed, say.hungUp],
  ),
  play('lamps', 'RFC 4235', parties(3, '192.0.2.', 51, 1400, watched), [say.register(1), say.watch]),
  play(
    'large',
    'ICE candidates and codecs: 1,800 and 4,000 bytes',
    parties(2, '192.0.2.', 61, 1500, answering),
    [say.register(1), say.call(25), say.hangUp(3)],
  ),
  play('larger', 'the same', parties(2, '192.0.2.', 63, 1510, answering), [
    say.register(1),
    say.call(55),
    say.hangUp(3),
  ]),
  play(
    'office-tcp',
    'six phones behind one address',
    sameAddress(6, '192.0.2.71', 1600),
    [say.register(1), ...again, say.call(), say.hangUp(3)],
    'tcp',
  ),
  play(
    'large-tcp',
    'the same in segments',
    [{ address: '192.0.2.72', account: '1650', number: '3000' }],
    [say.register(1), say.call(55), say.hangUp(3)],
    'tcp',
  ),
  play('ipv6', 'RFC 3261', parties(3, '2001:db8:9:1::', 1, 1700), [say.register(1), ...again]),
  play('ipv6-tcp', 'RFC 3261', parties(1, '2001:db8:9:2::', 1, 1710), [say.register(1), ...again], 'tcp'),
  play(
    'pbx',
    pbx,
    [{ address: '192.0.2.81', account: '1800', number: '3000' }],
    [say.register(1), say.qualify(1), say.qualify(2), say.call(), say.digit(3), say.hangUp(4)],
  ),
  play(
    'trunk-in',
    pbx,
    [{ address: '100.64.1.81', account: '1810', number: '3000' }],
    [say.qualify(1), say.qualify(2), afterTheTaint, say.call(), say.digit(3), say.hangUp(4)],
  ),
  play(
    'trunk-in-tcp',
    pbx,
    [{ address: '100.64.1.82', account: '1820', number: '3000' }],
    [say.qualify(1), say.qualify(2), say.call(), say.digit(3), say.hangUp(4)],
    'tcp',
  ),
  play('colleagues', softphone, sameAddress(3, '192.0.2.93', 1910), [say.register(1), ...again], 'udp', 5062),
  play(
    'trusted',
    pbx,
    [{ address: trustedTrunk, account: '1830', number: '3000' }],
    [say.qualify(1), say.qualify(2), say.call(), say.digit(3), say.hangUp(4)],
  ),
];

const twentySeconds = [say.wait(20_000)];
const qualifies = (first: number): readonly (readonly string[])[] =>
  Array.from({ length: 6 }, (_, n) => [...twentySeconds, ...say.qualify(first + n)]);
const registersAgain = Array.from({ length: 6 }, (_, n) => [...twentySeconds, ...say.register(3 + 2 * n)]);

/** Two minutes of those who are there all the time, at the pace of real ones. */
export const longer: readonly Cast[] = [
  play('phones-for-long', softphone, parties(12, '203.0.113.', 121, 1020), [
    say.register(1),
    ...registersAgain,
  ]),
  play(
    'phones-tcp-for-long',
    softphone,
    sameAddress(6, '192.0.2.73', 1660),
    [say.register(1), ...registersAgain],
    'tcp',
  ),
  play(
    'pbx-for-long',
    pbx,
    [{ address: '192.0.2.82', account: '1801', number: '3000' }],
    [say.register(1), ...qualifies(1), say.call(), say.digit(3), say.hangUp(4)],
  ),
  play(
    'trunk-for-long',
    pbx,
    [{ address: '100.64.1.83', account: '1811', number: '3000' }],
    [say.qualify(1), ...qualifies(2), say.call(), say.hangUp(3)],
  ),
  play(
    'trunk-tcp-for-long',
    pbx,
    [{ address: '100.64.1.84', account: '1821', number: '3000' }],
    [say.qualify(1), ...qualifies(2), say.call(), say.digit(3), say.hangUp(4)],
    'tcp',
  ),
];

function sameAddress(count: number, address: string, account: number): readonly Party[] {
  return Array.from({ length: count }, (_, n) => ({ address, account: String(account + n), number: '3000' }));
}

/** The office of one who has not changed his password for a week; his colleagues are in `honest`. */
const officeOfTheWrong = '192.0.2.93';

export const softphones = {
  wrong: {
    name: 'baresip-wrong',
    address: officeOfTheWrong,
    account: '1903',
    password: 'old',
    transport: 'udp',
  },
  called: { name: 'baresip-tcp', address: '192.0.2.92', account: '1902', transport: 'tcp' },
  caller: { name: 'baresip-udp', address: '192.0.2.91', account: '1901', number: '1902', transport: 'udp' },
} as const satisfies Readonly<Record<string, Softphone>>;

/** What pjsua sends over UDP each 15 s, from the addresses of the phones, and more often: SIPp can send no such thing. */
export const keptOpen: Stream = {
  from: parties(12, '203.0.113.', 101, 1000).map(({ address }) => address),
  fromPorts: [5090],
  toPort: 5060,
  payloads: ['\r\n', '\r\n\r\n'].map((text) => Buffer.from(text).toString('base64')),
  count: 48,
  every: 150,
  patient: true,
};
