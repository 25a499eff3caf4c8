import type { Backend } from '../src/host/lab/load.js';
import { sets } from '../src/host/lab/readback.js';
import { Lab } from '../test/packets/lab.js';
import type { Fleet, FleetReport, Guesses, GuessReport } from './actors/cast-protocol.js';
import type { Crowd, CrowdReport } from './actors/crowd-protocol.js';
import type { Called, Registrar, RegistrarReport } from './actors/registrar-protocol.js';
import { type Attack, type Flood, flood } from './attack.js';
import { Program } from './program.js';
import { backendOf, loadRuleset, type Ruleset } from './rulesets.js';
import { seed } from './seed.js';

export interface Setting {
  readonly ruleset: Ruleset;
  /** The text that vosguard's backends are compiled from. */
  readonly policy: string;
  readonly registrar: Registrar;
  /** After them everything ends by itself. */
  readonly seconds: number;
}

/** A switch behind a ruleset, with its registrar; and the world, with phones and attackers. */
export class Stage {
  readonly lab: Lab;
  readonly ruleset: Ruleset;
  readonly backend: Backend | undefined;
  readonly #registrar: Program;
  readonly #cast: Program;

  private constructor(lab: Lab, ruleset: Ruleset, registrar: Program, cast: Program) {
    this.lab = lab;
    this.ruleset = ruleset;
    this.backend = backendOf(ruleset);
    this.#registrar = registrar;
    this.#cast = cast;
  }

  static async with<R>(setting: Setting, play: (stage: Stage) => Promise<R>): Promise<R> {
    const { ruleset, policy, seconds } = setting;
    const lab = await Lab.start({ deadline: seconds });
    const programs: Program[] = [];
    try {
      const registrar = await Program.start(lab.switch, 'registrar', seconds);
      programs.push(registrar);
      const cast = await Program.start(lab.world, 'cast', seconds);
      programs.push(cast);
      await loadRuleset(lab, ruleset, policy);
      await registrar.call('start', setting.registrar);
      return await play(new Stage(lab, ruleset, registrar, cast));
    } finally {
      await Promise.all(programs.map((program) => program.stop()));
      await lab.close();
    }
  }

  fleet = (fleet: Fleet): Promise<FleetReport> => this.#cast.call('fleet', fleet);
  crowd = (crowd: Crowd): Promise<CrowdReport> => this.#cast.call('crowd', crowd);
  guess = (guesses: Guesses): Promise<GuessReport> => this.#cast.call('guess', guesses);
  /** The switch sends a request to this address. */
  call = (to: string): Promise<null> => this.#registrar.call('call', { to } satisfies Called);
  report = (): Promise<RegistrarReport> => this.#registrar.call('report', null);

  /** A flood from the laboratory's own agent, as long as `during` lasts. */
  flood = <R>(ask: Flood, during: Promise<R>): Promise<readonly [R, Attack]> =>
    flood(async (stream) => (await this.lab.world.send({ toPort: 5060, ...stream }))[0], ask, during);

  /** The sources of a learned set, of both families; none where there are no rules that learn. */
  async members(name: string): Promise<readonly string[]> {
    if (this.backend === undefined) return [];
    const all = await sets(this.lab.switch, this.backend);
    return [...all].flatMap(([set, members]) =>
      new RegExp(`^(vg-)?${name}-?[46]$`).test(set) ? members : [],
    );
  }

  /** Known sources of before an outage, as from a saved set. What cannot learn has nothing to load. */
  async remember(sources: readonly string[]): Promise<void> {
    if (this.backend !== undefined) await seed(this.lab.switch, this.backend, sources);
  }
}
