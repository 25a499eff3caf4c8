/** Why the operating system would not do a thing: the name of the errno, such as `EACCES`, and where. */
export interface SystemFault {
  readonly code: string;
  readonly path: string;
}

/**
 * What an error of `node:fs` says: about where a rename led to, else about `path`. Any other error is a
 * mistake of ours and goes on. Not by instanceof: below jest, Node's own errors are not of the test's Error.
 */
export function systemFaultOf(error: unknown, path: string): SystemFault {
  const { errno, code, dest }: { errno?: unknown; code?: unknown; dest?: unknown } = Object(error);
  if (errno === undefined) throw error;
  return { code: String(code), path: dest === undefined ? path : String(dest) };
}
