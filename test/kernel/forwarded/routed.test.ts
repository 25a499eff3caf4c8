import { link } from '../../../src/host/lab/link.js';
import { frame, udpPacket } from '../../packets/frames.js';
import { describeBackends } from '../../packets/kernel.js';
import { payload, sipRequest, sipResponse } from '../../packets/sip.js';
import { count } from '../../packets/tally.js';
import { request } from '../scenario.js';
import { banned, called, families, known, learned, protectBehind, sourceOf } from './behind.js';

const toPort = 5060;

describeBackends('a switch behind this host, routed', (backend, lab) => {
  const send = (from: string, to: string, method: string, times = 1, every = 5) =>
    lab().world.send({ from, to, toPort, payloads: [request(method)], count: times, every });
  const addresses = families.flatMap(({ at, other }) => [at, other]);

  test('its answers teach, strangers are limited, scanners are banned, and it may be called back', async () => {
    const behind = await protectBehind(lab(), backend);
    await behind.listen({ addresses, udp: [5060], answer: 200 });
    for (const { phone, at } of families) await send(phone, at, 'REGISTER');
    await lab().answers();
    expect((await learned(lab(), backend, known)).toSorted()).toEqual(
      families.map(({ phone }) => sourceOf(phone)).toSorted(),
    );
    await behind.listen({ addresses, udp: [5060], answer: 'nothing' });
    for (const { flood, at, carrier } of families) {
      await send(flood, at, 'REGISTER', 100);
      await send(carrier, at, 'SUBSCRIBE');
      await lab().world.send({
        ...{ from: flood, to: at, toPort, count: 1, every: 0 },
        payloads: [request('OPTIONS', { userAgent: 'friendly-scanner' })],
      });
    }
    const delivered = await lab().delivered();
    for (const { phone, flood, at, carrier } of families) {
      expect(count(delivered, { from: phone, to: at })).toBe(1);
      expect(count(delivered, { from: flood, to: at })).toBeGreaterThanOrEqual(10);
      expect(count(delivered, { from: flood, to: at })).toBeLessThan(25);
      expect(count(delivered, { from: carrier })).toBe(0);
    }
  });

  test('whom it calls may answer, and nobody else', async () => {
    const behind = await protectBehind(lab(), backend);
    for (const { at, carrier } of families) {
      await lab().world.listen({ addresses: [carrier], udp: [5060] });
      await behind.send({ from: at, to: carrier, toPort, payloads: [request('INVITE')], count: 1, every: 0 });
    }
    await lab().answers();
    expect((await learned(lab(), backend, called)).toSorted()).toEqual(
      families.map(({ carrier }) => sourceOf(carrier)).toSorted(),
    );
    const payloads = [payload(sipResponse(200, 'lab', 'INVITE'))];
    for (const { at, carrier, flood } of families)
      await lab().world.send(
        ...[carrier, flood].map((from) => ({ from, to: at, toPort, payloads, count: 1, every: 0 })),
      );
    const delivered = await lab().delivered();
    for (const { carrier, flood } of families) {
      expect(count(delivered, { from: carrier })).toBe(1);
      expect(count(delivered, { from: flood })).toBe(0);
    }
  });

  test('who sends in its name from elsewhere makes nobody known or called', async () => {
    await protectBehind(lab(), backend);
    for (const { phone, at } of families) {
      await send(phone, at, 'REGISTER');
      const forged = [sipResponse(200), sipRequest({ method: 'INVITE' })].map((text) =>
        udpPacket({
          ...{ source: at, sourcePort: 5060, destination: phone, destinationPort: 5060 },
          payload: Buffer.from(text),
        }),
      );
      const frames = forged.map((packet) => frame(packet).toString('base64'));
      await lab().world.frames({ frames, every: 1 });
    }
    await lab().delivered();
    expect(await learned(lab(), backend, known)).toEqual([]);
    expect(await learned(lab(), backend, called)).toEqual([]);
  });

  test('over TCP a scanner is reset and banned, a phone is let in, and only services are open', async () => {
    await protectBehind(lab(), backend);
    const scan = request('REGISTER', { userAgent: 'friendly-scanner' });
    for (const { phone, flood, at, office, carrier } of families) {
      const connect = (from: string, port: number, segments: readonly string[] = []) =>
        lab().world.connect({ from: [from], to: at, toPort: port, every: 0, segments });
      expect(await connect(phone, 5060, [request('REGISTER')])).toMatchObject([{ outcome: 'connected' }]);
      await connect(flood, 5060, [scan]);
      expect(await connect(office, 22)).toMatchObject([{ outcome: 'connected' }]);
      expect(await connect(carrier, 22)).toMatchObject([{ outcome: 'timeout' }]);
      expect(await connect(office, 3306)).toMatchObject([{ outcome: 'timeout' }]);
    }
    const segments = (await lab().delivered()).filter(({ kind }) => kind === 'segment');
    for (const { phone, flood } of families) {
      expect(count(segments, { from: phone })).toBe(1);
      expect(count(segments, { from: flood })).toBe(0);
    }
    expect((await learned(lab(), backend, banned)).toSorted()).toEqual(
      families.map(({ flood }) => sourceOf(flood)).toSorted(),
    );
  });

  test('what is forwarded to others is left alone, and this host itself has no port of SIP', async () => {
    await protectBehind(lab(), backend);
    for (const { phone, other, flood } of families) {
      await send(phone, other, 'SUBSCRIBE', 50, 2);
      await lab().world.send({ from: flood, toPort, payloads: [request('REGISTER')], count: 1, every: 0 });
      expect(await lab().world.connect({ from: [phone], to: other, toPort: 3306, every: 0 })).toMatchObject([
        { outcome: 'connected' },
      ]);
    }
    const delivered = await lab().delivered();
    for (const { phone, other, flood } of families) {
      expect(count(delivered, { from: phone, to: other, kind: 'datagram' })).toBe(50);
      expect(count(delivered, { from: flood })).toBe(0);
    }
    expect(count(delivered, { to: link.switch.ipv4 })).toBe(0);
  });
});
