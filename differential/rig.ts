import { setPriority } from 'node:os';
import type { Backend } from '../test/packets/backends.js';
import { Lab } from '../test/packets/lab.js';
import { link } from '../test/packets/link.js';
import type { Arrival, Stream } from '../test/packets/protocol.js';
import { bytesOf } from './contents.js';
import type { Line, Script } from './scripts.js';
import { wash } from './wash.js';

/** What happened to one line, by the clock of the machine in milliseconds. */
export interface Happened {
  readonly line: Line;
  readonly payload: Buffer;
  readonly at: number;
  /** How far `at` may be before the moment at which the kernel had it. */
  readonly slip: number;
  readonly arrival: Arrival | undefined;
}

export interface Record {
  readonly lines: readonly Happened[];
  /** Responses of the switch that reached the world. */
  readonly answers: readonly Arrival[];
  /** When the rules were in force. */
  readonly loaded: number;
}

/** Ports of the switch at which somebody listens: those that policies name, and one that none does. */
const ports = [5060, 6060, 5070, 8080];

/** A world and a switch that plays one case after the other on one backend. */
export class Rig {
  private constructor(
    readonly backend: Backend,
    readonly lab: Lab,
  ) {}

  static async start(backend: Backend, deadline: number): Promise<Rig> {
    const lab = await Lab.start({ deadline });
    for (const { pid } of [lab.world, lab.switch]) first(pid);
    return new Rig(backend, lab);
  }

  close = (): Promise<void> => this.lab.close();

  /** Loads the rules into a clean switch, and plays. */
  async play(artifacts: ReadonlyMap<string, string>, { lines, answer }: Script): Promise<Record> {
    const { lab } = this;
    await wash(lab.switch, this.backend);
    await lab.load(this.backend, artifacts);
    await lab.switch.listen({ udp: ports, answer });
    await lab.world.listen({
      addresses: [...new Set(lines.map(({ peer }) => peer))],
      udp: [5060, 5061, 5062],
    });
    await lab.clear();
    const loaded = Number(process.hrtime.bigint()) / 1e6;
    const planned = plan(lines);
    const [received, called] = await Promise.all(
      (['in', 'call'] as const).map(async (way) => {
        const streams = planned.filter(({ line }) => line.way === way).map(({ stream }) => stream);
        if (streams.length === 0) return [];
        return (way === 'in' ? lab.world : lab.switch).send(...streams);
      }),
    );
    const delivered = await lab.delivered();
    const back = await lab.answers();
    const sent = { in: received?.values(), call: called?.values() };
    const finders = { in: finder(delivered), call: finder(back) };
    const happened = planned.map(({ line, payload, id }): Happened => {
      const { times = [], slip = 0 } = sent[line.way]?.next().value ?? {};
      const at = times[0] ?? 0;
      return { line, payload, at, slip, arrival: finders[line.way](line, payload, id, at) };
    });
    return { lines: happened, answers: back.filter(({ word }) => word.startsWith('SIP/2.0')), loaded };
  }
}

/** The agents keep their times better when they go before whatever else the machine does, where we may say so. */
function first(pid: number): void {
  try {
    setPriority(pid, -15);
  } catch {
    // Not root of the machine, only of a namespace.
  }
}

function plan(lines: readonly Line[]) {
  let after = 0;
  return lines.map((line, index) => {
    after += line.gap;
    const id = `d${index}`;
    const payload = bytesOf(line.content, id);
    return { line, id, payload, stream: streamOf(line, payload, after) };
  });
}

function streamOf({ way, peer, peerPort, switchPort }: Line, payload: Buffer, after: number): Stream {
  const rest = { payloads: [payload.toString('base64')], count: 1, every: 0, after };
  if (way === 'in') return { from: peer, fromPorts: [peerPort], toPort: switchPort, ...rest };
  const own = peer.includes(':') ? link.switch.ipv6 : link.switch.ipv4;
  return { from: own, fromPorts: [switchPort], to: peer, toPort: peerPort, ...rest };
}

/** Finds the arrival of a line among all of them; each is taken once. What has no mark is told by its ends and its time. */
function finder(arrivals: readonly Arrival[]) {
  const left = new Set(arrivals);
  return (
    { way, peer, peerPort, switchPort }: Line,
    payload: Buffer,
    id: string,
    at: number,
  ): Arrival | undefined => {
    const found = [...left].find((arrival) => {
      const { from, fromPort, to, toPort } = arrival;
      const [address, port, own] = way === 'in' ? [from, fromPort, toPort] : [to, toPort, fromPort];
      if (address !== peer || port !== peerPort || own !== switchPort) return false;
      if (arrival.bytes !== payload.length) return false;
      return arrival.id === '' ? arrival.at >= at && arrival.at < at + PATIENCE : arrival.id === id;
    });
    if (found !== undefined) left.delete(found);
    return found;
  };
}

/** Keep-alives of one source are rarely closer than this, and then the case is unclear. */
const PATIENCE = 100;
