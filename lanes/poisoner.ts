import type { Agent } from '../src/host/lab/agent.js';
import type { Dose, Poison } from './poisons.js';

/** Milliseconds between two doses of one poisoner, and between two poisoners. */
const GAP = 20;
const NEXT = 30;

/** Begins the Call-IDs of one kind, by which the registrar tells what it answered. */
export const labelOf = ({ name }: Poison): string => name.replace(/\W+/g, '');

/** Plays one kind of poison from each pair of addresses in `own`, in order. */
export async function poisonWith(world: Agent, poison: Poison, own: readonly string[]): Promise<void> {
  const played = own.flatMap((first, index) => {
    const second = own[index + 1];
    if (index % 2 !== 0 || second === undefined) return [];
    const doses = poison.doses(first, `${labelOf(poison)}-${index}`);
    return [{ first, second, doses, after: NEXT * index }];
  });
  await world.send(
    ...played.flatMap(({ first, second, doses, after }) =>
      doses.flatMap((dose, order) =>
        dose.tcp ? [] : [datagram(dose, dose.from === 'first' ? first : second, after + GAP * order)],
      ),
    ),
  );
  // A connection's method comes after the datagrams, while what they opened is still open.
  for (const { first, doses } of played) {
    const segments = doses.filter(({ tcp }) => tcp).map(({ payload }) => payload);
    if (segments.length === 0) continue;
    await world.connect({ from: [first], toPort: 5060, every: 0, segments, gap: GAP, hold: true });
  }
}

const datagram = ({ port = 5060, payload }: Dose, from: string, after: number) => ({
  from,
  fromPorts: [port],
  payloads: [payload],
  toPort: 5060,
  count: 1,
  every: 0,
  after,
});
