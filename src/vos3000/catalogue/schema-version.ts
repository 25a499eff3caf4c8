/** The versions of the switch's database schema of which something is known, oldest first. */
export const schemaVersions = ['2.1.4.0', '2.1.9.07'] as const;
export type SchemaVersion = (typeof schemaVersions)[number];

/** How sure it is that a version has the names of the schema that it is read by. */
export type Basis =
  /** It is the very version. */
  | 'exact'
  /** Published pages quote one manual for 2.1.8.0 and 2.1.9.07, so that what lies from the one to the other has its names. */
  | 'guides'
  /** It lies between two schemas, and nobody has published when the names changed: it may have those of either. */
  | 'between'
  /** It is older or newer than all that is known, or not told at all. */
  | 'guessed';

export interface SchemaChoice {
  readonly schema: SchemaVersion;
  readonly basis: Basis;
}

/** From which version on the newer names are quoted. */
const newerNames = [2, 1, 8, 0];

/**
 * The schema to read a version by, as policies and `SERVER_DATABASE_VERSION` spell it, or a package does (`2.1.8-05`).
 * Compared number by number, so that `2.1.9.7` is `2.1.9.07`. `undefined` where the text is no version.
 */
export function schemaOf(version: string): SchemaChoice | undefined {
  const wanted = numbersOf(version);
  if (wanted === undefined) return undefined;
  const [older, newer] = schemaVersions;
  const toOlder = compare(wanted, numbersOf(older) ?? []);
  const toNewer = compare(wanted, numbersOf(newer) ?? []);
  if (toOlder === 0) return { schema: older, basis: 'exact' };
  if (toNewer === 0) return { schema: newer, basis: 'exact' };
  if (toOlder < 0) return { schema: older, basis: 'guessed' };
  if (toNewer > 0) return { schema: newer, basis: 'guessed' };
  return compare(wanted, newerNames) >= 0
    ? { schema: newer, basis: 'guides' }
    : { schema: older, basis: 'between' };
}

/** The schemas whose names the version may have, the likelier first. */
export const readingsOf = ({ schema, basis }: SchemaChoice): readonly SchemaVersion[] =>
  basis === 'between' ? schemaVersions : [schema];

/** The schemas by which names are read, for people: `2.1.4.0 or 2.1.9.07`. */
export const readingsText = (choice: SchemaChoice): string => readingsOf(choice).join(' or ');

/** Whether two texts are one version: `2.1.9.7` and `2.1.9.07` are. */
export function sameVersion(one: string, other: string): boolean {
  const [a, b] = [numbersOf(one), numbersOf(other)];
  return a === undefined || b === undefined ? one.trim() === other.trim() : compare(a, b) === 0;
}

function numbersOf(version: string): readonly number[] | undefined {
  const text = version.trim().replace(/^V(?=\d)/i, '');
  return /^\d{1,6}([.-]\d{1,6}){0,5}$/.test(text) ? text.split(/[.-]/).map(Number) : undefined;
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
