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
