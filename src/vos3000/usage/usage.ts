import { type Call, owned, type Period } from '../calls/call.js';
import {
  type Distinct,
  distinct,
  mostAtOnce,
  mostInASecond,
  type Peak,
  type Seconds,
  seconds,
} from './measures.js';

/** An hour of the day over all days of the records. */
export interface HourUsage {
  /** 0 to 23, in the clock of the records. */
  readonly hour: number;
  readonly days: number;
  readonly calls: Spread;
  /** Accounts that were registered, by their calls: there were at least so many registrations. */
  readonly registered: Spread;
}

export interface Spread {
  readonly least: number;
  readonly median: number;
  readonly most: number;
}

/** By the hour of the day, from counts by hours since 1970. */
function hourUsage(
  hours: ReadonlyMap<number, { calls: number; readonly registered: Distinct }>,
): readonly HourUsage[] {
  return Array.from({ length: 24 }, (_, hour) => {
    const own = [...hours].filter(([at]) => at % 24 === hour).map(([, one]) => one);
    return {
      ...{ hour, days: own.length },
      calls: spread(own.map(({ calls }) => calls)),
      registered: spread(own.map(({ registered }) => registered.count())),
    };
  }).filter(({ days }) => days > 0);
}

function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (index: number) => sorted[index] ?? 0;
  return { least: at(0), median: at(Math.floor((sorted.length - 1) / 2)), most: at(sorted.length - 1) };
}

/** What the records show that a mapping gateway has used. */
export interface GatewayUsage {
  readonly name: string;
  /** Attempts, those that failed too. */
  readonly calls: number;
  /** Attempts in one second. */
  readonly rate: Peak | undefined;
  /** Calls with conversation at once. */
  readonly atOnce: Peak | undefined;
  /** Seconds of the longest conversation, and when it began. */
  readonly longest: Peak | undefined;
}

export interface Usage {
  /** The gateways with the most calls first. */
  readonly gateways: readonly GatewayUsage[];
  readonly hours: readonly HourUsage[];
  readonly total: number;
  readonly first: number | undefined;
  readonly last: number | undefined;
  readonly notes: readonly string[];
}

/** Calls whose times are kept: eight bytes each. */
const MOST_CALLS = 8_000_000;
const MOST_GATEWAYS = 10_000;
/** Two months, at four kibibytes an hour. */
const MOST_HOURS = 62 * 24;

interface Counted {
  calls: number;
  readonly starts: Seconds;
  /** Of the calls with conversation. */
  readonly talking: Seconds;
  readonly ends: Seconds;
  longest: Peak | undefined;
}

type Hours = Map<number, { calls: number; readonly registered: Distinct }>;

/** Takes records as they come, in any order, in memory that has a bound. */
export class UsageCount {
  readonly #period: Period;
  readonly #registers: (gateway: string) => boolean;
  readonly #gateways = new Map<string, Counted>();
  readonly #hours: Hours = new Map();
  #total = 0;
  #kept = 0;
  #dropped = 0;
  #first: number | undefined;
  #last: number | undefined;

  /** @param registers Whether a gateway registers: it is known by its password. Others call from their address, with callers of theirs. */
  constructor(period: Period, registers: (gateway: string) => boolean = () => false) {
    this.#period = period;
    this.#registers = registers;
  }

  add(call: Call): void {
    const { start, stop, hold } = call;
    if (start === undefined || !this.#isInPeriod(start)) return;
    this.#total++;
    if (this.#first === undefined || start < this.#first) this.#first = start;
    if (this.#last === undefined || start > this.#last) this.#last = start;
    const length = hold ?? (stop === undefined ? 0 : stop - start);
    this.#addHour(start, length > 0 ? this.#accountOf(call) : undefined);
    if (call.gateway !== '') this.#addToGateway(call, start, length);
  }

  result(): Usage {
    const dropped = `too many to keep: ${this.#dropped} records were counted and not looked at; take a shorter time`;
    return {
      gateways: [...this.#gateways]
        .map(([name, counted]) => gatewayUsage(name, counted))
        .toSorted((a, b) => b.calls - a.calls || (a.name < b.name ? -1 : 1)),
      hours: hourUsage(this.#hours),
      ...{ total: this.#total, first: this.#first, last: this.#last },
      notes: this.#dropped === 0 ? [] : [dropped],
    };
  }

  #isInPeriod(start: number): boolean {
    const { since, until } = this.#period;
    if (start < 0 || start >= 2 ** 32) return false;
    return (since === undefined || start >= since) && (until === undefined || start <= until);
  }

  /** Who completes a call is an account: an attacker's callers are as many as he likes, and none of them is one. */
  #accountOf({ gateway, caller }: Call): string | undefined {
    if (gateway !== '') return this.#registers(gateway) ? `gateway ${gateway}` : undefined;
    return caller === '' ? undefined : caller;
  }

  #addHour(start: number, account: string | undefined): void {
    const at = Math.floor(start / 3600);
    let hour = this.#hours.get(at);
    if (hour === undefined && this.#hours.size < MOST_HOURS) {
      hour = { calls: 0, registered: distinct() };
      this.#hours.set(at, hour);
    }
    if (hour === undefined) return;
    hour.calls++;
    if (account !== undefined) hour.registered.add(account);
  }

  #addToGateway({ gateway: name, stop }: Call, start: number, length: number): void {
    const gateway = this.#gatewayOf(name);
    if (gateway === undefined || this.#kept >= MOST_CALLS) {
      this.#dropped++;
      return;
    }
    gateway.calls++;
    this.#kept++;
    gateway.starts.push(start);
    if (length <= 0) return;
    // Where the conversation began later than the call, it was over at the call's end all the same.
    gateway.talking.push(start);
    gateway.ends.push(Math.max(start + 1, stop ?? start + length));
    if (isLonger({ most: length, at: start }, gateway.longest)) gateway.longest = { most: length, at: start };
  }

  #gatewayOf(name: string): Counted | undefined {
    const known = this.#gateways.get(name);
    if (known !== undefined || this.#gateways.size >= MOST_GATEWAYS) return known;
    const made = { calls: 0, starts: seconds(), talking: seconds(), ends: seconds(), longest: undefined };
    this.#gateways.set(owned(name), made);
    return made;
  }
}

/** Of equal ones the first counts, whatever the order of the records. */
const isLonger = (one: Peak, other: Peak | undefined): boolean =>
  other === undefined || one.most > other.most || (one.most === other.most && one.at < other.at);

const gatewayUsage = (name: string, { calls, starts, talking, ends, longest }: Counted): GatewayUsage => ({
  ...{ name, calls, longest },
  rate: mostInASecond(starts.sorted()),
  atOnce: mostAtOnce(talking.sorted(), ends.sorted()),
});
