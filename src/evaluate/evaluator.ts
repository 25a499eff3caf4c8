import type { Address, Family } from '../net/address.js';
import type { Holding } from '../ruleset/ruleset.js';
import { Clock, nanoseconds } from './clock.js';
import { FlowTable, kernelTimeouts } from './flow-table.js';
import { oneForAll, sourceKey, subnetKey } from './keys.js';
import type { LearnedTable } from './learned-table.js';
import { type Entrance, loadRules, type Way } from './loaded.js';
import type { LearnedName, Machine } from './machine.js';
import type { BackendRules, EvaluatorOptions } from './options.js';
import type { Packet } from './packet.js';
import type { Decision, End, Stage, TracedStep, Verdict, Walk } from './program.js';
import { run, runTraced } from './run.js';

const verdictAt: { readonly [E in Exclude<End, 'pass'>]: Verdict } = {
  drop: 'dropped',
  reject: 'rejected',
  reset: 'reset',
};
/** Nobody answers a reset by another one (nf_send_reset() in nf_reject_ipv4.c). */
const verdictOf = (end: Exclude<End, 'pass'>, packet: Packet): Verdict =>
  end === 'reset' && packet.protocol === 'tcp' && packet.flags.rst ? 'dropped' : verdictAt[end];

const endOf: { readonly [E in End]: Stage['end'] } = {
  pass: 'goes on',
  drop: 'dropped',
  reject: 'rejected',
  reset: 'reset',
};

/** A host on which the rules of a backend have just been loaded: empty sets, full buckets, no connections. */
export function evaluator(rules: BackendRules, options: EvaluatorOptions = {}): Machine {
  const clock = new Clock(options.hz ?? 250, options.doubt, options.starts);
  const flows = new FlowTable(options.conntrack ?? kernelTimeouts);
  const loaded = loadRules(rules, options, flows);

  // One for all packets: a new one for each would be half of what a short way costs.
  const walk: Walk = { ...nothingYet, packet: nobody, clock };

  const track = (): void => {
    if (walk.untracked) return;
    const { state, reply, flow } = flows.track(walk.packet, clock);
    walk.state = state;
    walk.reply = reply;
    walk.flow = flow;
  };

  const through = (packet: Packet, at: (entrance: Entrance, walk: Walk) => End): Decision => {
    clock.set(packet.at);
    begin(walk, packet);
    const { entrances } = packet.source.family === 'ipv4' ? loaded.ipv4 : loaded.ipv6;
    for (const entrance of entrances[wayOf(packet)]) {
      if (isBehindConntrack(entrance) && walk.flow === undefined) track();
      const end = at(entrance, walk);
      if (end === 'reset') flows.close(walk.flow);
      if (end !== 'pass') return { verdict: verdictOf(end, packet), rule: walk.cause };
    }
    if (packet.direction === 'out' && walk.flow === undefined) track();
    if (walk.flow !== undefined) flows.keep(walk.flow);
    return { verdict: 'delivered', rule: walk.last };
  };

  return {
    ...memory(loaded, clock),
    packet: (packet) => through(packet, enter),
    trace: (packet) => {
      const stages: Stage[] = [];
      const decision = through(packet, ({ hook, start }, walk) => {
        const steps: TracedStep[] = [];
        const end = runTraced(start, walk, steps);
        stages.push({ hook, steps, end: endOf[end] });
        return end;
      });
      return { ...decision, stages };
    },
    open: opening(flows, clock),
  };
}

/** A flow that was there before the rules. */
const opening =
  (flows: FlowTable, clock: Clock): Machine['open'] =>
  (packet, answered) => {
    clock.set(packet.at);
    const { flow } = flows.track(packet, clock);
    if (flow !== undefined) {
      flow.answered = answered;
      flow.assured = answered;
    }
    flows.keep(flow);
  };

/** What the host has learned of sources, and what it is taught from outside. */
function memory(loaded: ReturnType<typeof loadRules>, clock: Clock): Pick<Machine, 'holds' | 'add' | 'put'> {
  // Found by their names once: a long conversation asks for each source.
  const found = new Map<string, readonly LearnedTable[]>();
  const tablesOf = (set: LearnedName, family: Family): readonly LearnedTable[] => {
    const name = `${set} ${family}`;
    const before = found.get(name);
    if (before !== undefined) return before;
    const tables = together[set].flatMap((holding) => loaded[family].learned(holding));
    found.set(name, tables);
    return tables;
  };
  const put = (holds: Holding, address: Address, at: number, lasts: number): void => {
    clock.set(at);
    const [table] = loaded[address.family].learned(holds);
    table?.learn(entryOf(table, address), nanoseconds(lasts), clock);
  };
  return {
    holds: (set, address, at) => {
      clock.set(at);
      return tablesOf(set, address.family).some((table) => table.holds(entryOf(table, address), clock));
    },
    add: (set, address, at, lasts) => {
      for (const name of addedTo[set]) put(name, address, at, lasts);
    },
    put,
  };
}

/** What a source is found by there. */
const entryOf = ({ set }: LearnedTable, address: Address) =>
  set.key === 'all' ? oneForAll : set.key === 'subnet' ? subnetKey(address) : sourceKey(address);

/** A source is banned by what its datagrams or its connections showed, and called for minutes or while a call lasts. */
const together: { readonly [N in LearnedName]: readonly Holding[] } = {
  banned: ['banned', 'proven', 'subnets'],
  known: ['known'],
  called: ['called', 'calling'],
  asked: ['asked'],
  ringing: ['ringing'],
  taint: ['taint'],
  alarm: ['alarm'],
};

/** Who is called known without more is a customer that has registered. */
const addedTo: { readonly [N in LearnedName]: readonly Holding[] } = {
  ...together,
  banned: ['banned'],
  known: ['known', 'registered'],
  called: ['called'],
};

const enter = ({ start }: Entrance, walk: Walk): End => run(start, walk);

/** What a packet is before the first hook. */
const nothingYet = {
  mark: 'none',
  state: 'untracked',
  reply: false,
  flow: undefined,
  untracked: false,
  hotdrop: false,
  cause: undefined,
  last: undefined,
} as const;

function begin(walk: Walk, packet: Packet): void {
  walk.packet = packet;
  walk.mark = 'none';
  walk.state = 'untracked';
  walk.reply = false;
  walk.flow = undefined;
  walk.untracked = false;
  walk.hotdrop = false;
  walk.cause = undefined;
  walk.last = undefined;
}

const nobody: Packet = {
  ...{ protocol: 'other', at: 0, direction: 'in' },
  source: { family: 'ipv4', value: 0 },
  destination: { family: 'ipv4', value: 0 },
};

const behind: ReadonlySet<Entrance['hook']> = new Set(['input', 'passing', 'forward']);
const isBehindConntrack = ({ hook }: Entrance): boolean => behind.has(hook);

function wayOf({ direction, loopback, forwarded }: Packet): Way {
  if (forwarded) return 'forwarded';
  if (direction === 'out') return 'out';
  return loopback ? 'loopback' : 'in';
}
