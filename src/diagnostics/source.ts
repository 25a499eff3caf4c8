/** One text that was read: the policy, a file it includes, or a list of addresses. */
export interface SourceFile {
  /** As shown to the user: relative to where the command ran, or as they wrote it. */
  readonly path: string;
  /** Empty for a list file: the content of a list is never quoted in a message. */
  readonly text: string;
}

/** Half-open range of UTF-16 offsets, like those of the `yaml` package; turned into line and column only when printed. */
export interface Span {
  readonly file: SourceFile;
  readonly start: number;
  readonly end: number;
}

/** A place in a list file, which is read line by line and not kept as text. Line and column count from 1. */
export interface ListPlace {
  readonly file: SourceFile;
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

export type Place = Span | ListPlace;
