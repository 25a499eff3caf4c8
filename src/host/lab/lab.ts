import type { Agent } from './agent.js';
import { behindScript, cableScript, endScript, farScript, insideScript, type Side } from './link.js';
import { type Backend, load, reload } from './load.js';
import type { Arrival } from './protocol.js';

/** Starts the agent of a side; that of the switch, and of what is behind it, beside the world's process, in whose user namespace it must be. */
export type StartAgent<A extends Agent> = (side: Side, world: number | undefined) => Promise<A>;

/**
 * Two network namespaces joined by a cable: the world, which has all addresses, and the switch, which has the rules.
 * Nothing has a name outside and no packet leaves; the machine's own rules are never touched. Needs root, or the root
 * of a user namespace.
 */
export class Lab<A extends Agent = Agent> {
  readonly world: A;
  readonly #start: StartAgent<A>;
  #switch: A;
  #behind: A | undefined;

  private constructor(world: A, switchAgent: A, start: StartAgent<A>) {
    this.world = world;
    this.#switch = switchAgent;
    this.#start = start;
  }

  static async startWith<A extends Agent>(start: StartAgent<A>): Promise<Lab<A>> {
    const world = await start('world', undefined);
    const agents = [world];
    try {
      const switchAgent = await start('switch', world.pid);
      agents.push(switchAgent);
      await cable(world, switchAgent);
      return new Lab(world, switchAgent, start);
    } catch (error) {
      await Promise.all(agents.map((agent) => agent.stop()));
      throw error;
    }
  }

  get switch(): A {
    return this.#switch;
  }

  /** What the host of the rules forwards to, in a third namespace; there is none where `reset` was given no addresses. */
  get behind(): A | undefined {
    return this.#behind;
  }

  /**
   * A new switch in a new namespace: no rule, set, bucket, flow or listener of before is left. The world forgets too.
   *
   * @param addresses Of what is behind it. With them it forwards, by routes.
   */
  async reset(addresses: readonly string[] = []): Promise<void> {
    await Promise.all([this.#switch.stop(), this.#behind?.stop()]);
    this.#behind = undefined;
    const [next] = await Promise.all([this.#start('switch', this.world.pid), this.world.clear(true)]);
    this.#switch = next;
    await cable(this.world, next);
    if (addresses.length === 0) return;
    this.#behind = await this.#start('behind', this.world.pid);
    await next.run('sh', ['-e'], insideScript(this.#behind.pid, addresses));
    await this.#behind.run('sh', ['-e'], behindScript(addresses));
    await this.world.run('sh', ['-e'], farScript(addresses));
  }

  /** Loads what `compile` writes, by file name. Adds to what is there: `reset` first for a clean switch. */
  load = (backend: Backend, artifacts: ReadonlyMap<string, string>) => load(this.#switch, backend, artifacts);

  /** Loads a second time, the way the artifacts' own header says. */
  reload = (backend: Backend, artifacts: ReadonlyMap<string, string>) =>
    reload(this.#switch, backend, artifacts);

  /** What reached the listeners of the switch, and of what is behind it, since the last `clear`. */
  async delivered(): Promise<readonly Arrival[]> {
    const here = await this.#switch.arrivals();
    return this.#behind === undefined ? here : [...here, ...(await this.#behind.arrivals())];
  }

  /** What came back to the world, answers to everything delivered included. */
  async answers(): Promise<readonly Arrival[]> {
    await this.delivered();
    return this.world.arrivals();
  }

  /** Forgets what came on both sides; listeners stay. */
  async clear(): Promise<void> {
    await this.world.clear();
    await this.#switch.clear();
    await this.#behind?.clear();
  }

  /** Ends both agents, and with them the namespaces. Twice is once. */
  async close(): Promise<void> {
    await Promise.all([this.world.stop(), this.#switch.stop(), this.#behind?.stop()]);
  }
}

async function cable(world: Agent, switchAgent: Agent): Promise<void> {
  await world.run('sh', ['-e'], cableScript(switchAgent.pid));
  await world.run('sh', ['-e'], endScript('world'));
  await switchAgent.run('sh', ['-e'], endScript('switch'));
}
