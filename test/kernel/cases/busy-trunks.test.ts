import { setTimeout } from 'node:timers/promises';
import { addresses } from '../../packets/addresses.js';
import { describeBackends } from '../../packets/kernel.js';
import { tally } from '../../packets/tally.js';
import { request } from '../scenario.js';
import { answering, howMany, loadMinimum } from './conversation.js';

describeBackends('busy trunks', (backend, lab) => {
  /** Eight calls a second of each, which end as others begin. */
  const calls = ['BYE', 'INVITE', 'ACK'].map((method) => request(method));

  test.each([
    ['IPv4', addresses('192.0.2.1', 5)],
    ['IPv6', addresses('2001:db8:1::1', 5, 1n << 64n)],
  ])(
    'whose calls go on while the rules are loaded are all known by their first answered call, %s',
    async (_, trunks) => {
      await lab().reset();
      await answering(lab(), { INVITE: 200, BYE: 200 });
      const traffic = lab().world.send({
        from: trunks,
        toPort: 5060,
        payloads: calls.flatMap((call) => Array<string>(trunks.length).fill(call)),
        count: 600,
        every: 1_000 / (trunks.length * 24),
      });
      await setTimeout(1_500);
      await loadMinimum(lab(), backend);
      await traffic;
      expect(await howMany(lab(), backend, 'known')).toBe(5);
      // Nothing of it was refused before or behind that: 600 packets, 120 of each.
      const arrived = await lab().delivered();
      expect([...tally(arrived, 'from').values()]).toEqual([120, 120, 120, 120, 120]);
    },
  );
});
