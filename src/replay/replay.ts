import type { SeenPacket } from '../capture/seen-packet.js';
import { sourceKey } from '../evaluate/keys.js';
import type { Machine } from '../evaluate/machine.js';
import type { Decision } from '../evaluate/program.js';
import type { Address } from '../net/address.js';
import type { AddressSet } from '../net/address-set.js';
import { covers } from '../net/port.js';
import { packetOf } from './evaluator-packet.js';
import { Intervals } from './intervals.js';
import {
  answeredMethod,
  branchOf,
  headOf,
  isKeepAlive,
  methodOf,
  type PacketClass,
  responsesIn,
  statusOf,
  userAgentOf,
} from './message.js';
import { Requests } from './requests.js';
import { type Evidence, type SourceRecord, Sources } from './source-record.js';
import { type AddressKey, isSipPort, type SipPorts, SwitchFinder } from './switch-finder.js';

export interface ReplayOptions {
  readonly ports: SipPorts;
  /** The switch's addresses; `undefined`: they are found from who answers. */
  readonly own: readonly Address[] | undefined;
  /** Where the policy says that the switch is (`sip.to`). */
  readonly to: AddressSet | undefined;
  /** A host on which the rules have just been loaded, at the first packet. */
  readonly machine: () => Pick<Machine, 'packet' | 'holds' | 'add'>;
  /** Milliseconds for which the rules refuse nothing and learn from every answer. */
  readonly learn: number;
  /** Known from the first packet on. */
  readonly known: readonly Address[];
  /** Milliseconds for which a source is known (`sip.known.remember`). */
  readonly remember: number;
  readonly userAgents: boolean;
  /** Is told of every packet to the switch, in order. */
  readonly note?: (packet: SeenPacket, decision: Decision, record: SourceRecord | undefined) => void;
}

/** How many packets of SIP, and of everything, are looked at before the switch's addresses have to be found. */
const LOOK_SIP = 20_000;
const LOOK_ALL = 100_000;
const LOOK_BYTES = 64 * 2 ** 20;

/**
 * Plays what a capture shows through the rules, packet by packet, as if they had been loaded with its first. What it keeps grows with
 * the number of sources, of which it keeps so many, and with the flows that are open, not with the length of the capture.
 */
export class Replay {
  readonly sources = new Sources(sourceKey);
  readonly intervals = new Intervals();
  readonly counts = { in: 0, out: 0, elsewhere: 0, local: 0, withheld: 0, outResponses: 0 };
  readonly finder: SwitchFinder;
  /** Once they are known. */
  own: readonly Address[] | undefined;
  #keys: ReadonlySet<AddressKey> = new Set();
  #waiting: SeenPacket[] = [];
  #waitingBytes = 0;
  #machine: ReturnType<ReplayOptions['machine']> | undefined;
  /**
   * Requests that the rules have refused. The capture has answers to them, since no rules stood before the switch when it was made; with
   * the rules the switch would not have been asked.
   */
  readonly #refused = new Requests();
  /** INVITEs that the switch has sent: whoever answers one of them was called. */
  readonly #calls = new Requests();
  /** TCP: a 200 whose CSeq is in the next segment. */
  readonly #halved = new Map<SourceRecord, number>();

  constructor(readonly options: ReplayOptions) {
    this.finder = new SwitchFinder(options.ports, options.to);
    if (options.own !== undefined) this.#begin(options.own);
  }

  packet(packet: SeenPacket): void {
    if (this.own !== undefined) {
      this.#play(packet);
      return;
    }
    this.finder.packet(packet);
    this.#waiting.push(packet);
    this.#waitingBytes += packet.payload.length;
    const isFull = this.#waiting.length >= LOOK_ALL || this.#waitingBytes >= LOOK_BYTES;
    if (this.finder.seen < LOOK_SIP && !isFull) return;
    const found = this.finder.found();
    if (found.length > 0) this.#begin(found);
    else this.#giveUp();
  }

