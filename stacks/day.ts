import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Backend } from '../src/host/lab/load.js';
import { compileExample } from '../test/kernel/examples.js';
import { Lab } from '../test/packets/lab.js';
import { type Attacker, attack, attackers } from './attackers.js';
import { Baresip, type Softphone } from './baresip.js';
import { honest, keptOpen, longer, registered, servers, softphones, trunk } from './honest.js';
import { Kamailio, type Seen } from './kamailio.js';
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
  /** At its end: the registered sources as recipes/registered lists them. */
  readonly listed: readonly string[];
}

export interface Script {
  /** Those who play beside the softphones, sipsak and the attackers. */
  readonly casts: readonly Cast[];
  readonly attackers: readonly Attacker[];
  /** Seconds: whatever is not done then has failed. */
  readonly patience: number;
}

export const shortDay: Script = { casts: honest, attackers: attackers(150), patience: 45 };
/** At the pace of real ones, and with guessers that go on and on. */
export const longDay: Script = { casts: [...honest, ...longer], attackers: attackers(1000), patience: 150 };

/** A day of a switch behind the rules of one of the example policies: customers and attackers at once, from addresses of their own. */
export async function playDay(rules: Rules, example: string, script = shortDay): Promise<Day> {
  const folder = mkdtempSync(join(tmpdir(), 'vosguard-stacks-'));
  // Nothing outlives this.
  const bound = script.patience + 85;
  const lab = await Lab.start({ deadline: bound });
  const stage = new Stage(lab, folder, script.patience, bound);
  try {
    const kamailio = stage.keep(await Kamailio.start(lab.switch, folder, bound, trunk));
    if (rules !== 'none') await lab.load(rules, compileExample(example).artifacts);
    const [customers, found] = await Promise.all([
      stage.customers(script.casts),
      all(script.attackers.map((one) => [one.name, attack(lab.world, folder, one)])),
      lab.world.send(keptOpen),
    ]);
    const told = attacked(script.attackers, found, kamailio.seen());
    return { honest: customers, attackers: told, listed: await kamailio.listed() };
  } finally {
    await stage.clear();
    await lab.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function attacked(
  attackers: readonly Attacker[],
  found: Readonly<Record<string, boolean>>,
  seen: readonly Seen[],
): Day['attackers'] {
  const count = (address: string, what: Seen['what']): number =>
    seen.filter((one) => one.from === address && one.what === what).length;
  const told = ({ name, address }: Attacker): Attacked => ({
    found: found[name] ?? false,
    reached: count(address, 'seen'),
    guessed: count(address, 'wrong'),
  });
  return Object.fromEntries(attackers.map((one) => [one.name, told(one)]));
}

/** Everything that runs in a laboratory. */
class Stage {
  readonly #lab: Lab;
  readonly #folder: string;
  readonly #patience: number;
  readonly #bound: number;
  readonly #programs: { readonly stop: () => Promise<unknown> }[] = [];

  constructor(lab: Lab, folder: string, patience: number, bound: number) {
    this.#lab = lab;
    this.#folder = folder;
    this.#patience = patience;
    this.#bound = bound;
  }

  keep<P extends { readonly stop: () => Promise<unknown> }>(program: P): P {
    this.#programs.push(program);
    return program;
  }

  /** All of them at once, when those who are called have registered. */
  async customers(casts: readonly Cast[]): Promise<Day['honest']> {
    const { world } = this.#lab;
    const callees = await this.#play(registered);
    for (const cast of servers) this.keep(Sipp.start(world, this.#folder, this.#bound, cast, true));
    // Who is called before he listens has not been cut by any rule.
    await Sipp.waits(world, 5060, servers.length);
    const [sipps, phones, sipsaks] = await Promise.all([
      all(casts.map((cast) => [cast.scenario.name, this.#play(cast)])),
      this.#softphones(),
      all([
        ['sipsak-asks', sipsakAsks(world, this.#folder)],
        ['sipsak-registers', sipsakRegisters(world, this.#folder)],
      ]),
    ]);
    return { callees, ...sipps, ...phones, ...sipsaks };
  }

  #play = (cast: Cast): Promise<Count> =>
    this.keep(Sipp.start(this.#lab.world, this.#folder, this.#patience, cast)).count();

  /** One registers and waits, over TCP, until its way has been kept open some times; then the other calls it. */
  async #softphones(): Promise<Readonly<Record<string, Count>>> {
    const start = (phone: Softphone): Baresip =>
      this.keep(new Baresip(this.#lab.world, this.#folder, this.#bound, phone));
    start(softphones.wrong);
    const called = start(softphones.called);
    const registered = await this.#within(called.registered());
    await pause(5000);
    const caller = start(softphones.caller);
    const established = await this.#within(caller.established());
    const one = (done: boolean): Count => ({ done: done ? 1 : 0, tried: 1 });
    return {
      'baresip-tcp': one(registered),
      'baresip-calls-it': one(established),
      // It registers anew when its keep-alives are not answered.
      'baresip-tcp-stays': one(called.registrations === 1),
    };
  }

  #within = (event: Promise<void>): Promise<boolean> =>
    Promise.race([
      event.then(
        () => true,
        () => false,
      ),
      pause(this.#patience * 1000).then(() => false),
    ]);

  clear = (): Promise<unknown> => Promise.all(this.#programs.map((program) => program.stop()));
}

const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

async function all<T>(
  entries: readonly (readonly [string, Promise<T>])[],
): Promise<Readonly<Record<string, T>>> {
  return Object.fromEntries(
    await Promise.all(entries.map(async ([name, one]) => [name, await one] as const)),
  );
}
