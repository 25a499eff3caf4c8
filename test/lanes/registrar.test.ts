import { type Answered, Calls } from '../../lanes/actors/calls.js';
import { BoundedQueue } from '../../lanes/actors/queue.js';
import { account, password } from '../../lanes/sip/accounts.js';
import { authorization, isProof } from '../../lanes/sip/digest.js';
import { registrars } from '../../lanes/sizes.js';
import { type SipRequest, sipRequest } from '../packets/sip.js';

const user = account(3);
const right = authorization(user, password(user), 'n');

/** All statuses that requests get, in order. */
function answersTo(how: Partial<(typeof registrars)['full']>, ...requests: readonly SipRequest[]): number[] {
  const calls = new Calls({ ...registrars.full, ...how });
  const answers: Answered[] = [];
  for (const request of requests) calls.handle(sipRequest(request), (answered) => answers.push(answered));
  return answers.map(({ status }) => status);
}

test.each([
  ['no credentials', { user }, {}, 401],
  ['the right ones', { user, headers: [right] }, {}, 200],
  ['a wrong password', { user, headers: [authorization(user, 'guess', 'n')] }, {}, 403],
  ['a wrong password', { user, headers: [authorization(user, 'guess', 'n')] }, { wrong: 401 as const }, 401],
  ["another user's password", { user: account(4), headers: [right] }, {}, 403],
  ['no such user', { user: account(100_000) }, {}, 404],
  ['no such user', { user: 'nobody', headers: [right] }, {}, 404],
])('REGISTER with %s %#', (_name, more, how, status) => {
  expect(answersTo(how, { method: 'REGISTER', ...more })).toEqual([status]);
});

test('a call rings, and a CANCEL ends it once', () => {
  const call = ['INVITE', 'CANCEL', 'CANCEL', 'BYE'].map((method) => ({ method, id: 'a' }));
  expect(answersTo({}, ...call)).toEqual([100, 180, 200, 487, 481, 481]);
});

test('a CANCEL of another call ends nothing', () => {
  expect(answersTo({}, { method: 'CANCEL', id: 'b' })).toEqual([481]);
});

test.each(['OPTIONS', 'UPDATE', 'PING'])('%s is answered 200', (method) => {
  expect(answersTo({}, { method })).toEqual([200]);
});

test('ACK is not answered', () => expect(answersTo({}, { method: 'ACK' })).toEqual([]));

test('a proof holds for its method, user and nonce', () => {
  const register = sipRequest({ method: 'REGISTER', user, headers: [right] });
  expect(isProof(register, user, password(user))).toBe(true);
  expect(isProof(register.replace('nonce="n"', 'nonce="m"'), user, password(user))).toBe(false);
  expect(isProof(register.replaceAll('REGISTER', 'INVITE'), user, password(user))).toBe(false);
});

test('a full queue loses one of those that wait, and serves the others in order', async () => {
  const served: number[] = [];
  const lost: number[] = [];
  await new Promise<void>((resolve) => {
    const queue = new BoundedQueue<number>(1000, 3, 1, (item) => {
      if (served.push(item) + lost.length === 50) resolve();
    });
    for (let item = 0; item < 50; item++) {
      const gone = queue.take(item);
      if (gone !== undefined) lost.push(gone);
    }
    // The queue's own timer keeps no process alive.
    setTimeout(resolve, 2000).unref();
  });
  expect([...served, ...lost].toSorted((one, other) => one - other)).toEqual([...Array(50).keys()]);
  expect(served).toEqual(served.toSorted((one, other) => one - other));
  expect(served.length).toBeGreaterThanOrEqual(3);
});
