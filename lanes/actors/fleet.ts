import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { now } from '../../src/host/lab/agent/journal.js';
import { bindUdp } from '../../src/host/lab/agent/udp.js';
import type { Fleet, FleetReport } from './cast-protocol.js';
import { PhoneEnd } from './registration.js';

/** Plays the whole fleet; every socket is open before the first request leaves. */
export async function playFleet(fleet: Fleet): Promise<FleetReport> {
  const ends = await Promise.all(
    fleet.phones.map(
      async (phone, index) =>
        new PhoneEnd(phone, `${fleet.label}-${index}`, await bindUdp(phone.address, phone.port)),
    ),
  );
  const pauses = monitorEventLoopDelay({ resolution: 5 });
  pauses.enable();
  const start = now();
  const times = (await Promise.all(ends.map((end, index) => playPhone(fleet, end, index, start)))).flat();
  pauses.disable();
  for (const end of ends) end.close();
  return {
    tried: ends.length * fleet.rounds,
    registered: times.length,
    last: Math.max(0, ...times),
    sent: ends.reduce((sum, { sent }) => sum + sent, 0),
    pause: pauses.max / 1e6,
  };
}

/** When its registrations succeeded. */
async function playPhone(fleet: Fleet, end: PhoneEnd, index: number, start: number): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < fleet.rounds; round++) {
    const due = start + (index * fleet.spread) / fleet.phones.length + round * fleet.every;
    await setTimeout(Math.max(0, due - now()));
    if (await end.register(fleet.patience)) times.push(now() - start);
  }
  return times;
}
