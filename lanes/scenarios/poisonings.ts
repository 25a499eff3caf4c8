import { setTimeout } from 'node:timers/promises';
import { backends } from '../../src/host/lab/load.js';
import { payload, sipRequest } from '../../test/packets/sip.js';
import type { FleetReport } from '../actors/cast-protocol.js';
import { attackers, customers } from '../people.js';
import { labelOf, poisonWith } from '../poisoner.js';
import { maddrCancel, type Poison, poisons } from '../poisons.js';
import { policyFor } from '../policy.js';
import type { Scenario, Size } from '../scenario.js';
import { registrars } from '../sizes.js';
import type { Stage } from '../stage.js';

interface PoisonSize extends Size {
  /** Of each kind. */
  readonly attackers: number;
}

interface Poisoned {
  readonly name: string;
  /** How many 200s the switch sent, which is what the attackers are after; and how many became known by it. */
  readonly answered: number;
  readonly known: number;
}

interface PoisonResult {
  readonly attackers: number;
  readonly poisons: readonly Poisoned[];
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
    rulesets: ['none', ...backends],
    turned: true,
    policy: ({ registrar: how }) =>
      policyFor(how, lenient ? { limits: '{ OPTIONS: 5/s burst 10, INFO: 5/s burst 10 }' } : {}),
    story: ({ attackers: count }) =>
      `${count} sources of each kind, none with a password, try to be taken for customers. In each cell: how many became known, and how many the switch sent a 200 at all. The switch is lax: it answers 200 to every method that it does not know.`,
    play: (stage, size) => play(stage, size),
    columns: {
      ...Object.fromEntries(
        all.map(({ name }, index) => [name, (result: PoisonResult) => cell(result.poisons[index])]),
      ),
      'for comparison: a phone that registers': ({ learned, phones }) => `${learned}, ${phones.registered}`,
      'for comparison: a call that is answered after 7 s': ({ called }) => (called ? '1, 1' : '0, 1'),
    },
  };
}

const cell = (poisoned: Poisoned | undefined): string => `${poisoned?.known}, ${poisoned?.answered}`;

/** Two addresses for each attacker of a kind. */
const attackersOf = (kind: number, count: number): readonly string[] =>
  attackers(2 * count, 2 * count * kind);

async function poisonAll(stage: Stage, poison: Poison, own: readonly string[]): Promise<void> {
  if (poison.called) for (const address of own) await stage.call(address);
  await poisonWith(stage.lab.world, poison, own);
}

async function play(stage: Stage, { attackers: count }: PoisonSize): Promise<PoisonResult> {
  const good = customers(count);
  const fleet = { label: 'phone', phones: good, spread: 1000, rounds: 1, every: 0, patience: 4000 };
  const call = payload(sipRequest({ method: 'INVITE', id: 'call-1', userAgent: 'Phone 1.0' }));
  const steady = { toPort: 5060, count: 1, every: 0 };
  const [phones] = await Promise.all([
    stage.fleet(fleet),
    stage.lab.world.send({ ...steady, from: caller, payloads: [call] }),
    ...all.map((poison, index) => poisonAll(stage, poison, attackersOf(index, count))),
  ]);
  await setTimeout(RING + 500);
  const members = new Set(await stage.members('known'));
  const { answers } = await stage.report();
  const told = all.map((poison, index): Poisoned => {
    const own = attackersOf(index, count).filter((_, each) => each % 2 === 0);
    const answered = answers[`${labelOf(poison)} 200`] ?? 0;
    return { name: poison.name, answered, known: own.filter((address) => members.has(address)).length };
  });
  const learned = good.filter(({ address }) => members.has(address)).length;
  return { attackers: count, poisons: told, phones, learned, called: members.has(caller) };
}
