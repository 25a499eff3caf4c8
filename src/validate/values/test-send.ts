import type { Address } from '../../net/address.js';
import { parseAddressEntry } from '../../net/address-entry.js';
import { type AddressSet, addressSet } from '../../net/address-set.js';
import { icmpTypes } from '../../net/protocol.js';
import { parseAddress } from '../../net/read-address.js';
import { countSources, sourcesOf } from '../../net/sources-of.js';
import type { PolicyFiles } from '../../parse/files.js';
import { mostPackets, mostSources } from '../../policy/bounds.js';
import { pathText } from '../../policy/path.js';
import {
  oneWrite,
  type TestHeader,
  type TestMessage,
  type TestSend,
  type TestStream,
} from '../../policy/policy-test.js';
import { messageBytes } from '../../policy/test-message.js';
import type { Groups } from '../addresses/groups.js';
import { reportAddressFault } from '../addresses/places.js';
import { child, entries, type Field, fault, items, missing, optional, required, textOf } from '../field.js';
import { nearest } from '../nearest.js';
import { readChoice, readNumber, readSwitch, readText } from './scalars.js';
import { readDuration, readProtocol } from './units.js';

type Known = Pick<Groups, 'all'>;

interface Asked {
  readonly known: Groups['all'];
  /** Whether the test is played on the policy as it is read now. */
  readonly now: boolean;
}

/** `200 sources in 198.51.100.0/24` */
const countedForm = /^([1-9]\d{0,5}) sources? in (\S+)$/;

/** An address; all sources of a network, a range or a group; or as many of them as are asked for, spread over it. */
function readSenders(field: Field, { all: known }: Known, now: boolean): readonly Address[] {
  const groups = { known, now };
  if (field.node?.kind === 'map') {
    const place = required(field, 'in');
    const wanted = readNumber(required(field, 'sources'));
    return some(place, setOf(place, textOf(place), groups), wanted);
  }
  const text = textOf(field);
  const [, count, place] = countedForm.exec(text ?? '') ?? [];
  if (count !== undefined) return some(field, setOf(field, place, groups), Number(count));
  return all(field, setOf(field, text, groups));
}

const nameForm = /^[A-Za-z][A-Za-z0-9_-]*$/;

/** Nothing comes of a text with a fault, which is reported. */
function setOf(
  field: Field,
  text: string | undefined,
  { known: groups, now }: Asked,
): AddressSet | undefined {
  if (text === undefined) return undefined;
  if (nameForm.test(text)) {
    const known = [...groups.keys()];
    const group = groups.get(text);
    if (group === undefined && now)
      fault(field, 'VG228', { what: 'group', name: text, nearest: nearest(text, known), known });
    return group?.set;
  }
  const parsed = parseAddressEntry(text);
  if (parsed.kind === 'range') return addressSet([parsed.range]);
  reportAddressFault(field.findings, parsed.fault, { path: field.path });
  return undefined;
}

function all(field: Field, set: AddressSet | undefined): readonly Address[] {
  if (set === undefined) return [];
  const path = pathText(field.path);
  const there = countSources(set);
  if (there === 0n) fault(field, 'VG601', { path, asked: 1, there: 0 });
  if (there <= BigInt(mostSources)) return [...sourcesOf(set)];
  fault(field, 'VG600', { path, what: 'sources', asked: undefined, most: mostSources });
  return [];
}

function some(field: Field, set: AddressSet | undefined, wanted: number): readonly Address[] {
  if (set === undefined) return [];
  const path = pathText(field.path);
  const there = countSources(set);
  if (wanted > mostSources)
    fault(field, 'VG600', { path, what: 'sources', asked: wanted, most: mostSources });
  else if (there < BigInt(wanted)) fault(field, 'VG601', { path, asked: wanted, there: Number(there) });
  else return [...sourcesOf(set, wanted)];
  return [];
}

/** What the packets of a test are made of beside the tree. */
export interface SendReader {
  readonly groups: Pick<Groups, 'all'>;
  readonly files: PolicyFiles;
  /** What requests name. */
  readonly domain: string | undefined;
  /** The profile that is laid over the policy: a test that asks for another one is not played now, and may name its groups. */
  readonly profile: string | undefined;
}

