/** The versions of the switch's database schema of which something is known, oldest first. */
export const schemaVersions = ['2.1.4.0', '2.1.9.07'] as const;
export type SchemaVersion = (typeof schemaVersions)[number];

export interface SchemaChoice {
  readonly schema: SchemaVersion;
  /** Whether it is the very version that was asked for. */
  readonly exact: boolean;
}

/**
 * The schema to read a version by, as policies and `SERVER_DATABASE_VERSION` spell it: the same one, else the newest
 * that is not above it, else the oldest. Compared number by number, so that `2.1.9.7` is `2.1.9.07`. `undefined`
 * where the text is no version.
 */
export function schemaOf(version: string): SchemaChoice | undefined {
  const wanted = numbersOf(version);
  if (wanted === undefined) return undefined;
  const below = schemaVersions.filter((schema) => compare(numbersOf(schema) ?? [], wanted) <= 0);
  const schema = below.at(-1) ?? schemaVersions[0];
  return { schema, exact: compare(numbersOf(schema) ?? [], wanted) === 0 };
}

function numbersOf(version: string): readonly number[] | undefined {
  return /^\d{1,6}(\.\d{1,6}){0,5}$/.test(version) ? version.split('.').map(Number) : undefined;
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
