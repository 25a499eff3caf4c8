import {
  byteOrPacketBurst,
  byteOrPacketRate,
  comment,
  connlimit,
  hexPattern,
  knownSet,
  manyPorts,
  pattern,
  port,
  sides,
  u32,
} from './checks.js';
import { both, type Check, type Fault, matching, shorter, since1421, type Tool, whole } from './tool.js';

export interface Option {
  /** One check for each parameter. */
  readonly takes: readonly Check[];
  /** Where it is known; everywhere if it does not say. */
  readonly known?: (tool: Tool) => boolean;
}

export interface Module {
  readonly known?: (tool: Tool) => boolean;
  readonly options: Readonly<Record<string, Option>>;
  /** What must stand in one rule together, or may not. */
  readonly together?: (given: ReadonlyMap<string, string>) => Fault;
}

const flag: Option = { takes: [] };
const one = (...checks: readonly Check[]): Option => ({ takes: [both(...checks)] });
const needs =
  (option: string): NonNullable<Module['together']> =>
  (given) =>
    given.has(option) ? undefined : `${option} must be specified`;

/** What is looked at, and what of it must be set (libxt_tcp.c, `parse_tcp_flags`). */
const flags = matching(/^(?:(?:FIN|SYN|RST|PSH|ACK|URG)(?:,(?!$)|$))+$|^(?:ALL|NONE)$/, 'flags of TCP');

/** A rate in bytes takes a burst in bytes, and a rate in packets one in packets. */
function sameUnit(given: ReadonlyMap<string, string>): Fault {
  const rate = given.get('--hashlimit-above') ?? given.get('--hashlimit-upto') ?? '';
  const burst = given.get('--hashlimit-burst') ?? '';
  return burst === '' || /b\/s$/.test(rate) === /b$/.test(burst)
    ? undefined
    : `${rate} with a burst of ${burst}`;
}

export const matches: Readonly<Record<string, Module>> = {
  tcp: { options: { '--dport': one(port), '--sport': one(port), '--tcp-flags': { takes: [flags, flags] } } },
  udp: { options: { '--dport': one(port), '--sport': one(port) } },
  multiport: { options: { '--dports': one(manyPorts), '--sports': one(manyPorts) } },
  icmp: { options: { '--icmp-type': one(matching(/^\d+$/, 'type')) } },
  icmp6: { options: { '--icmpv6-type': one(matching(/^\d+$/, 'type')) } },
  set: {
    known: (tool) => since1421(tool) || tool.family === 'ipv4',
    options: {
      '--match-set': { takes: [knownSet, sides] },
      '--return-nomatch': { takes: [], known: since1421 },
    },
    together: needs('--match-set'),
  },
  hashlimit: {
    options: {
      '--hashlimit-upto': one(byteOrPacketRate),
      '--hashlimit-above': one(byteOrPacketRate),
      '--hashlimit-burst': one(byteOrPacketBurst),
      '--hashlimit-mode': one(matching(/^(srcip|dstip|srcport|dstport|,)+$/, 'mode')),
      '--hashlimit-name': one(shorter(15, 'the name'), matching(/^[^/]+$/, 'name')),
      '--hashlimit-srcmask': one(whole(0, 128)),
      '--hashlimit-dstmask': one(whole(0, 128)),
      '--hashlimit-htable-size': one(whole(1, 4_194_304)),
      '--hashlimit-htable-max': one(whole(1, 4_194_304)),
      '--hashlimit-htable-expire': one(whole(1, 4_294_967_295)),
    },
    together: (given) => needs('--hashlimit-name')(given) ?? sameUnit(given),
  },
  length: { options: { '--length': one(matching(/^\d{1,5}(:\d{1,5})?$/, 'length')) } },
  u32: { options: { '--u32': one(u32) } },
  string: {
    options: {
      '--string': one(pattern),
      '--hex-string': one(hexPattern),
      '--algo': one(matching(/^(bm|kmp)$/, 'algorithm')),
      '--icase': flag,
      '--from': one(whole(0, 65_535)),
      '--to': one(whole(0, 65_535)),
    },
    together: (given) =>
      needs('--algo')(given) ??
      (Number(given.get('--from') ?? 0) > Number(given.get('--to') ?? 65_535) ? 'from > to' : undefined),
  },
  comment: { options: { '--comment': one(comment) } },
  connlimit: {
    options: {
      '--connlimit-above': one(connlimit),
      '--connlimit-upto': { takes: [connlimit], known: since1421 },
      '--connlimit-mask': one(whole(0, 128)),
      '--connlimit-saddr': { takes: [], known: since1421 },
      '--connlimit-daddr': { takes: [], known: since1421 },
    },
  },
  recent: {
    options: {
      ...{ '--set': flag, '--rcheck': flag, '--update': flag, '--rsource': flag, '--rdest': flag },
      '--seconds': one(whole(1, 4_294_967_295)),
      '--hitcount': one(whole(1, 20)),
      '--name': one(shorter(199, 'the name')),
      '--mask': { takes: [matching(/^[\da-f:.]+$/, 'mask')], known: since1421 },
      '--reap': { takes: [], known: since1421 },
    },
  },
  conntrack: {
    options: {
      '--ctstate': one(matching(/^[A-Z,]+$/, 'state')),
      '--ctdir': one(matching(/^(ORIGINAL|REPLY)$/, 'direction')),
      '--ctstatus': one(matching(/^(NONE|EXPECTED|SEEN_REPLY|ASSURED)$/, 'status')),
    },
  },
  addrtype: {
    known: (tool) => since1421(tool) || tool.family === 'ipv4',
    options: { '--dst-type': one(matching(/^[A-Z]+(,[A-Z]+)*$/, 'type')) },
  },
  bpf: { known: since1421, options: { '--bytecode': one(shorter(1023, 'the program')) } },
  rpfilter: { known: since1421, options: {} },
};

const setEntry = { takes: [knownSet, sides] };

export const targets: Readonly<Record<string, Module>> = {
  ...{ ACCEPT: { options: {} }, DROP: { options: {} }, RETURN: { options: {} }, NOTRACK: { options: {} } },
  REJECT: { options: { '--reject-with': one(matching(/^(icmp6?-port-unreachable|tcp-reset)$/, 'answer')) } },
  LOG: { options: { '--log-prefix': one(shorter(29, 'the prefix')) } },
  SET: {
    known: (tool) => since1421(tool) || tool.family === 'ipv4',
    options: {
      '--add-set': setEntry,
      '--del-set': setEntry,
      '--exist': { takes: [], known: since1421 },
      '--timeout': { takes: [whole(0, 2_147_483)], known: since1421 },
    },
  },
  CT: {
    known: since1421,
    options: { '--notrack': flag, '--helper': one(matching(/^\w+$/, 'helper')) },
  },
};
