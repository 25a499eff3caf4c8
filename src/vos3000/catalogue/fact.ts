/** How well a fact about the switch is proved, best first. */
export const grades = ['database', 'manual', 'guide', 'unverified'] as const;

export type Grade =
  /** Seen in a copy of a switch's own database. */
  | 'database'
  /** Seen in a document of the vendor. */
  | 'manual'
  /** Said by published guides, most of which quote the manual of 2.1.9.07; the manual itself was not seen. */
  | 'guide'
  /** Said in one place only, contradicted elsewhere, or concluded from other facts. */
  | 'unverified';

/** Where a fact was published. */
export interface Source {
  readonly title: string;
  readonly address: string;
}

/** Where a fact comes from and what that is worth. */
export interface Origin {
  readonly grade: Grade;
  readonly source: Source;
}

export interface Fact<T> extends Origin {
  readonly value: T;
}

export const fact = <T>(value: T, { grade, source }: Origin): Fact<T> => ({ value, grade, source });
