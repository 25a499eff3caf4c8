import { Clock, nanoseconds } from './clock.js';
import { FlowTable, kernelTimeouts } from './flow-table.js';
import { sourceKey } from './keys.js';
import { type Entrance, loadRules } from './loaded.js';
import type { Machine } from './machine.js';
import type { BackendRules, EvaluatorOptions } from './options.js';
import type { Packet } from './packet.js';
import type { End } from './program.js';
import { run, runTraced } from './run.js';
import type { Decision, Stage, Step, Verdict } from './trace.js';
import type { Walk } from './walk.js';

const verdictAt: { readonly [E in Exclude<End, 'pass'>]: Verdict } = { drop: 'dropped', reject: 'rejected' };
const endOf: { readonly [E in End]: Stage['end'] } = { pass: 'goes on', drop: 'dropped', reject: 'rejected' };

/** A host on which the rules of a backend have just been loaded: empty sets, full buckets, no connections. */
export function evaluator(rules: BackendRules, options: EvaluatorOptions = {}): Machine {
  const clock = new Clock(options.hz ?? 250, options.doubt);
  const flows = new FlowTable(options.conntrack ?? kernelTimeouts);
  const loaded = loadRules(rules, options, flows);

  const through = (packet: Packet, at: (entrance: Entrance, walk: Walk) => End): Decision => {
    clock.set(packet.at);
    const walk = begin(packet, clock);
    for (const entrance of loaded[packet.source.family].entrances) {
      if (!passesBy(packet, entrance)) continue;
      if (entrance.hook === 'input') track(walk);
      const end = at(entrance, walk);
      if (end !== 'pass') return { verdict: verdictAt[end], rule: walk.cause };
    }
    if (packet.direction === 'out') track(walk);
    flows.keep(walk.flow);
    return { verdict: 'delivered', rule: walk.last };
  };

  const track = (walk: Walk): void => {
    if (walk.untracked) return;
    const { state, flow } = flows.track(walk.packet, clock);
    walk.state = state;
    walk.flow = flow;
  };

  return {
    packet: (packet) => through(packet, ({ start }, walk) => run(start, walk)),
    trace: (packet) => {
      const stages: Stage[] = [];
      const decision = through(packet, ({ hook, start }, walk) => {
        const steps: Step[] = [];
        const end = runTraced(start, walk, steps);
        stages.push({ hook, steps, end: endOf[end] });
        return end;
      });
      return { ...decision, stages };
    },
    holds: (set, address, at) => {
      clock.set(at);
      const key = sourceKey(address);
      return loaded[address.family].learned(set).some((table) => table.holds(key, clock));
    },
    add: (set, address, at, lasts) => {
      clock.set(at);
      loaded[address.family].learned(set)[0]?.learn(sourceKey(address), nanoseconds(lasts), clock);
    },
    open: (packet, answered) => {
      clock.set(packet.at);
      const { flow } = flows.track(packet, clock);
      if (flow !== undefined) flow.answered = answered;
      flows.keep(flow);
    },
  };
}

function begin(packet: Packet, clock: Clock): Walk {
  return {
    packet,
    clock,
    mark: 'none',
    state: 'untracked',
    flow: undefined,
    untracked: false,
    hotdrop: false,
    cause: undefined,
    last: undefined,
  };
}

/** Loopback is no device that a policy names, and what leaves passes `output` alone. */
function passesBy({ direction, loopback }: Packet, { hook }: Entrance): boolean {
  if (direction === 'out') return hook === 'output';
  return hook !== 'output' && !(hook === 'ingress' && loopback);
}
