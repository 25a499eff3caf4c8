import { setTimeout } from 'node:timers/promises';
import { backends } from '../../test/packets/backends.js';
import { payload, sipRequest } from '../../test/packets/sip.js';
import type { FleetReport } from '../actors/cast-protocol.js';
import { of } from '../cells.js';
import { attackers, customers } from '../people.js';
import { maddrCancel, type Poison, poisons } from '../poisons.js';
import { policyFor } from '../policy.js';
import type { Scenario, Size } from '../scenario.js';
import { registrars } from '../sizes.js';
import type { Stage } from '../stage.js';

interface PoisonSize extends Size {
  /** Of each kind. */
  readonly attackers: number;
}

interface PoisonResult {
  readonly attackers: number;
  /** How many of each kind became known. */
  readonly known: ReadonlyMap<string, number>;
  /** The control: phones that register, and a source whose call is answered after the ring time. */
  readonly phones: FleetReport;
  readonly learned: number;
  readonly called: boolean;
}

const all: readonly Poison[] = [...poisons, maddrCancel];
/** A call is answered after 7 s; the poisoners must have been at it before, and be looked at after that. */
const RING = 7000;
const caller = '10.251.0.1';

/** With the default policy, where OPTIONS of strangers is dropped; or with OPTIONS let in, so that only `taint` protects. */
export function poisonings(lenient: boolean): Scenario<PoisonSize, PoisonResult> {
  const registrar = { ...registrars.full, ring: RING };
  return {
    name: lenient ? 'poisonings-lenient' : 'poisonings',
    title: `Poisonings${lenient ? ', where the policy lets OPTIONS in' : ''}`,
    sizes: { full: { registrar, attackers: 10 }, tenth: { registrar, attackers: 2 } },
    light: true,
    rulesets: backends,
    policy: ({ registrar: how }) =>
      policyFor(how, [], lenient ? '{ OPTIONS: 5/s burst 10, INFO: 5/s burst 10 }' : ''),
    story: ({ attackers: count }) =>
      `${count} sources of each kind, none with a password, try to be taken for customers. In each cell: how many became known. The switch is lax: it answers 200 to every method that it does not know.`,
    play: (stage, size) => play(stage, size),
    columns: {
      ...Object.fromEntries(
        all.map(({ name }) => [name, (r: PoisonResult) => of(r.known.get(name) ?? 0, r.attackers)]),
      ),
      'a phone that registers': ({ learned, phones }) => of(learned, phones.tried),
      'a call answered after 7 s': ({ called }) => of(called ? 1 : 0, 1),
    },
  };
}

async function play(stage: Stage, { attackers: count }: PoisonSize): Promise<PoisonResult> {
  const good = customers(count);
  const fleet = { label: 'phone', phones: good, spread: 1000, rounds: 1, every: 0, patience: 4000 };
  const call = payload(sipRequest({ method: 'INVITE', id: 'call-1', userAgent: 'Phone 1.0' }));
  const steady = { toPort: 5060, count: 1, every: 0 };
  const [phones] = await Promise.all([
    stage.fleet(fleet),
    stage.lab.world.send({ ...steady, from: caller, payloads: [call] }),
    ...all.map((poison, index) => poisonWith(stage, poison, attackers(2 * count, 2 * count * index))),
  ]);
  await setTimeout(RING + 500);
  const members = new Set(await stage.members('known'));
  const known = new Map(
    all.map(({ name }, index) => {
      const own = attackers(2 * count, 2 * count * index);
      return [name, own.filter((address) => members.has(address)).length] as const;
    }),
  );
  const learned = good.filter(({ address }) => members.has(address)).length;
  return { attackers: count, known, phones, learned, called: members.has(caller) };
}

/** Each attacker has two addresses; its doses leave in order, 20 ms apart. */
async function poisonWith(stage: Stage, poison: Poison, own: readonly string[]): Promise<void> {
  const pairs = own.flatMap((first, index) => {
    const second = own[index + 1];
    return index % 2 === 0 && second !== undefined ? [{ first, second, index }] : [];
  });
  const id = (index: number) => `poison-${poison.name.replace(/\W+/g, '')}${index}`;
  await stage.lab.world.send(
    ...pairs.flatMap(({ first, second, index }) =>
      poison.doses(first, id(index)).map((dose, order) => ({
        from: dose.from === 'first' ? first : second,
        fromPorts: [dose.port ?? 5060],
        payloads: [dose.payload],
        toPort: 5060,
        count: 1,
        every: 0,
        after: 20 * order + 30 * index,
      })),
    ),
  );
}
