import type { Address } from '../net/address.js';
import type { IcmpType } from '../net/protocol.js';
import type { Milliseconds } from '../net/units.js';
import type { PolicyPath } from './path.js';

/** A test of the policy: steps that are played one after the other, from empty sets and buckets. */
export interface PolicyTest {
  readonly name: string;
  /** The profile that is laid over the policy. */
  readonly profile: string | undefined;
  /** Source ports in use. */
  readonly ports: number;
  /** Seconds from the beginning of a Sunday, UTC, to the load of the rules; where nothing is said, as the evaluator has it. */
  readonly starts: number | undefined;
  readonly steps: readonly TestStep[];
  readonly path: PolicyPath;
}

export interface TestStep {
  /** Time that passes before it is sent. */
  readonly wait: Milliseconds | undefined;
  readonly answer: TestAnswer;
  readonly send: TestSend;
  readonly expect: TestExpectation;
}

/** The status that the switch answers to every request, or to those of a method. */
export type TestAnswer = 'nothing' | number | ReadonlyMap<string, number>;

export interface TestSend {
  /** Each of them sends the packets; none where the switch does. */
  readonly from: readonly Address[];
  /** Whom the switch sends the packets to. */
  readonly to: Address | undefined;
  /** The port of the switch; the first port of SIP for the transport where the test names none. */
  readonly port: number | undefined;
  readonly transport: 'udp' | 'tcp';
  /** IANA's number of a protocol without ports, instead of a transport: empty packets of it are sent. */
  readonly protocol: number | undefined;
  /** A message of ICMP or ICMPv6, of the sources of its family. */
  readonly icmp: readonly IcmpType[];
  /** The address of the switch to which it is sent; one that no policy names where nothing is said. */
  readonly at: Address | undefined;
  /** Whether this host forwards it; where nothing is said, what is for the switch of `sip.at` is forwarded, and all else is not. */
  readonly path: 'host' | 'forwarded' | undefined;
  /** The device of the switch by which it comes. */
  readonly on: string | undefined;
  readonly message: TestMessage;
  /** How it goes over a connection. */
  readonly stream: TestStream;
  /** Packets of each source; over TCP, writes. */
  readonly count: number;
  readonly every: Milliseconds | undefined;
}

/** A write of a connection, and what becomes of the connection. */
export interface TestStream {
  /** The message so many times in a row. */
  readonly requests: number;
  /** Where the write is cut into segments: bytes from its beginning, ascending. */
  readonly cuts: readonly number[];
  /** Each piece is one packet, however long: a network card has put its segments together. */
  readonly merged: boolean;
  /** `kept`: those of the step before. */
  readonly connections: 'new' | 'kept';
  /** Behind the last write. */
  readonly ends: 'open' | 'reset' | 'close';
}

/** A message in one write, on a connection that then stays open. */
export const oneWrite: TestStream = {
  requests: 1,
  cuts: [],
  merged: false,
  connections: 'new',
  ends: 'open',
};

export type TestMessage =
  | {
      readonly kind: 'request';
      /** What the request line names; a name of nobody where the policy asks for none. */
      readonly domain?: string | undefined;
      readonly method: string;
      readonly headers: readonly TestHeader[];
      /** It is filled up to so many bytes. */
      readonly size: number | undefined;
    }
  | { readonly kind: 'response'; readonly status: number; readonly headers: readonly TestHeader[] }
  | { readonly kind: 'raw'; readonly bytes: Uint8Array };

export type TestHeader = readonly [name: string, value: string];

/** Sets of the rules in which a source can be found afterwards. */
export const testedSets = ['banned', 'known', 'called', 'alarm'] as const;
export type TestedSet = (typeof testedSets)[number];

export interface TestExpectation {
  readonly delivered: Between | undefined;
  readonly dropped: Between | undefined;
  /** Whether every source, or none of them, is in the set. */
  readonly sets: { readonly [S in TestedSet]: boolean | undefined };
  /** The id of the rule that decided about the last packet. */
  readonly rule: string | undefined;
  readonly path: PolicyPath;
}

export interface Between {
  readonly least: number;
  readonly most: number;
}
