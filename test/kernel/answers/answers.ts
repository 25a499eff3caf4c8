import type { Backend } from '../../../src/host/lab/load.js';
import type { Answer } from '../../../src/host/lab/protocol.js';
import { sets } from '../../../src/host/lab/readback.js';
import type { Lab } from '../../packets/lab.js';
import { request, sourceOf } from '../scenario.js';

/** What the rules learn by themselves. */
export type Learned = 'known' | 'asked' | 'ringing' | 'taint' | 'called' | 'banned';

/** Every source that is in a learned set now, IPv6 as the first address of its /64. */
export async function members(lab: Lab, backend: Backend, set: Learned): Promise<readonly string[]> {
  const name = new RegExp(`^(vg-)?${set}(\\.\\d+)?-?[46]$`);
  return [...(await sets(lab.switch, backend))].flatMap(([found, list]) => (name.test(found) ? list : []));
}

export const isIn = async (lab: Lab, backend: Backend, set: Learned, address: string): Promise<boolean> =>
  (await members(lab, backend, set)).includes(sourceOf(address));

/** From now on the switch answers so on its SIP ports. */
export const answering = (lab: Lab, answer: Answer): Promise<unknown> =>
  lab.switch.listen({ udp: [5060], tcp: [5060], answer });

/** Sends requests one after the other from one address and one port, `every` ms apart, and waits for the answers. */
export async function ask(lab: Lab, from: string, methods: readonly string[], every = 1): Promise<number> {
  await lab.clear();
  const payloads = methods.map((method) => request(method));
  await lab.world.send({ from, toPort: 5060, payloads, count: payloads.length, every });
  return (await lab.answers()).length;
}

/** The same for many at once, each from an address of its own; then waits for all answers. */
export async function askAll(
  lab: Lab,
  all: readonly { readonly from: string; readonly methods: readonly string[] }[],
): Promise<void> {
  await lab.clear();
  const streams = all.map(({ from, methods }) => {
    const payloads = methods.map((method) => request(method));
    return { from, toPort: 5060, payloads, count: payloads.length, every: 1 };
  });
  await lab.world.send(...streams);
  await lab.answers();
}

/** Sends segments over one TCP connection, and waits for the answers. */
export async function askOverTcp(lab: Lab, from: string, segments: readonly string[]): Promise<void> {
  await lab.clear();
  await lab.world.connect({ from: [from], toPort: 5060, every: 0, segments, gap: 30, hold: true });
  await lab.answers();
}
