import type { Address } from '../net/address.js';
import type { Rule } from '../ruleset/ruleset.js';
import type { PacketClass } from './message.js';
import { classes } from './message.js';

/** What in the capture shows that a source is a customer, the strongest first. */
export const evidences = ['registered', 'called in', 'was called', 'in a call'] as const;
export type Evidence = (typeof evidences)[number];

/** What a rule has refused of one source. */
export interface Refusal {
  readonly rule: Rule;
  packets: number;
  readonly first: number;
  last: number;
}

const numbers = new Map<PacketClass, number>(classes.map((name, index) => [name, index]));

/** Packets by class, offered and refused. A few numbers in a row: there may be a hundred thousand sources. */
export class ClassCounts {
  readonly #row: number[] = [];

  add(of: PacketClass, isRefused: boolean): void {
    const number = numbers.get(of) ?? 0;
    const row = this.#row;
    let at = 0;
    while (at < row.length && row[at] !== number) at += 3;
    if (at === row.length) row.push(number, 0, 0);
    row[at + 1] = (row[at + 1] ?? 0) + 1;
    if (isRefused) row[at + 2] = (row[at + 2] ?? 0) + 1;
  }

  *entries(): Generator<readonly [of: PacketClass, offered: number, refused: number]> {
    const row = this.#row;
    for (let at = 0; at < row.length; at += 3) {
      const name = classes[row[at] ?? 0];
      if (name !== undefined) yield [name, row[at + 1] ?? 0, row[at + 2] ?? 0];
    }
  }

  refusedOf(of: PacketClass): number {
    for (const [name, , refused] of this.entries()) if (name === of) return refused;
    return 0;
  }

  offeredOf(of: PacketClass): number {
    for (const [name, offered] of this.entries()) if (name === of) return offered;
    return 0;
  }
}

const MOST_AGENTS = 3;
const MOST_PORTS = 64;

/** A source: an IPv4 address, or an IPv6 /64. Times are milliseconds of the capture. */
export class SourceRecord {
  offered = 0;
  refused = 0;
  /** Requests that the switch answered with anything. */
  answered = 0;
  readonly counts = new ClassCounts();
  evidence: Evidence | undefined;
  /** When the capture shows it first. */
  evidenceAt = 0;
  /** When the rules first had it in `known`, and in a ban. */
  knownAt: number | undefined;
  bannedAt: number | undefined;
  /** What refused it last before it was found banned. */
  bannedBy: Rule | undefined;
  refusals: Map<string, Refusal> | undefined;
  readonly agents: string[] = [];
  readonly ports: number[] = [];

  constructor(
    readonly address: Address,
    readonly first: number,
  ) {}

  /** Weaker evidence does not replace stronger; when it came first is kept. */
  show(evidence: Evidence, at: number): void {
    if (this.evidence === undefined) this.evidenceAt = at;
    if (this.evidence === undefined || evidences.indexOf(evidence) < evidences.indexOf(this.evidence))
      this.evidence = evidence;
  }

  refuse(rule: Rule, at: number): Refusal {
    this.refused += 1;
    this.refusals ??= new Map();
    const found = this.refusals.get(rule.id);
    const refusal = found ?? { rule, packets: 0, first: at, last: at };
    if (found === undefined) this.refusals.set(rule.id, refusal);
    refusal.packets += 1;
    refusal.last = at;
    return refusal;
  }

  port(port: number): void {
    if (this.ports.length < MOST_PORTS && !this.ports.includes(port)) this.ports.push(port);
  }

  agent(text: string): void {
    if (this.agents.length < MOST_AGENTS && !this.agents.includes(text)) this.agents.push(text);
  }
}

/** A flood from everywhere has no more records than this; the others are counted together. */
const MOST_SOURCES = 200_000;

/** Everybody who has sent something to the switch, or was sent something by it. */
export class Sources {
  readonly #records = new Map<number | bigint, SourceRecord>();
  /** Packets of sources for which there was no room. */
  readonly beyond = { offered: 0, refused: 0, counts: new ClassCounts() };

  constructor(readonly keyOf: (address: Address) => number | bigint) {}

  find(address: Address): SourceRecord | undefined {
    return this.#records.get(this.keyOf(address));
  }

  /** Its record, made where there is none and room for it. `always`: the switch's own answer makes room. */
  of(address: Address, at: number, always = false): SourceRecord | undefined {
    const key = this.keyOf(address);
    const found = this.#records.get(key);
    if (found !== undefined || (this.#records.size >= MOST_SOURCES && !always)) return found;
    const made = new SourceRecord(address, at);
    this.#records.set(key, made);
    return made;
  }

  all(): readonly SourceRecord[] {
    return [...this.#records.values()];
  }
}
