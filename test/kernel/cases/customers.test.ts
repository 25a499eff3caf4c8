import { setTimeout } from 'node:timers/promises';
import { addresses } from '../../packets/addresses.js';
import { describeBackends } from '../../packets/kernel.js';

import { request } from '../scenario.js';
import {
  answering,
  behindMinimum,
  connections,
  datagrams,
  howMany,
  loadMinimum,
  portsOf,
  wordsOf,
} from './conversation.js';

const text = (method: string) => Buffer.from(request(method), 'base64').toString('latin1');
const register = text('REGISTER');

describeBackends('customers behind the example minimum', (backend, lab) => {
  const registers = async (phones: readonly string[]) => {
    await answering(lab(), 401);
    const challenged = await datagrams(lab(), phones, register, { every: 12 });
    await answering(lab(), { REGISTER: 200 });
    return [challenged, await datagrams(lab(), phones, register, { every: 12 })];
  };

  test('a hundred phones of one /24 register, and all are known', async () => {
    await behindMinimum(lab(), backend);
    expect(await registers(addresses('198.51.100.1', 100))).toEqual([100, 100]);
    expect(await howMany(lab(), backend, 'known')).toBe(100);
  });

  test('sixty phones behind one address register over UDP: once one of them is known, all are served', async () => {
    await behindMinimum(lab(), backend);
    await registers(['198.51.100.1']);
    const fromPorts = Array.from({ length: 60 }, (_, index) => 20_000 + index);
    expect(await datagrams(lab(), ['198.51.100.1'], register, { count: 60, every: 25, fromPorts })).toBe(60);
  });

  test('datagrams and SYNs in the name of a customer and of his neighbours do not keep him out', async () => {
    await behindMinimum(lab(), backend);
    await datagrams(lab(), addresses('198.51.100.100', 40), register);
    await datagrams(lab(), ['198.51.100.8'], register, { count: 10 });
    await setTimeout(1_000);
    expect(await registers(['198.51.100.8'])).toEqual([1, 1]);
    expect(await howMany(lab(), backend, 'known')).toBe(1);
  });

  test('a PBX that qualifies its trunk is answered from its second OPTIONS on, before it registers', async () => {
    await behindMinimum(lab(), backend, 200);
    const options = text('OPTIONS');
    const delivered = [];
    for (let time = 0; time < 3; time++) delivered.push(await datagrams(lab(), ['198.51.100.1'], options));
    expect(delivered).toEqual([0, 1, 1]);
    expect(await howMany(lab(), backend, 'known')).toBe(0);
  });

  test('a connection of before the rules is served whatever its next request is', async () => {
    await lab().reset();
    await answering(lab(), 200);
    const methods = ['REGISTER', 'MESSAGE', 'SUBSCRIBE', 'PUBLISH', 'OPTIONS', 'INVITE'];
    const segments = methods.map((method) => request(method));
    const talk = lab().world.connect({
      from: ['198.51.100.1'],
      toPort: 5060,
      every: 1,
      segments,
      gap: 1_000,
      hold: true,
    });
    await setTimeout(300);
    await loadMinimum(lab(), backend);
    await talk;
    await setTimeout(2_000);
    expect(wordsOf(await segmentsOf())).toEqual(methods);
  });

  const segmentsOf = async () => (await lab().delivered()).filter(({ kind }) => kind === 'segment');

  test('twenty phones behind one address ping and register over TCP', async () => {
    await behindMinimum(lab(), backend, 200);
    const segments = [register, '\r\n\r\n', '\r\n\r\n', register];
    const from = Array<string>(20).fill('198.51.100.1');
    const arrivals = await connections(lab(), from, segments, { every: 150, gap: 300 });
    expect(portsOf(arrivals)).toBe(20);
    expect(arrivals.filter(({ word }) => word === 'REGISTER')).toHaveLength(40);
  });

  test('sixty phones behind one address connect over TCP; of 150 connections, a hundred are served', async () => {
    await behindMinimum(lab(), backend, 200);
    const served = async (from: string, count: number) =>
      portsOf(await connections(lab(), Array<string>(count).fill(from), ['\r\n\r\n'], { every: 10, gap: 1 }));
    expect(await served('198.51.100.1', 60)).toBe(60);
    const most = await served('198.51.100.2', 150);
    expect(most).toBeGreaterThanOrEqual(100);
    expect(most).toBeLessThanOrEqual(103);
  });

  test('a host that knows nobody learns from datagrams alone: TCP teaches nothing', async () => {
    await behindMinimum(lab(), backend, 200);
    const arrivals = await connections(lab(), ['198.51.100.1'], [register, text('INVITE')]);
    expect(wordsOf(arrivals)).toEqual(['REGISTER', 'INVITE']);
    expect(await howMany(lab(), backend, 'known')).toBe(0);
  });
});