export function readSend(field: Field, { groups, files, domain }: SendReader, now: boolean): TestSend {
  const [from, to] = [child(field, 'from'), child(field, 'to')];
  const message = readMessage(field, files, domain);
  const send: TestSend = {
    from: from.node === undefined ? [] : readSenders(from, groups, now),
    to: optional(to, readAddress),
    port: optional(child(field, 'port'), readNumber),
    transport: readChoice(child(field, 'transport'), ['udp', 'tcp']),
    protocol: optional(child(field, 'protocol'), readProtocol),
    icmp: icmpTypes(textOf(child(field, 'icmp')) ?? ''),
    at: optional(child(field, 'at'), readAddress),
    path: optional(child(field, 'path'), (path) => readChoice(path, ['host', 'forwarded'])),
    on: optional(child(field, 'on'), readText),
    message,
    stream: readStream(child(field, 'stream'), message),
    count: readNumber(child(field, 'count')),
    every: optional(child(field, 'every'), readDuration),
  };
  if (field.node?.kind === 'map' && from.node === undefined && to.node === undefined) missing(field, 'from');
  if (from.node !== undefined && to.node !== undefined) contradiction(field, 'from', 'to');
  if (to.node !== undefined && send.transport === 'tcp') contradiction(field, 'to', 'transport: tcp');
  const isSaid = (key: string) => child(field, key).node !== undefined;
  const withPorts = ['to', 'port', 'transport'].find(isSaid);
  const without = (['protocol', 'icmp'] as const).find(isSaid);
  if (without !== undefined && withPorts !== undefined) contradiction(field, without, withPorts);
  if (isSaid('stream') && send.transport === 'udp') contradiction(field, 'stream', 'transport: udp');
  const ofIncoming = (['at', 'on'] as const).find(isSaid);
  if (to.node !== undefined && ofIncoming !== undefined) contradiction(field, 'to', ofIncoming);
  const packets = send.from.length * send.count;
  if (packets > mostPackets)
    fault(field, 'VG600', { path: pathText(field.path), what: 'packets', asked: packets, most: mostPackets });
  return send;
}

function readStream(field: Field, message: TestMessage): TestStream {
  if (field.node?.kind !== 'map') return oneWrite;
  const requests = optional(child(field, 'requests'), readNumber) ?? 1;
  const length = messageBytes(message).length * requests;
  const cuts = items(child(field, 'cuts')).flatMap((cut) => {
    const at = readNumber(cut);
    if (at < length) return [at];
    fault(cut, 'VG604', { path: pathText(cut.path), at, length });
    return [];
  });
  return {
    requests,
    cuts: [...new Set(cuts)].toSorted((one, other) => one - other),
    merged: optional(child(field, 'merged'), readSwitch) ?? false,
    connections: readChoice(child(field, 'connections'), ['new', 'kept']),
    ends: readChoice(child(field, 'ends'), ['open', 'reset', 'close']),
  };
}

function contradiction(field: Field, one: string, other: string): void {
  fault(field, 'VG602', { path: pathText(field.path), one, other });
}

function readAddress(field: Field): TestSend['to'] {
  const text = textOf(field);
  const parsed = text === undefined ? undefined : parseAddress(text);
  if (parsed?.kind === 'fault') reportAddressFault(field.findings, parsed.fault, { path: field.path });
  return parsed?.kind === 'address' ? parsed.address : undefined;
}

/** The keys that say what is sent; one of them is enough. */
const kinds = ['protocol', 'icmp', 'method', 'response', 'payload', 'payload_file'] as const;

function readMessage(field: Field, files: PolicyFiles, domain: string | undefined): TestMessage {
  const [payload, file, response] = [
    child(field, 'payload'),
    child(field, 'payload_file'),
    child(field, 'response'),
  ];
  const [one, other] = kinds.filter((key) => child(field, key).node !== undefined);
  if (one !== undefined && other !== undefined) contradiction(field, one, other);
  if (payload.node !== undefined) return { kind: 'raw', bytes: new TextEncoder().encode(readText(payload)) };
  if (file.node !== undefined) return { kind: 'raw', bytes: readBytes(file, files) };
  const headers = readHeaders(field);
  if (response.node !== undefined) return { kind: 'response', status: readNumber(response), headers };
  return {
    kind: 'request',
    domain,
    method: optional(child(field, 'method'), readText) ?? 'OPTIONS',
    headers,
    size: optional(child(field, 'size'), readNumber),
  };
}

function readHeaders(field: Field): readonly TestHeader[] {
  const own = [
    ['User-Agent', 'user_agent'],
    ['Allow', 'allow'],
  ] as const;
  return [
    ...own.flatMap(([name, key]) => {
      const value = optional(child(field, key), readText);
      return value === undefined ? [] : [[name, value] as const];
    }),
    ...entries(child(field, 'headers')).map(([name, value]) => [name, readText(value)] as const),
  ];
}

/** RFC 768: what a UDP datagram over IPv4 can carry. */
const longestDatagram = 65_507;

function readBytes(field: Field, files: PolicyFiles): Uint8Array {
  const result = files.read(readText(field), field.node?.span?.file.path, longestDatagram);
  if (result.kind === 'text') return result.bytes;
  fault(field, 'VG603', { file: result.path, fault: result.fault });
  return new Uint8Array();
}
