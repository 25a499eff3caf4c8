import type { InVersion, Name, Parameter } from './parameter.js';
import { access } from './parameters/access.js';
import { answers } from './parameters/answers.js';
import { blacklist } from './parameters/blacklist.js';
import { calls } from './parameters/calls.js';
import { records } from './parameters/records.js';
import { registrations } from './parameters/registrations.js';
import { signalling } from './parameters/signalling.js';
import { readingsOf, type SchemaChoice, type SchemaVersion, schemaVersions } from './schema-version.js';

/**
 * Words in the names of rows that keep secrets. `e_moconfig` of 2.1.4.0 has the keys of the login (`SERVER_LOGIN_PRIVEATE_KEY`) and
 * the settings of the mail account among the parameters; what newer versions have beside them is not published, so that the
 * words are wide. A name with one of them is never asked for unless the catalogue has it.
 */
const secretWords = /KEY|PRIV(?!ACY)|PASSW|PASSPHRASE|PWD|SECRET|TOKEN|CREDENTIAL|MAIL|SMTP|LICEN[CS]E/;

/** Keys of a telephone, in 2.1.4.0. */
const dialled = /^SS_(CALL_TRANSFER_[A-Z_]+_|CONFERENCE)KEY$/;

const isSecretName = (name: string): boolean => secretWords.test(name.toUpperCase()) && !dialled.test(name);

/** Every parameter of which something is known, by subject. */
export const parameters: readonly Parameter[] = Object.freeze([
  ...registrations,
  ...answers,
  ...records,
  ...blacklist,
  ...access,
  ...calls,
  ...signalling,
]);

/** A name found in the catalogue. */
export interface Found {
  readonly parameter: Parameter;
  /** Of the version that was asked for; of one that lies between two, with the names of both. */
  readonly inVersion: InVersion;
  readonly name: Name;
  /** Whether it is a name of that version; else it is another version's name of the same parameter. */
  readonly own: boolean;
}

/** What became of a name that a policy, an operator or a database wrote. */
export type Lookup =
  | ({ readonly kind: 'found' } & Found)
  /** The parameter is known, and the version has none like it. */
  | {
      readonly kind: 'not in this version';
      readonly parameter: Parameter;
      readonly has: readonly SchemaVersion[];
    }
  /** The row of that name keeps a secret, by its name. */
  | { readonly kind: 'secret' }
  | { readonly kind: 'unknown' };

/** Reads a name as the version understands it: its most likely meaning. */
export function lookUp(name: string, choice: SchemaChoice): Lookup {
  const [first] = meaningsOf(name, choice);
  if (first !== undefined) return { kind: 'found', ...first };
  const parameter = byName.get(name)?.[0];
  if (parameter !== undefined)
    return {
      kind: 'not in this version',
      parameter,
      has: schemaVersions.filter((version) => parameter.versions[version] !== undefined),
    };
  return { kind: isSecretName(name) ? 'secret' : 'unknown' };
}

/**
 * All that a name may mean in the version, the likelier first: its own names come before those of others.
 * `SS_ENDPOINTREGISTERSUSPEND` is a duration for 2.1.4.0 and a switch for 2.1.9.07, and either in between.
 */
export function meaningsOf(name: string, choice: SchemaChoice): readonly Found[] {
  const readings = readingsOf(choice);
  const named = byName.get(name) ?? [];
  const own = readings.flatMap((schema) =>
    named.flatMap((parameter): readonly Found[] => {
      const inVersion = inReading(parameter, schema, readings);
      const found = parameter.versions[schema]?.names.find(({ text }) => text === name);
      return inVersion && found ? [{ parameter, inVersion, name: found, own: true }] : [];
    }),
  );
  const others = named.flatMap((parameter): readonly Found[] => {
    if (own.some((found) => found.parameter === parameter)) return [];
    const schema = readings.find((one) => parameter.versions[one] !== undefined);
    const inVersion = schema && inReading(parameter, schema, readings);
    const found = namesOf(parameter).find(({ text }) => text === name);
    return inVersion && found ? [{ parameter, inVersion, name: found, own: false }] : [];
  });
  return [...own, ...others];
}

/** The parameter in that schema, with the names of the other ones that the version may have. */
function inReading(
  parameter: Parameter,
  schema: SchemaVersion,
  readings: readonly SchemaVersion[],
): InVersion | undefined {
  const inVersion = parameter.versions[schema];
  if (inVersion === undefined || readings.length === 1) return inVersion;
  const more = readings
    .flatMap((other) => parameter.versions[other]?.names ?? [])
    .filter(({ text }) => inVersion.names.every((own) => own.text !== text));
  return { ...inVersion, names: [...inVersion.names, ...more] };
}

/** The names of a parameter in every version. */
export function namesOf({ versions }: Parameter): readonly Name[] {
  return schemaVersions.flatMap((schema) => versions[schema]?.names ?? []);
}

/** By each name of each version: a policy may name ten thousand. */
const byName: ReadonlyMap<string, readonly Parameter[]> = indexed(parameters);

function indexed(all: readonly Parameter[]): ReadonlyMap<string, readonly Parameter[]> {
  const index = new Map<string, Parameter[]>();
  for (const parameter of all)
    for (const text of new Set(namesOf(parameter).map((name) => name.text)))
      index.set(text, [...(index.get(text) ?? []), parameter]);
  return index;
}

/** Every name of every version, sorted: the only rows that a query may select by name. */
export const parameterNames: readonly string[] = [
  ...new Set(parameters.flatMap(namesOf).map(({ text }) => text)),
].sort();

/** A parameter by our name of it. */
export const parameterOf = (id: string): Parameter | undefined =>
  parameters.find((parameter) => parameter.id === id);