  /** So much without a request: it is not what anybody asks about. */
  #giveUp(): void {
    this.counts.elsewhere += this.#waiting.length;
    this.#waiting = [];
    this.#waitingBytes = 0;
  }

  /** Behind the last packet. */
  end(): void {
    if (this.own === undefined) this.#begin(this.finder.found());
  }

  #begin(own: readonly Address[]): void {
    this.own = own;
    this.#keys = new Set(own.map(({ value }) => value));
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const packet of waiting) this.#play(packet);
  }

  #play(seen: SeenPacket): void {
    const isTo = this.#keys.has(seen.destination.value);
    const isFrom = this.#keys.has(seen.source.value);
    if (isTo && isFrom) this.counts.local += 1;
    else if (isTo) this.#in(seen);
    else if (isFrom) this.#out(seen);
    else this.counts.elsewhere += 1;
  }

  #rules(): ReturnType<ReplayOptions['machine']> {
    if (this.#machine !== undefined) return this.#machine;
    const machine = this.options.machine();
    for (const address of this.options.known) machine.add('known', address, 0, this.options.remember);
    this.#machine = machine;
    return machine;
  }

  #in(seen: SeenPacket): void {
    this.counts.in += 1;
    const { at, source } = seen;
    const decision = this.#rules().packet(packetOf(seen, 'in'));
    const isRefused = decision.verdict !== 'delivered' && at >= this.options.learn;
    const of = this.#classOf(seen);
    const record = this.sources.of(source, at);
    this.#count(record, of, isRefused);
    this.intervals.add(at, isRefused);
    this.#transaction(seen, of, isRefused);
    if (record !== undefined) {
      record.port(seen.sourcePort);
      if (this.options.userAgents && of !== 'other UDP' && of !== 'other') this.#agent(record, seen);
      if (isRefused) this.#refusal(record, decision, at);
      if (of === 'response') this.#heard(record, seen);
    }
    this.options.note?.(seen, decision, record);
  }

  #count(record: SourceRecord | undefined, of: PacketClass, isRefused: boolean): void {
    const where = record ?? this.sources.beyond;
    where.offered += 1;
    where.counts.add(of, isRefused);
    if (record === undefined && isRefused) this.sources.beyond.refused += 1;
  }

  #refusal(record: SourceRecord, { rule }: Decision, at: number): void {
    if (rule === undefined) return;
    const refusal = record.refuse(rule, at);
    if (record.bannedAt !== undefined) return;
    if (isBan.test(rule.id)) record.bannedAt = at;
    else if (refusal.packets === 1 && this.#rules().holds('banned', record.address, at)) record.bannedAt = at;
    if (record.bannedAt === undefined) record.bannedBy = rule;
  }

  /** Which answers would not have been given. A request over TCP is a part of a stream, and the stream goes on. */
  #transaction(seen: SeenPacket, of: PacketClass, isRefused: boolean): void {
    if (seen.protocol !== 'udp' || (!isRefused && this.#refused.isEmpty)) return;
    if (of === 'response' || of === 'keep-alive' || of === 'encrypted' || of === 'other UDP') return;
    const branch = branchOf(headOf(seen.payload));
    if (branch === undefined) return;
    if (isRefused) this.#refused.add(seen.source, branch, seen.at);
    else this.#refused.delete(seen.source, branch);
  }

  #agent(record: SourceRecord, { payload }: SeenPacket): void {
    const agent = userAgentOf(headOf(payload));
    if (agent !== undefined) record.agent(agent);
  }

  /** A 200 of somebody whom the switch has called. Anybody can send one that answers nothing. */
  #heard(record: SourceRecord, { payload, source, at }: SeenPacket): void {
    const status = statusOf(payload) ?? 0;
    if (status < 200 || status > 299) return;
    const head = headOf(payload);
    const branch = branchOf(head);
    if (branch !== undefined && answeredMethod(head) === 'INVITE' && this.#calls.has(source, branch))
      record.show('was called', at);
  }

  #called({ payload, destination, at }: SeenPacket): void {
    if (methodOf(payload) !== 'INVITE') return;
    const branch = branchOf(headOf(payload));
    if (branch !== undefined) this.#calls.add(destination, branch, at);
  }

  #out(seen: SeenPacket): void {
    this.counts.out += 1;
    const { protocol, payload, destination, at } = seen;
    const isSip = isSipPort(this.options.ports, protocol, seen.sourcePort);
    if (isSip) this.#called(seen);
    const status = isSip && protocol === 'udp' ? statusOf(payload) : undefined;
    if (status !== undefined) {
      this.counts.outResponses += 1;
      if (this.#isWithheld(seen)) {
        this.counts.withheld += 1;
        this.#answered(seen, status);
        return;
      }
    }
    this.#rules().packet(packetOf(seen, 'out'));
    if (status !== undefined) this.#answered(seen, status);
    if (isSip && protocol === 'tcp' && payload.length > 0) this.#segment(seen);
    const record = isSip ? this.sources.find(destination) : undefined;
    if (record !== undefined && record.knownAt === undefined && record.evidence !== undefined)
      if (this.#rules().holds('known', destination, at)) record.knownAt = at;
    if (
      record !== undefined &&
      record.bannedAt === undefined &&
      status !== undefined &&
      status >= 401 &&
      status <= 407
    )
      if (this.#rules().holds('banned', destination, at)) record.bannedAt = at;
  }

  #isWithheld({ destination, payload }: SeenPacket): boolean {
    if (this.#refused.isEmpty) return false;
    const branch = branchOf(headOf(payload));
    return branch !== undefined && this.#refused.has(destination, branch);
  }

  /** The switch has answered: what the source is to it. Only what shows a customer makes room where there is none. */
  #answered({ destination, payload, at }: SeenPacket, status: number): void {
    const isGood = status >= 200 && status < 300;
    const method = isGood ? answeredMethod(headOf(payload)) : undefined;
    const isCustomer = method !== undefined && evidenceOf.has(method);
    const record = isCustomer ? this.sources.of(destination, at, true) : this.sources.find(destination);
    if (record === undefined) return;
    record.answered += 1;
    if (isCustomer) this.#accepted(record, method, at);
  }

  #accepted(record: SourceRecord, method: string | undefined, at: number): void {
    const evidence = method === undefined ? undefined : evidenceOf.get(method);
    if (evidence === undefined) return;
    record.show(evidence, at);
    if (at < this.options.learn && (evidence === 'registered' || evidence === 'called in'))
      this.#rules().add('known', record.address, at, this.options.remember);
  }

  #segment({ destination, payload, at }: SeenPacket): void {
    const record = this.sources.find(destination);
    if (record === undefined) return;
    const halved = this.#halved.get(record);
    if (halved !== undefined) {
      this.#halved.delete(record);
      this.#accepted(record, answeredMethod(headOf(payload)), at);
    }
    for (const [status, head] of responsesIn(payload)) {
      this.counts.outResponses += 1;
      record.answered += 1;
      if (status < 200 || status > 299) continue;
      const method = answeredMethod(head);
      if (method === undefined) this.#halved.set(record, at);
      else this.#accepted(record, method, at);
    }
  }

  #classOf({ protocol, destinationPort, payload }: SeenPacket): PacketClass {
    const { ports } = this.options;
    if (protocol !== 'udp' && protocol !== 'tcp') return 'other';
    if (covers(ports.encrypted[protocol], destinationPort)) return 'encrypted';
    if (!covers(ports[protocol], destinationPort)) return protocol === 'udp' ? 'other UDP' : 'other';
    const method = methodOf(payload);
    if (method !== undefined) return method;
    if (statusOf(payload) !== undefined) return 'response';
    if (protocol === 'tcp') return 'segment';
    return isKeepAlive(payload) ? 'keep-alive' : 'unrecognised';
  }
}

/** Rules that refuse because of a ban that runs. */
const isBan = /(^|\.)(banned|proven)(\.|$)/;

/** What a 2xx of the switch says of whom it goes to. That to an OPTIONS says nothing. */
const evidenceOf: ReadonlyMap<string, Evidence> = new Map<string, Evidence>([
  ['REGISTER', 'registered'],
  ['INVITE', 'called in'],
  ['BYE', 'in a call'],
  ['UPDATE', 'in a call'],
  ['INFO', 'in a call'],
  ['PRACK', 'in a call'],
]);
