/*
 * For yargs, which asks for these two in order to find mistakes of the program that uses it. Node's own `assert` loads the
 * colours and streams that its messages need, 4 ms.
 */

export function strictEqual(actual: unknown, expected: unknown, message?: string): void {
  if (!Object.is(actual, expected)) throw new Error(message);
}

export function notStrictEqual(actual: unknown, expected: unknown, message?: string): void {
  if (Object.is(actual, expected)) throw new Error(message);
}
