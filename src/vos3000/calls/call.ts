import type { GroupedCalls } from './group-calls.js';

/** One call record. Texts are the switch's, unescaped, and pieces of a larger text: who keeps one copies it. */
export interface Call {
  readonly source: string;
  readonly caller: string;
  readonly number: string;
  /** The mapping gateway that it came from, by name. */
  readonly gateway: string;
  readonly cause: string;
  readonly billingMode: string;
  /** Seconds since 1970; `undefined` where there is none that can be read. */
  readonly start: number | undefined;
  readonly stop: number | undefined;
  /** Seconds of conversation. */
  readonly hold: number | undefined;
}

/** A copy that does not keep the text that it is a piece of. V8 lets a piece of 13 characters or more keep the whole. */
export const owned = (text: string): string =>
  text.length < 13 ? text : Buffer.from(text, 'utf8').toString('utf8');

/** Call records that agree in everything that is grouped by. Texts are the switch's, unescaped. */
export interface CallRecords {
  readonly source: string;
  readonly number: string;
  /** `endreason`: a number, or the words that a client exports. */
  readonly cause: string;
  readonly billingMode: string;
  /** Seconds since 1970; `undefined` where there is none that can be read. */
  readonly first: number | undefined;
  readonly last: number | undefined;
  readonly count: number;
}

/** What makes a record one of a call that was not authorised. Which numbers mean it is published for no version. */
export interface Marks {
  /** In small letters: words are compared so. */
  readonly causes: readonly string[];
  readonly billingModes: readonly string[];
}

/** A time that records are of, in seconds since 1970, both ends included. */
export interface Period {
  readonly since: number | undefined;
  readonly until: number | undefined;
}

export interface ReadCalls {
  readonly grouped: GroupedCalls;
  /** Records that were looked at. */
  readonly total: number;
  /** How often each cause and billing mode occurs at all, so that an operator can tell which to ask for. */
  readonly causes: ReadonlyMap<string, number>;
  readonly billingModes: ReadonlyMap<string, number>;
  /** What the times are in. */
  readonly clock: Clock;
  /** Time of the newest record. */
  readonly newest: number | undefined;
  /** Addresses of gateways, as the switch has them. */
  readonly gateways: readonly string[];
  /** How many calls the sources completed, by the key of a source: none of them is an attacker alone. */
  readonly completed: ReadonlyMap<string, number>;
  readonly notes: readonly string[];
}

/** `written`: as the switch wrote them, in its own time zone. */
export type Clock = 'UTC' | 'written';
