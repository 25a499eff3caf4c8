import { setPriority } from 'node:os';
import { link } from '../src/host/lab/link.js';
import type { Backend } from '../src/host/lab/load.js';
import type { Arrival, Stream } from '../src/host/lab/protocol.js';
import { Lab } from '../test/packets/lab.js';
import type { Case, WireCase } from './case.js';
import { bytesOf } from './contents.js';
import { type Event, type Events, eventsOf } from './events.js';
import type { Line, Script } from './scripts.js';
import { wash } from './wash.js';
import { playStory, wire } from './wire/play-story.js';

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
    await wire(lab);
    return new Rig(backend, lab);
  }

  close = (): Promise<void> => this.lab.close();

  /** Plays a case, and what went through the rules. */
  async events(artifacts: ReadonlyMap<string, string>, over: Case): Promise<Events> {
    switch (over.over) {
      case 'sockets':
        return eventsOf(await this.play(artifacts, over.script), over.script);
      case 'wire':
        return this.#story(artifacts, over);
    }
  }

  async #story(artifacts: ReadonlyMap<string, string>, { policy, script }: WireCase): Promise<Events> {
    const { lab } = this;
    await wash(lab.switch, this.backend);
    await lab.load(this.backend, artifacts);
    const loaded = Number(process.hrtime.bigint()) / 1e6;
    const { list, ...rest } = await playStory(lab, script, loaded);
    return { ...rest, list: policy.includes('"sip":"untracked"') ? list.map(withoutReset) : list };
  }

  /** Loads the rules into a clean switch, and plays. */
  async play(artifacts: ReadonlyMap<string, string>, { lines, answer }: Script): Promise<Record> {
    const { lab } = this;
    const planned = plan(lines);
    await wash(lab.switch, this.backend);
    await lab.load(this.backend, artifacts);
    await lab.switch.listen({ udp: ports, answer });
    for (const [peer, udp] of portsOf(planned.map(({ line }) => line)))
      await lab.world.listen({ addresses: [peer], udp });
    await lab.clear();
    const loaded = Number(process.hrtime.bigint()) / 1e6;
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
      return { line, payload, at, slip, arrival: finders[line.way](line, id) };
    });
    return { lines: happened, answers: back.filter(({ word }) => word.startsWith('SIP/2.0')), loaded };
  }
}

/** Where nothing is tracked, the switch's own resets look as those of a rule do, and the wire lets neither out. */
const withoutReset = ({ reset: _, ...event }: Event): Event => event;

/** The agents work for some milliseconds of each second, and should not wait for whatever else the machine does. */
function first(pid: number): void {
  try {
    setPriority(pid, -10);
  } catch {
    // Root of a user namespace only: more cases are played again.
  }
}

function plan(lines: readonly Line[]) {
  let after = 0;
  return lines.map((written, index) => {
    after += written.gap;
    const id = `d${index}`;
    const line = written.content.kind === 'keepalive' ? { ...written, peerPort: FIRST_OWN + index } : written;
    const payload = bytesOf(line.content, id);
    return { line, id, payload, stream: streamOf(line, payload, after) };
  });
}

/** A keep-alive has no room for a mark, so it is told by a port of its own. */
const FIRST_OWN = 20_000;

/** Where each of the world's addresses must be reached. */
function portsOf(lines: readonly Line[]): ReadonlyMap<string, readonly number[]> {
  const ports = new Map<string, readonly number[]>();
  for (const { way, peer, peerPort } of lines) {
    const known = ports.get(peer) ?? [5060, 5061, 5062];
    ports.set(peer, way === 'call' && !known.includes(peerPort) ? [...known, peerPort] : known);
  }
  return ports;
}

function streamOf({ way, peer, peerPort, switchPort }: Line, payload: Buffer, after: number): Stream {
  const rest = { payloads: [payload.toString('base64')], count: 1, every: 0, after, patient: true };
  if (way === 'in') return { from: peer, fromPorts: [peerPort], toPort: switchPort, ...rest };
  const own = peer.includes(':') ? link.switch.ipv6 : link.switch.ipv4;
  return { from: own, fromPorts: [switchPort], to: peer, toPort: peerPort, ...rest };
}

/** Finds the arrival of a line, by its mark or by its ends. */
function finder(arrivals: readonly Arrival[]) {
  return ({ way, peer, peerPort }: Line, id: string): Arrival | undefined =>
    arrivals.find((arrival) => {
      const [address, port] = way === 'in' ? [arrival.from, arrival.fromPort] : [arrival.to, arrival.toPort];
      if (address !== peer || port !== peerPort) return false;
      return arrival.id === id || (arrival.id === '' && port >= FIRST_OWN);
    });
}
