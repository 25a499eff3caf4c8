import { type Address, type AddressRange, addressBits, networkOf } from '../../net/address.js';
import { parseAddressEntry } from '../../net/address-entry.js';
import { addressSet, contains } from '../../net/address-set.js';
import { protocolNumber } from '../../net/protocol.js';
import { readAddress } from '../../net/read-address.js';
import type { Option } from '../../plan/iptables/parse-rule.js';
import {
  type Answer,
  answerOf,
  anyOf,
  cameOver,
  isLocal,
  leavesOver,
  type Question,
  rangesOf,
  TCP,
  UDP,
  wasTranslated,
} from '../question.js';

type Asks = (question: Question, values: readonly string[]) => Answer;

/** Options that say something of a packet such as we ask about; of all others it is not known. */
const options: Readonly<Record<string, Asks>> = {
  p: ({ protocol }, [text = '']) => {
    const wanted = text === 'all' ? 0 : protocolNumber(text);
    return wanted === undefined ? 'unknown' : answerOf(wanted === 0 || wanted === protocol);
  },
  s: ({ source }, [text = '']) => inNetwork(source, text),
  d: ({ destination }, [text = '']) => inNetwork(destination, text),
  i: (question, [pattern = '']) => cameOver(question, pattern),
  o: (question, [pattern = '']) => leavesOver(question, pattern),
  // A second or later fragment: they have been put together.
  f: () => 'no',
  dport: ({ port }, [text = '']) => inPorts(port, text),
  dports: ({ port }, [text = '']) => inPorts(port, text),
  'destination-ports': ({ port }, [text = '']) => inPorts(port, text),
  sport: ({ sourcePort }, [text = '']) => inPorts(sourcePort, text),
  sports: ({ sourcePort }, [text = '']) => inPorts(sourcePort, text),
  ports: ({ port, sourcePort }, [text = '']) => anyOf([inPorts(port, text), inPorts(sourcePort, text)]),
  state: (_, [text = '']) => answerOf(text.split(',').includes('NEW')),
  ctstate: (_, [text = '']) => answerOf(text.split(',').includes('NEW')),
  ctproto: ({ protocol }, [text = '']) => answerOf(protocolNumber(text) === protocol),
  ctorigdstport: ({ port }, [text = '']) => inPorts(port, text),
  ctdir: (_, [text = '']) => answerOf(text === 'ORIGINAL'),
  'tcp-flags': ({ protocol }, [mask = '', set = '']) => {
    const seen =
      mask.split(',').filter((flag) => flag === 'SYN' || flag === 'ALL').length > 0 ? 'SYN' : 'NONE';
    return answerOf(protocol === TCP && seen === set);
  },
  syn: ({ protocol }) => answerOf(protocol === TCP),
  'icmp-type': () => 'no',
  'icmpv6-type': () => 'no',
  'src-range': ({ source }, [text = '']) => inSpan(source, text),
  'dst-range': ({ destination }, [text = '']) => inSpan(destination, text),
  'dst-type': (question, [text = '']) => answerOf(text.split(',').includes('LOCAL') === isLocal(question)),
  ctstatus: (question, [text = '']) =>
    question.forwarded === undefined ? 'unknown' : ofStatus(text, question),
  'pkt-type': (_, [text = '']) => answerOf(text === 'unicast' || text === 'host'),
  comment: () => 'yes',
};

/** Of a conversation that begins; what else a status says is not told from here. */
const ofStatus = (text: string, question: Question): Answer =>
  text === 'DNAT' ? answerOf(wasTranslated(question)) : 'unknown';

/** Modules that bring options of their own, and hold by themselves. */
const modules: Readonly<Record<string, (question: Question) => Answer>> = {
  comment: () => 'yes',
  tcp: ({ protocol }) => answerOf(protocol === TCP),
  udp: ({ protocol }) => answerOf(protocol === UDP),
  icmp: () => 'no',
  icmp6: () => 'no',
};
/** They hold where their options do. */
const plainModules: ReadonlySet<string> = new Set([
  'multiport',
  'state',
  'conntrack',
  'addrtype',
  'iprange',
  'pkttype',
]);

export function askModule(name: string, question: Question): Answer {
  if (plainModules.has(name)) return 'yes';
  return Object.hasOwn(modules, name) ? (modules[name]?.(question) ?? 'unknown') : 'unknown';
}

export function askOption({ name, values, negated }: Option, question: Question): Answer {
  const answer = Object.hasOwn(options, name) ? (options[name]?.(question, values) ?? 'unknown') : 'unknown';
  if (!negated || answer === 'unknown') return answer;
  return answer === 'yes' ? 'no' : 'yes';
}

export function inPorts(port: number, text: string): Answer {
  return answerOf(rangesOf(text).some(({ first, last }) => first <= port && port <= last));
}

/** A network as iptables prints it: with a length, or as old tools do with a mask. */
export function rangeOf(text: string): AddressRange | undefined {
  const [address = '', length] = text.split('/');
  const read = readAddress(address);
  if (read.kind === 'fault') return undefined;
  const bits = length === undefined ? addressBits[read.address.family] : prefixOf(length);
  return Number.isInteger(bits) && bits >= 0 && bits <= addressBits[read.address.family]
    ? networkOf(read.address, bits)
    : undefined;
}

function prefixOf(length: string): number {
  if (!length.includes('.')) return /^\d{1,3}$/.test(length) ? Number(length) : Number.NaN;
  const mask = readAddress(length);
  return mask.kind === 'fault' || mask.address.family === 'ipv6'
    ? Number.NaN
    : 32 - Math.log2(2 ** 32 - mask.address.value);
}

export function inNetwork(address: Address | undefined, text: string): Answer {
  const range = rangeOf(text);
  if (address === undefined || range === undefined) return 'unknown';
  return answerOf(contains(addressSet([range]), address));
}

export function inSpan(address: Address | undefined, text: string): Answer {
  const entry = parseAddressEntry(text);
  if (address === undefined || entry.kind !== 'range') return 'unknown';
  return answerOf(contains(addressSet([entry.range]), address));
}
