import { link } from '../../../src/host/lab/link.js';
import { sets } from '../../../src/host/lab/readback.js';
import { describeBackends } from '../../packets/kernel.js';
import { request } from '../scenario.js';
import { answering, behindMinimum, datagrams, howMany } from './conversation.js';

const near = (address: string) => (address.includes(':') ? link.switch.ipv6 : link.switch.ipv4);
const text = (method: string) => Buffer.from(request(method), 'base64').toString('latin1');
const sources = ['198.51.100.1', '2001:db8:5::1'];
/** Within the limits of a source and of its port. */
const guesses = { count: 160, every: 13 };

describeBackends('beside an anonymous call that is answered', (backend, lab) => {
  const registered = async () =>
    [...(await sets(lab().switch, backend))].flatMap(([name, list]) => (/registered/.test(name) ? list : []));
  const ask = (from: string, method: string) => datagrams(lab(), [from], text(method));

  test.each(['INVITE, REGISTER', 'REGISTER, INVITE, REGISTER, INVITE', 'REGISTER, BYE'])(
    'a guess makes nobody registered: %s',
    async (methods) => {
      await behindMinimum(lab(), backend, { INVITE: 200, BYE: 200, REGISTER: 401 });
      for (const from of sources) for (const method of methods.split(', ')) await ask(from, method);
      expect(await howMany(lab(), backend, 'known')).toBe(2);
      expect(await registered()).toEqual([]);
      await datagrams(lab(), sources, text('REGISTER'), guesses);
      expect(await howMany(lab(), backend, 'known')).toBe(0);
      expect(await howMany(lab(), backend, 'banned')).toBe(2);
    },
  );

  test('whom the switch called is spared no more', async () => {
    await behindMinimum(lab(), backend, { INVITE: 200, REGISTER: 401 });
    for (const from of sources) {
      await ask(from, 'INVITE');
      // The other end hangs up.
      await lab().switch.send({
        from: near(from),
        to: from,
        toPort: 5060,
        payloads: [request('BYE')],
        count: 1,
        every: 1,
      });
    }
    await datagrams(lab(), sources, text('REGISTER'), guesses);
    const answers = (await lab().world.arrivals()).filter(({ word }) => word === 'SIP/2.0 401');
    expect(answers.length).toBeGreaterThan(100);
    // Sixty, and what has come back in the meantime.
    expect(answers.length).toBeLessThanOrEqual(2 * 62);
    expect(await howMany(lab(), backend, 'known')).toBe(0);
  });

  test('a customer who has registered stays registered', async () => {
    await behindMinimum(lab(), backend, { INVITE: 200, REGISTER: 200 });
    for (const from of sources)
      for (const method of ['REGISTER', 'INVITE', 'REGISTER', 'INVITE']) await ask(from, method);
    expect(await registered()).toHaveLength(2);
    await answering(lab(), 401);
    expect(await datagrams(lab(), sources, text('REGISTER'), guesses)).toBe(160);
    expect(await howMany(lab(), backend, 'banned')).toBe(0);
  });

  test('a customer who calls first is known, and registered by a REGISTER when no call is waited for', async () => {
    await behindMinimum(lab(), backend, { INVITE: 200, REGISTER: 200 });
    for (const from of sources) for (const method of ['INVITE', 'REGISTER']) await ask(from, method);
    expect([await howMany(lab(), backend, 'known'), await registered()]).toEqual([2, []]);
    await noCallIsWaitedFor();
    for (const from of sources) await ask(from, 'REGISTER');
    expect(await registered()).toHaveLength(2);
  });

  /** After three minutes: here at once. */
  const noCallIsWaitedFor = async () => {
    for (const family of [4, 6])
      if (backend === 'nftables')
        await lab().switch.run('nft', ['flush', 'set', 'inet', 'vosguard', `ringing${family}`]);
      else await lab().switch.run('ipset', ['flush', `vg-ringing-${family}`]);
  };
});
