import { evaluator } from '../evaluate/evaluator.js';
import type { Machine } from '../evaluate/machine.js';
import type { BackendRules, EvaluatorOptions } from '../evaluate/options.js';
import type { Trace } from '../evaluate/program.js';
import { messageBytes } from '../policy/test-message.js';
import { Conversation } from '../testing/conversation.js';
import { type PacketAsk, type Played, playPackets } from './play-packets.js';

/** What the kernel had to do for a packet. */
export interface Cost {
  /** Rules that were tried. */
  readonly rules: number;
  /** Lookups in sets of addresses. */
  readonly lookups: number;
  /** Buckets, windows and counts of connections that were asked. */
  readonly meters: number;
  /** Searches through all of the payload. */
  readonly searches: number;
}

export function costOf({ stages }: Trace): Cost {
  const steps = stages.flatMap((stage) => stage.steps);
  const kinds = steps.flatMap(({ tried }) => tried.map(({ match }) => match.kind));
  const count = (...wanted: readonly string[]) => kinds.filter((kind) => wanted.includes(kind)).length;
  return {
    rules: steps.length,
    lookups: count('address'),
    meters: count('limit', 'connections'),
    searches: count('contains'),
  };
}

/** What one backend does with the packet. */
export interface Explained {
  readonly backend: BackendRules['backend'];
  /** Of all that were sent. */
  readonly delivered: number;
  /** The last of them. Over TCP the segment with the message; where there is none, its first, or the one that the connection died of. */
  readonly trace: Trace;
  /** Of a refused one: how many milliseconds later it would have got through; `undefined`: not within a day. */
  readonly later: number | undefined;
  /** Of a refused one: whether it gets through from a source that is known. */
  readonly ifKnown: boolean;
  /** Of one that would: how its source can become known from where it stands; `undefined`: by nothing that it can send. */
  readonly wayIn: WayIn | undefined;
  /** Of a refused one: whether a repetition of it gets through. */
  readonly ifRepeated: boolean;
}

/** What a source sends whose 200 makes it known, and how many milliseconds later it is heard. */
export interface WayIn {
  readonly method: 'REGISTER' | 'INVITE';
  readonly later: number;
}

/**
 * Plays the packets on a host with the rules of one backend, from empty sets and full buckets.
 * @param begin Puts into the sets what they hold before the first packet.
 */
export function explainPacket(
  ask: PacketAsk,
  rules: BackendRules,
  options: EvaluatorOptions,
  begin: (machine: Machine) => void = () => {},
): Explained {
  const fresh = () => {
    const machine = evaluator(rules, options);
    begin(machine);
    return machine;
  };
  const play = (asked: PacketAsk, late = 0) => playPackets(asked, late, fresh());
  const { delivered, trace } = play(ask);
  const refused = trace.verdict !== 'delivered';
  const ifKnown = refused && ask.known === undefined && getsThrough(play({ ...ask, known: LONG }));
  return {
    backend: rules.backend,
    delivered,
    trace,
    later: refused ? waitFor(ask, trace, play) : undefined,
    ifKnown,
    wayIn: ifKnown ? wayIn(ask, trace, fresh) : undefined,
    ifRepeated: refused && getsThrough(play({ ...ask, count: ask.count + 1, every: REPEATED })),
  };
}

/** As a PBX qualifies. */
const REPEATED = 20_000;

/** Plays what the source has sent, then what would make it known, until the set holds it. */
function wayIn(ask: PacketAsk, trace: Trace, fresh: () => Machine): WayIn | undefined {
  const { registrar } = ask;
  if (registrar === undefined) return undefined;
  const moments = [...momentsIn(trace), ...patience].sort((one, other) => one - other);
  const tries = (['REGISTER', 'INVITE'] as const).flatMap((method) =>
    moments.map((later) => ({ method, later })),
  );
  return tries
    .toSorted((one, other) => one.later - other.later)
    .find((one) => {
      const machine = fresh();
      playPackets(ask, 0, machine);
      return asksAndIsKnown(ask, registrar, one, machine);
    });
}

function asksAndIsKnown(ask: PacketAsk, port: number, { method, later }: WayIn, machine: Machine): boolean {
  const at = (ask.count - 1) * ask.every + later;
  const ends = { peer: ask.from, peerPort: ask.fromPort, switchPort: port, ...ask.place };
  const domain = ask.message.kind === 'request' ? ask.message.domain : undefined;
  const message = messageBytes({ kind: 'request', domain, method, headers: [], size: undefined });
  new Conversation((packet) => machine.packet(packet)).datagram(at, ends, message, 200);
  return machine.holds('known', ask.from, at);
}

const getsThrough = ({ trace }: Pick<Played, 'trace'>): boolean => trace.verdict === 'delivered';

/**
 * How much later the last packet would have got through: when the bucket that refused it has one again, when the ban is over, or at one of
 * a few round times; milliseconds.
 */
function waitFor(ask: PacketAsk, trace: Trace, play: (ask: PacketAsk, late: number) => Played) {
  const moments = [...momentsIn(trace), ...patience].sort((one, other) => one - other);
  return moments.find((late) => getsThrough(play(ask, late)));
}

/** Longer than any of them. */
const LONG = 172_800_000;

const patience = [10, 100, 1_000, 10_000, 60_000, 600_000, 3_600_000, 86_400_000];

function momentsIn({ stages }: Trace): readonly number[] {
  const tried = stages.flatMap(({ steps }) => steps.flatMap((step) => step.tried));
  return tried.flatMap(({ found }) => {
    if (found?.kind === 'bucket' && found.wait > 0) return [Math.ceil(found.wait)];
    if (found?.kind !== 'entry' || found.left === undefined) return [];
    // ipset counts whole seconds.
    return [Math.ceil(found.left) + 1, Math.ceil(found.left / 1000 + 1) * 1000];
  });
}
