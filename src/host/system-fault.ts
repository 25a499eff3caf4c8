/** Why the operating system would not do a thing: the name of the errno, such as `EACCES`, and where. */
export interface SystemFault {
  readonly code: string;
  readonly path: string;
}

/** The errno of an error of `node:fs`; `undefined` where it is another kind of error, that is a mistake of ours. */
export function errnoOf(error: unknown): string | undefined {
  return error instanceof Error && 'errno' in error && 'code' in error ? String(error.code) : undefined;
}
