import { link } from '../../../src/host/lab/link.js';
import type { Backend } from '../../../src/host/lab/load.js';
import { describeBackends } from '../../packets/kernel.js';
import type { Lab } from '../../packets/lab.js';
import { count } from '../../packets/tally.js';
import { request } from '../scenario.js';
import { families, known, learned, protectBehind, sourceOf } from './behind.js';

/** The port outside, as `docker run -p 5062:5060` has it; inside it is the switch's. */
const OUTSIDE = 5062;

/** DNAT of a port of this host to the switch, and masquerade of what the switch sends itself. */
const nat = (at4: string, at6: string): string => `
table inet translated {
  chain pre {
    type nat hook prerouting priority dstnat;
    iifname "switch" ip daddr ${link.switch.ipv4} udp dport ${OUTSIDE} dnat ip to ${at4}:5060
    iifname "switch" ip6 daddr ${link.switch.ipv6} udp dport ${OUTSIDE} dnat ip6 to [${at6}]:5060
    iifname "switch" ip daddr ${link.switch.ipv4} tcp dport ${OUTSIDE} dnat ip to ${at4}:5060
    iifname "switch" ip6 daddr ${link.switch.ipv6} tcp dport ${OUTSIDE} dnat ip6 to [${at6}]:5060
  }
  chain post {
    type nat hook postrouting priority srcnat;
    oifname "switch" masquerade
  }
}
`;

async function protectTranslated(lab: Lab, backend: Backend): Promise<NonNullable<Lab['behind']>> {
  const behind = await protectBehind(lab, backend);
  const [four, six] = families;
  await lab.switch.run('nft', ['-f', '-'], nat(four.at, six.at));
  return behind;
}

const outside = { IPv4: link.switch.ipv4, IPv6: link.switch.ipv6 } as const;

describeBackends('a switch behind DNAT of this host', (backend, lab) => {
  const addresses = families.map(({ at }) => at);

  test('its answers teach, and a flood is limited by its real source', async () => {
    const behind = await protectTranslated(lab(), backend);
    await behind.listen({ addresses, udp: [5060], answer: 200 });
    const send = (from: string, to: string, times: number) =>
      lab().world.send({
        from,
        to,
        toPort: OUTSIDE,
        payloads: [request('REGISTER')],
        count: times,
        every: 5,
      });
    for (const { name, phone } of families) await send(phone, outside[name], 1);
    await lab().answers();
    expect((await learned(lab(), backend, known)).toSorted()).toEqual(
      families.map(({ phone }) => sourceOf(phone)).toSorted(),
    );
    await behind.listen({ addresses, udp: [5060], answer: 'nothing' });
    for (const { name, flood } of families) await send(flood, outside[name], 100);
    const delivered = await lab().delivered();
    for (const { flood, at } of families) {
      expect(count(delivered, { from: flood, to: at })).toBeGreaterThanOrEqual(10);
      expect(count(delivered, { from: flood, to: at })).toBeLessThan(25);
    }
  });

  test('a segment with a scanner in it never reaches it', async () => {
    await protectTranslated(lab(), backend);
    const scan = request('REGISTER', { userAgent: 'friendly-scanner' });
    for (const { name, phone, flood } of families)
      for (const [from, segment] of [
        [phone, request('REGISTER')],
        [flood, scan],
      ] as const)
        await lab().world.connect({
          from: [from],
          to: outside[name],
          toPort: OUTSIDE,
          every: 0,
          segments: [segment],
        });
    const segments = (await lab().delivered()).filter(({ kind }) => kind === 'segment');
    for (const { phone, flood } of families) {
      expect(count(segments, { from: phone })).toBe(1);
      expect(count(segments, { from: flood })).toBe(0);
    }
  });

  test('whom it calls from behind the masquerade may answer', async () => {
    const behind = await protectTranslated(lab(), backend);
    for (const { at, carrier } of families) {
      await lab().world.listen({ addresses: [carrier], udp: [5060], answer: 200 });
      await behind.send({
        from: at,
        to: carrier,
        toPort: 5060,
        payloads: [request('OPTIONS')],
        count: 1,
        every: 0,
      });
    }
    await lab().answers();
    const delivered = await lab().delivered();
    for (const { at, carrier } of families) expect(count(delivered, { from: carrier, to: at })).toBe(1);
  });
});
