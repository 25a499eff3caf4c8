/** Call records that agree in everything that is grouped by. Texts are the switch's, unescaped. */
export interface CallRecords {
  readonly source: string;
  readonly number: string;
  /** `endreason`. */
  readonly cause: string;
  readonly billingMode: string;
  /** `2026-11-25 04:12:10`; `undefined` where there is none that can be read. */
  readonly first: string | undefined;
  readonly last: string | undefined;
  readonly count: number;
}

/** What makes a record one of a call that was not authorised. Which numbers mean it is published for no version. */
export interface Marks {
  readonly causes: readonly string[];
  readonly billingModes: readonly string[];
}

export interface ReadCalls {
  readonly records: readonly CallRecords[];
  /** Records that were looked at. */
  readonly total: number;
  /** How often each cause and billing mode occurs at all, so that an operator can tell which to ask for. */
  readonly causes: ReadonlyMap<string, number>;
  readonly billingModes: ReadonlyMap<string, number>;
  /** What the times are in. */
  readonly clock: Clock;
  /** Addresses of gateways, as the switch has them. */
  readonly gateways: readonly string[];
  readonly notes: readonly string[];
}

/** `written`: as the switch wrote them, in its own time zone. */
export type Clock = 'UTC' | 'written';
