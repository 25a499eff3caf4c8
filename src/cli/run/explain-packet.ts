import { resolve } from 'node:path';
import { backendRules, evaluatorOptions } from '../../compile/backend-rules.js';
import { type Legalized, legalizePolicy } from '../../compile.js';
import { explainPacket } from '../../explain/explain-packet.js';
import { type PacketHeading, packetJson, packetText } from '../../explain/packet-text.js';
import type { PacketAsk } from '../../explain/play-packets.js';
import { messageFile } from '../../host/reading.js';
import { type Address, addressText } from '../../net/address.js';
import { covers } from '../../net/port.js';
import { parseAddress } from '../../net/read-address.js';
import type { Policy } from '../../policy/policy.js';
import type { TestMessage } from '../../policy/policy-test.js';
import { wayToSip } from '../../testing/play.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import type { ExplainPacketInvocation } from '../explain-invocation.js';
import { complain, type Io } from '../io.js';
import { compileOrTell, whichPolicy } from './compile-file.js';
import { originIn } from './findings.js';

const SIP = 5060;
/** Where the policy has no ban, none of its rules asks. */
const HOUR = 3_600_000;
const methods = /^[A-Z]{1,20}$/;

/** What the command line asks, with its defaults, and its words for a heading; in words, what is wrong with it. */
export function askOf(
  invocation: ExplainPacketInvocation,
  { sip }: Policy,
  pathOf: (file: string) => string,
): { readonly packet: PacketAsk; readonly words: string } | string {
  const { from, transport, fromPort, count, every, known, banned, answer } = invocation;
  const parsed = parseAddress(from);
  if (parsed.kind === 'fault')
    return `--from takes an address, such as 192.0.2.9 or 2001:db8::9, not ${from}`;
  const port = invocation.port ?? sip[transport][0]?.first ?? SIP;
  const message =
    invocation.method === undefined && !isSip(port, sip)
      ? anything
      : messageOf(invocation, sip.domains.names[0], pathOf);
  if (typeof message === 'string') return message;
  const at = placeAsked(invocation.at);
  if (at === undefined)
    return `--at takes an address of the switch or of this host, or the word host, not ${invocation.at}`;
  const way = wayToSip(sip, parsed.address.family, { at: at.at, on: invocation.on });
  const isSpoken = isSip(port, sip) || invocation.at !== undefined;
  const packet: PacketAsk = {
    place: isSpoken ? way : { ...way, on: invocation.on },
    from: parsed.address,
    fromPort,
    port,
    transport,
    registrar: transport === 'udp' && covers(sip.udp, port) ? port : sip.udp[0]?.first,
    message: message.message,
    count,
    every,
    answer: answer ?? 'nothing',
    known: known ? sip.known.remember : undefined,
    banned: banned ? (sip.bans.signature?.time ?? HOUR) : undefined,
  };
  const { at: end, on } = packet.place;
  const where = `${end === undefined ? '' : ` of ${addressText(end)}`}${on === undefined ? '' : ` over ${on}`}`;
  const words = `${message.words} from ${addressText(parsed.address)} to ${transport.toUpperCase()} port ${port}${where}`;
  return { packet, words };
}

const isSip = (port: number, { udp, tcp, encrypted }: Policy['sip']): boolean =>
  covers([...udp, ...tcp, ...encrypted.udp, ...encrypted.tcp], port);

/** `undefined`: what was said is no place. */
function placeAsked(text: string | undefined): { readonly at: Address | 'host' | undefined } | undefined {
  if (text === undefined || text === 'host') return { at: text };
  const read = parseAddress(text);
  return read.kind === 'fault' ? undefined : { at: read.address };
}

/** To a port of another service. */
const anything: Asked = { message: { kind: 'raw', bytes: new Uint8Array() }, words: 'a packet' };

interface Asked {
  readonly message: TestMessage;
  readonly words: string;
}

function messageOf(
  { message, method = 'REGISTER', userAgent, size }: ExplainPacketInvocation,
  domain: string | undefined,
  pathOf: (file: string) => string,
): Asked | string {
  if (message !== undefined) {
    const read = messageFile(pathOf(message));
    if (read.kind === 'failed') return `cannot read ${message}: ${read.words}`;
    return { message: { kind: 'raw', bytes: read.bytes }, words: `${message} (${read.bytes.length} bytes)` };
  }
  if (!methods.test(method)) return `--method takes a method of SIP, such as REGISTER, not ${method}`;
  if (/[\r\n]/.test(userAgent ?? '')) return '--user-agent is one line';
  const headers = userAgent === undefined ? [] : ([['User-Agent', userAgent]] as const);
  return { message: { kind: 'request', domain, method, headers, size }, words: method };
}

/** `vosguard explain [FILE] --from ADDRESS ...`: the way of a packet through the rules of each backend. */
export function explainPacketCommand(invocation: ExplainPacketInvocation, io: Io): ExitStatus {
  const path = whichPolicy(invocation.file, io);
  if (path === undefined) return exitStatus.usage;
  const outcome = compileOrTell(legalizePolicy, path, invocation, io);
  if (typeof outcome === 'number') return outcome;
  const { compiled } = outcome;
  const ask = askOf(invocation, compiled.policy, (file) => resolve(io.cwd, file));
  if (typeof ask === 'string') return complain(io, exitStatus.usage, ask);
  const { platform, policy, legal } = compiled;
  const rules = backendRules(legal).filter(
    ({ backend }) => invocation.backend === undefined || invocation.backend === backend,
  );
  if (rules.length === 0)
    return complain(io, exitStatus.usage, `the policy is not compiled for ${invocation.backend}`);
  const all = rules.map((one) => explainPacket(ask.packet, one, evaluatorOptions(platform, policy)));
  const heading = { packet: ask.words, count: ask.packet.count, placeOf: placeIn(compiled) };
  io.stdout.write(
    invocation.json ? packetJson(all, heading) : all.map((one) => packetText(one, heading)).join('\n'),
  );
  return exitStatus.done;
}

/** Where the policy says what a rule comes from. */
export function placeIn(compiled: Legalized): PacketHeading['placeOf'] {
  const originOf = originIn(compiled);
  return ({ origin }) => {
    const { at, policy } = originOf(origin);
    return `${at} ${policy}`.trim();
  };
}
