/** What a switch's database holds, as far as `vos3000-verify.sql` asks for it. Texts are the database's, unescaped. */
export interface Held {
  readonly server: { readonly database: string | undefined; readonly version: string | undefined };
  /** Engines by table; `undefined` where the rows that say it are missing. */
  readonly engines: ReadonlyMap<string, string> | undefined;
  readonly parameters: Told<HeldParameter>;
  readonly gateways: Told<HeldGateway>;
  readonly web: Told<HeldWebRule>;
  /** Parameters that were asked for; `undefined` where that is not told. */
  readonly asked: ReadonlySet<string> | undefined;
  /** Columns that could not be read, by name, and why, for people. */
  readonly unread: ReadonlyMap<string, string>;
}

/** The rows of a question, as far as they were told. */
export interface Told<T> {
  readonly rows: readonly T[];
  /** Why there may be more than these rows, or other ones: `the account may not read e_gatewaymapping`. `undefined`: these are all. */
  readonly untold: string | undefined;
}

/** A row of `e_moconfig`. Several switches have a row each under one name. */
export interface HeldParameter {
  readonly id: number;
  /** The managed object that it belongs to, and its kind; what the numbers stand for is not published. */
  readonly motype: number | undefined;
  readonly moid: number | undefined;
  readonly editable: boolean | undefined;
  readonly name: string;
  readonly value: string | undefined;
  /** `ID_CLIENT_STRING1371 60-3600`: the key of a text, and the range in which the client lets the value be. */
  readonly memo: string | undefined;
}

/** A mapping gateway. A limit is `undefined` where the schema has no such column or the row no value. */
export interface HeldGateway {
  readonly id: number;
  readonly name: string;
  /** Concurrent calls. */
  readonly capacity: string | undefined;
  /** `0` static (by address), `1` dynamic (by password), `3` IMS edge device. */
  readonly registerType: string | undefined;
  /** Of a static one: `0` by address, `1` by address and port. */
  readonly authenticationMethod: string | undefined;
  /** Seconds; `-1` as the system parameter says, `0` without limit. */
  readonly maxDuration: string | undefined;
  readonly callRate: string | undefined;
  /** What its numbers stand for is not published. */
  readonly callRateUnit: string | undefined;
}

/** A row of Web Access Control: a directory of the web server, and the addresses that may open it. */
export interface HeldWebRule {
  readonly path: string;
  readonly allowed: string;
}
