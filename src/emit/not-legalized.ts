/** What a backend has no words for should have been replaced or reported by `legalize`: reaching `emit` with it is our own fault. */
export function notLegalized(what: string): never {
  throw new Error(`not legalized: ${what}`);
}
