/** The code that Node gives an error, and its message; by its shape, since tests run in a realm with an `Error` of its own. */
export function errorCode(error: unknown): { readonly code: string; readonly message: string } {
  const { code = '', message = '' }: { code?: unknown; message?: unknown } = Object(error);
  return { code: String(code), message: String(message) };
}
