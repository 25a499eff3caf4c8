/** One row of `e_moconfig` whose value is replaced. */
export interface Write {
  readonly id: number;
  readonly name: string;
  /** The managed object: which switch, where there are several. */
  readonly moid: number | undefined;
  /** What it holds before; the row is left alone when it holds anything else. `undefined` is NULL. */
  readonly from: string | undefined;
  readonly to: string | undefined;
}
