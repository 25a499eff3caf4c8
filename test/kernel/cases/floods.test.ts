import { setTimeout } from 'node:timers/promises';
import { response } from '../../../src/host/lab/agent/answer.js';
import type { Arrival } from '../../../src/host/lab/protocol.js';
import { addresses } from '../../packets/addresses.js';
import { describeBackends } from '../../packets/kernel.js';
import { payload } from '../../packets/sip.js';
import { request } from '../scenario.js';
import { answering, behindMinimum, connections, datagrams, howMany } from './conversation.js';

/** A request of so many bytes. */
const padded = (method: string, size: number): string => {
  const short = request(method);
  return request(method, { headers: [`X-Pad: ${'x'.repeat(size - Buffer.from(short, 'base64').length)}`] });
};
const text = (base64: string) => Buffer.from(base64, 'base64').toString('latin1');

const bytesOf = (arrivals: readonly Arrival[]): number => arrivals.reduce((sum, { bytes }) => sum + bytes, 0);

/** The default: 10 kB a second, 20 kB at once, of a stranger's segments. What came between the first and the last. */
const allowed = (arrivals: readonly Arrival[]): number => {
  const times = arrivals.map(({ at }) => at);
  const seconds = (Math.max(...times) - Math.min(...times)) / 1_000;
  return 20_480 + 10_240 * (seconds + 1);
};

describeBackends('floods and guessers at the example minimum', (backend, lab) => {
  test('one connection that writes 150 requests at once gets no more through than its bytes', async () => {
    await behindMinimum(lab(), backend);
    const write = text(padded('REGISTER', 400)).repeat(150);
    const arrivals = await connections(lab(), ['198.51.100.1'], Array<string>(20).fill(write), { gap: 100 });
    expect(arrivals.length).toBeGreaterThan(0);
    expect(bytesOf(arrivals)).toBeLessThanOrEqual(allowed(arrivals));
  });

  test('OPTIONS behind a REGISTER in one write have no way round', async () => {
    await behindMinimum(lab(), backend);
    const write = text(padded('REGISTER', 400)) + text(padded('OPTIONS', 400)).repeat(150);
    const arrivals = await connections(lab(), ['198.51.100.1'], Array<string>(10).fill(write), { gap: 100 });
    expect(arrivals.length).toBeGreaterThan(0);
    expect(bytesOf(arrivals)).toBeLessThanOrEqual(allowed(arrivals));
  });

  test('passwords guessed in one connection: banned both ways, and a new connection gets nothing', async () => {
    await behindMinimum(lab(), backend, 401);
    const guesses = Array<string>(90).fill(text(request('REGISTER')));
    await connections(lab(), ['198.51.100.1'], guesses, { gap: 100 });
    expect(await howMany(lab(), backend, 'proven')).toBe(1);
    expect(await connections(lab(), ['198.51.100.1'], [text(request('REGISTER'))])).toEqual([]);
    expect(await datagrams(lab(), ['198.51.100.1'], text(request('REGISTER')))).toBe(0);
  });

  test('of passwords guessed in one connection, several in each write, no more are answered', async () => {
    await behindMinimum(lab(), backend, 401);
    const guesses = Array<string>(12).fill(text(request('REGISTER')).repeat(10));
    const one = text(payload(response(text(request('REGISTER')), 401))).length;
    for (const from of ['198.51.100.1', '2001:db8:5::1']) {
      const begin = Date.now();
      await connections(lab(), [from], guesses, { gap: 100 });
      await setTimeout(1_000);
      const answered = bytesOf((await lab().world.arrivals()).filter(({ kind }) => kind === 'segment')) / one;
      expect(answered).toBeGreaterThan(40);
      // What is over the burst of 60 is held, and one in five seconds comes back meanwhile.
      expect(answered).toBeLessThanOrEqual(60 + (Date.now() - begin) / 5_000);
    }
  });

  test('one call that was answered spares nobody who then guesses passwords', async () => {
    await behindMinimum(lab(), backend, { INVITE: 200, REGISTER: 401 });
    expect(await datagrams(lab(), ['198.51.100.1'], text(request('INVITE')))).toBe(1);
    await lab().answers();
    expect(await howMany(lab(), backend, 'known')).toBe(1);
    const answered = await datagrams(lab(), ['198.51.100.1'], text(request('REGISTER')), {
      count: 200,
      every: 25,
    });
    expect(answered).toBeLessThan(100);
    expect(await howMany(lab(), backend, 'banned')).toBe(1);
    expect(await howMany(lab(), backend, 'known')).toBe(0);
  });

  test('an ACK with a REGISTER behind it, beside a call of UDP that was refused, teaches nobody', async () => {
    await behindMinimum(lab(), backend, { INVITE: 407, REGISTER: 200 });
    await datagrams(lab(), ['198.51.100.1'], text(request('INVITE')));
    await connections(lab(), ['198.51.100.1'], [text(request('ACK')) + text(request('REGISTER'))]);
    expect(await howMany(lab(), backend, 'known')).toBe(0);
  });

  test.each([
    ['one blank line', `\r\n${text(request('OPTIONS'))}`],
    ['two blank lines', `\r\n\r\n${text(request('OPTIONS'))}`],
    ['lower case', text(request('OPTIONS')).replace('OPTIONS', 'options')],
  ])('a scanner asks each host once, with OPTIONS behind %s: nobody answers', async (_, scan) => {
    await behindMinimum(lab(), backend, 200);
    expect(await datagrams(lab(), addresses('198.51.100.1', 50), scan)).toBe(0);
  });

  test('a REGISTER behind a blank line is one', async () => {
    await behindMinimum(lab(), backend);
    await answering(lab(), 401);
    expect(await datagrams(lab(), ['198.51.100.1'], `\r\n${text(request('REGISTER'))}`)).toBe(1);
  });
});
