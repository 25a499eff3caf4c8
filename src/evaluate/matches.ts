import { contains } from '../net/address-set.js';
import type { PortRange } from '../net/units.js';
import { bareHeaders, type Match } from '../ruleset/match.js';
import type { Builder } from './builder.js';
import { nanoseconds } from './clock.js';
import { learnedKey, portOf, sideOf } from './keys.js';
import {
  ascii,
  hasBytes,
  headerOf,
  keepaliveForms,
  lengthOf,
  type Packet,
  payloadOf,
  saidLength,
} from './packet.js';
import type { Compiled, Test } from './program.js';
import { folded } from './search.js';

type Asked = Extract<Match, { kind: 'address' }>;

/** Whether an address, or for what was learned its source, is in a set. */
function addressTest({ side, set, negate }: Asked, { find }: Builder): Compiled {
  const declared = find.set(set);
  switch (declared.kind) {
    case 'static': {
      const { addresses } = declared;
      return ({ packet }) => contains(addresses, sideOf(packet, side)) !== negate;
    }
    case 'clock': {
      const lasts = nanoseconds(declared.lasts);
      return ({ clock }) => clock.reached(clock.tick - lasts) === negate;
    }
    // Rules fill it, and none asks it.
    case 'noted':
    // What the host will fetch nobody knows here.
    case 'fetched':
      return () => negate;
    case 'learned': {
      const table = find.learned(set);
      const keyOf = learnedKey(declared, side);
      return {
        holds: ({ packet, clock }) => table.finds(keyOf(packet), clock) !== negate,
        look: ({ packet, clock }) => table.look(keyOf(packet), clock),
      };
    }
  }
}

/** How each kind of match is asked. */
type MatchCompilers = {
  readonly [K in Match['kind']]: (match: Extract<Match, { kind: K }>, builder: Builder) => Compiled;
};

const none = new Uint8Array();
/** What xt_u32 reads at once. */
const WORD = 4;

/** The first ten bits of fe80::/10. */
const LINK_LOCAL = 0x3fan;

const compilers: MatchCompilers = {
  loopback: () => (walk) => walk.packet.loopback === true,
  interface: ({ names }) => {
    const tests = names.map(deviceTest);
    return ({ packet: { device } }) => device !== undefined && tests.some((test) => test(device));
  },
  time:
    ({ days, first, last }) =>
    ({ clock }) => {
      const { day, second } = clock.weekTime();
      return days.includes(day) && second >= first && second <= last;
    },
  syn:
    () =>
    ({ packet }) =>
      packet.protocol === 'tcp' &&
      packet.flags.syn === true &&
      !(packet.flags.ack || packet.flags.fin || packet.flags.rst),
  ack:
    () =>
    ({ packet }) =>
      packet.protocol === 'tcp' && packet.flags.ack === true && !(packet.flags.syn || packet.flags.rst),
  transport:
    ({ transport }) =>
    ({ packet }) =>
      packet.protocol === transport,
  ports: ({ transport, side, ports }) => {
    const has = portTest(ports);
    return ({ packet }) => packet.protocol === transport && has(portOf(packet, side));
  },
  address: addressTest,
  payload: ({ transport, offset, text, negate = false }, { engine }) => {
    const wanted = ascii(text);
    // `shortTest` of the iptables emitter: TCP's header cannot be read backwards from its end.
    const wordFromStart = engine.readsWords && transport === 'tcp' && offset + wanted.length < WORD;
    const least = wordFromStart ? offset + WORD : offset + wanted.length;
    return ({ packet }) => {
      const bytes = payloadOf(packet, transport);
      return bytes.length >= least && hasBytes(bytes, offset, wanted) !== negate;
    };
  },
  data:
    (_, { engine }) =>
    ({ packet }) =>
      payloadOf(packet, 'tcp').length >= engine.leastData,
  'tcp-header':
    ({ bytes }) =>
    ({ packet }) =>
      packet.protocol === 'tcp' && headerOf(packet) === bytes,
  bare:
    () =>
    ({ packet }) =>
      packet.protocol === 'tcp' &&
      packet.payload.length === 0 &&
      bareHeaders.some((bytes) => bytes === headerOf(packet)),
  local:
    ({ negate = false }) =>
    ({ packet }) =>
      (packet.forwarded !== true) !== negate,
  'way-back':
    () =>
    ({ packet }) =>
      packet.strayed !== true,
  longer:
    ({ bytes }) =>
    ({ packet }) =>
      lengthOf(packet) > bytes,
  keepalive:
    ({ form }) =>
    ({ packet }) =>
      keepaliveForms[form](packet),
  larger:
    ({ bytes }) =>
    ({ packet }) => {
      const said = saidLength(packet);
      return said !== undefined && (said > bytes || said < 0);
    },
  contains: ({ text, negate = false }, { searcher }) => {
    const pattern = folded(new TextEncoder().encode(text));
    return ({ packet }) => searcher.has('payload' in packet ? packet.payload : none, pattern) !== negate;
  },
  limit: ({ meter }, { find }) => {
    const state = find.meter(meter);
    return { holds: (walk) => state.charge(walk), look: (walk) => state.look(walk) };
  },
  connections: ({ table }, { find }) => {
    const state = find.table(table);
    return {
      holds: ({ packet, flow, clock }) => state.isOver(packet, flow, clock),
      look: ({ packet, flow }) => state.look(packet, flow),
    };
  },
  conntrack:
    ({ states, direction }) =>
    (walk) =>
      states.includes(walk.state) && (direction === undefined || walk.reply),
  assured:
    () =>
    ({ flow }) =>
      flow?.assured === true,
  protocol:
    ({ number }) =>
    ({ packet }) =>
      numberOf(packet) === number,
  'link-local':
    ({ side }) =>
    ({ packet }) =>
      packet[side].family === 'ipv6' && packet[side].value >> 118n === LINK_LOCAL,
  icmp:
    ({ family, types }) =>
    ({ packet }) =>
      packet.protocol === 'icmp' && packet.source.family === family && types.includes(packet.type),
  mark:
    ({ mark }) =>
    (walk) =>
      mark === 'any' ? walk.mark !== 'none' : walk.mark === mark,
  'extension-headers':
    ({ transport }) =>
    ({ packet }) =>
      packet.protocol === transport && packet.extensionHeaders === true,
};

export function compileMatch(match: Match, builder: Builder): Test {
  // TypeScript cannot see that the key and the parameter come from the same member of the union.
  const compile = compilers[match.kind] as (match: Match, builder: Builder) => Compiled;
  const compiled = compile(match, builder);
  return typeof compiled === 'function'
    ? { match, holds: compiled, look: undefined }
    : { match, ...compiled };
}

function numberOf(packet: Packet): number | undefined {
  switch (packet.protocol) {
    case 'udp':
      return 17;
    case 'tcp':
      return 6;
    case 'icmp':
      return packet.source.family === 'ipv4' ? 1 : 58;
    case 'other':
      return packet.number;
  }
}

const deviceTest = (name: string) =>
  name.endsWith('*')
    ? (device: string) => device.startsWith(name.slice(0, -1))
    : (device: string) => device === name;

function portTest(ports: readonly PortRange[]): (port: number) => boolean {
  const [only, ...more] = ports;
  if (only !== undefined && more.length === 0) return (port) => port >= only.first && port <= only.last;
  return (port) => ports.some(({ first, last }) => port >= first && port <= last);
}
