import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Backend } from '../src/host/lab/backends.js';
import { compileExample } from '../test/kernel/examples.js';
import { Lab } from '../test/packets/lab.js';
import { attack, attackers } from './attackers.js';
import { Baresip, type Softphone } from './baresip.js';
import { honest, keptOpen, registered, servers, softphones, trunk } from './honest.js';
import { Kamailio } from './kamailio.js';
import { type Cast, type Count, Sipp } from './sipp.js';
import { sipsakAsks, sipsakRegisters } from './sipsak.js';

export type Rules = 'none' | Backend;

export interface Attacked {
  /** What the tool itself says. */
  readonly found: boolean;
  /** Its requests that reached the server, and those among them with a wrong password: each was answered. */
  readonly reached: number;
  readonly guessed: number;
}

export interface Day {
  /** Of each cast, how many have done all that they wanted. */
  readonly honest: Readonly<Record<string, Count>>;
  readonly attackers: Readonly<Record<string, Attacked>>;
}

/** Whatever is not done after so many seconds has failed, and nothing outlives the second number. */
const patience = 25;
const bound = 110;

/** A day of a switch behind the rules of one of the example policies: customers and attackers at once, from addresses of their own. */
export async function playDay(rules: Rules, example: string): Promise<Day> {
  const folder = mkdtempSync(join(tmpdir(), 'vosguard-stacks-'));
  const lab = await Lab.start({ deadline: bound });
  const stage = new Stage(lab, folder);
  try {
    const kamailio = stage.keep(await Kamailio.start(lab.switch, folder, bound, trunk));
    if (rules !== 'none') await lab.load(rules, compileExample(example).artifacts);
    const callees = await stage.play(registered);
    for (const cast of servers) stage.serve(cast);
    const [customers, phones, sipsaks, found] = await Promise.all([
      all(honest.map((cast) => [cast.scenario.name, stage.play(cast)])),
      stage.softphones(),
      all([
        ['sipsak-asks', sipsakAsks(lab.world, folder)],
        ['sipsak-registers', sipsakRegisters(lab.world, folder)],
      ]),
      all(attackers.map((one) => [one.name, attack(lab.world, folder, one)])),
      lab.world.send(keptOpen),
    ]);
    const seen = kamailio.seen();
    const count = (address: string, what: 'seen' | 'wrong'): number =>
      seen.filter((one) => one.from === address && one.what === what).length;
    const told = attackers.map(({ name, address }) => [
      name,
      { found: found[name] ?? false, reached: count(address, 'seen'), guessed: count(address, 'wrong') },
    ]);
    return { honest: { callees, ...customers, ...phones, ...sipsaks }, attackers: Object.fromEntries(told) };
  } finally {
    await stage.clear();
    await lab.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Everything that runs in a laboratory. */
class Stage {
  readonly #lab: Lab;
  readonly #folder: string;
  readonly #programs: { readonly stop: () => Promise<unknown> }[] = [];

  constructor(lab: Lab, folder: string) {
    this.#lab = lab;
    this.#folder = folder;
  }

  keep<P extends { readonly stop: () => Promise<unknown> }>(program: P): P {
    this.#programs.push(program);
    return program;
  }

  play = (cast: Cast): Promise<Count> =>
    this.keep(Sipp.start(this.#lab.world, this.#folder, patience, cast)).count();

  serve = (cast: Cast): Sipp => this.keep(Sipp.start(this.#lab.world, this.#folder, bound, cast, true));

  /** One registers and waits, over TCP, until its way has been kept open some times; then the other calls it. */
  async softphones(): Promise<Readonly<Record<string, Count>>> {
    const start = (phone: Softphone): Baresip =>
      this.keep(new Baresip(this.#lab.world, this.#folder, bound, phone));
    start(softphones.wrong);
    const called = start(softphones.called);
    const registered = await within(called.registered());
    await pause(5000);
    const caller = start(softphones.caller);
    const established = await within(caller.established());
    const one = (done: boolean): Count => ({ done: done ? 1 : 0, tried: 1 });
    return {
      'baresip-tcp': one(registered),
      'baresip-calls-it': one(established),
      // It registers anew when its keep-alives are not answered.
      'baresip-tcp-stays': one(called.registrations === 1),
    };
  }

  clear = (): Promise<unknown> => Promise.all(this.#programs.map((program) => program.stop()));
}

const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

const within = (event: Promise<void>): Promise<boolean> =>
  Promise.race([
    event.then(
      () => true,
      () => false,
    ),
    pause(patience * 1000).then(() => false),
  ]);

async function all<T>(
  entries: readonly (readonly [string, Promise<T>])[],
): Promise<Readonly<Record<string, T>>> {
  return Object.fromEntries(
    await Promise.all(entries.map(async ([name, one]) => [name, await one] as const)),
  );
}
