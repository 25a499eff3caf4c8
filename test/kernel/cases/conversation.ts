import type { Backend } from '../../../src/host/lab/load.js';
import type { Answer, Arrival, Connect } from '../../../src/host/lab/protocol.js';
import { sets } from '../../../src/host/lab/readback.js';
import type { Lab } from '../../packets/lab.js';
import { payload } from '../../packets/sip.js';
import { compileExample } from '../examples.js';

/** The first example as it is: three lines, and everything else by default. */
const { artifacts } = compileExample('minimum');

/** A fresh switch behind the example `minimum`. */
export async function behindMinimum(lab: Lab, backend: Backend, answer: Answer = 'nothing'): Promise<void> {
  await lab.reset();
  await lab.switch.listen({ udp: [5060], tcp: [5060], answer });
  await lab.load(backend, artifacts);
}

export const loadMinimum = (lab: Lab, backend: Backend): Promise<void> => lab.load(backend, artifacts);

/** From now on the switch answers so. */
export const answering = (lab: Lab, answer: Answer): Promise<unknown> =>
  lab.switch.listen({ udp: [5060], tcp: [5060], answer });

/** Each of them sends a datagram, `every` ms apart. How many reached the switch. */
export async function datagrams(
  lab: Lab,
  from: readonly string[],
  text: string,
  { count = from.length, every = 2, fromPorts = [5060] } = {},
): Promise<number> {
  await lab.clear();
  const payloads = [payload(text)];
  await lab.world.send({ from, fromPorts, toPort: 5060, payloads, count, every });
  const delivered = await lab.delivered();
  await lab.answers();
  return delivered.filter(({ kind }) => kind === 'datagram').length;
}

/** What came over connections that these sources opened, each of which says the segments in their order. */
export async function connections(
  lab: Lab,
  from: readonly string[],
  segments: readonly string[],
  more: Partial<Connect> = {},
): Promise<readonly Arrival[]> {
  await lab.clear();
  const said = segments.map(payload);
  await lab.world.connect({
    from,
    toPort: 5060,
    every: 5,
    segments: said,
    patience: 5_000,
    hold: true,
    ...more,
  });
  return (await lab.delivered()).filter(({ kind }) => kind === 'segment');
}

/** How many sources are in a learned set. */
export async function howMany(
  lab: Lab,
  backend: Backend,
  set: 'known' | 'banned' | 'proven',
): Promise<number> {
  const name = new RegExp(`^(vg-)?${set}-?[46]$`);
  return [...(await sets(lab.switch, backend))].flatMap(([found, list]) => (name.test(found) ? list : []))
    .length;
}

/** Different source ports: one for each connection. */
export const portsOf = (arrivals: readonly Arrival[]): number =>
  new Set(arrivals.map(({ fromPort }) => fromPort)).size;

export const wordsOf = (arrivals: readonly Arrival[]): readonly string[] => arrivals.map(({ word }) => word);
