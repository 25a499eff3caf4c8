import type { InVersion, Name, Parameter } from './parameter.js';
import { access } from './parameters/access.js';
import { answers } from './parameters/answers.js';
import { blacklist } from './parameters/blacklist.js';
import { calls } from './parameters/calls.js';
import { records } from './parameters/records.js';
import { registrations } from './parameters/registrations.js';
import { signalling } from './parameters/signalling.js';
import { type SchemaVersion, schemaVersions } from './schema-version.js';

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

/** By each name of each version. */
const byName: ReadonlyMap<string, readonly Parameter[]> = namesOf(parameters);

function namesOf(all: readonly Parameter[]): ReadonlyMap<string, readonly Parameter[]> {
  const named = new Map<string, Parameter[]>();
  for (const parameter of all) {
    const names = schemaVersions.flatMap((schema) => parameter.versions[schema]?.names ?? []);
    for (const text of new Set(names.map((name) => name.text))) {
      const others = named.get(text);
      if (others === undefined) named.set(text, [parameter]);
      else others.push(parameter);
    }
  }
  return named;
}

/** A name found in the catalogue. */
export interface Found {
  readonly parameter: Parameter;
  /** Of the version that was asked for. */
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
  | { readonly kind: 'unknown' };

/**
 * Reads a name as the schema understands it. The schema's own names come first: `SS_ENDPOINTREGISTERSUSPEND`
 * is a duration for 2.1.4.0 and a switch for 2.1.9.07.
 */
export function lookUp(name: string, schema: SchemaVersion): Lookup {
  const named = byName.get(name) ?? [];
  for (const parameter of named) {
    const inVersion = parameter.versions[schema];
    const own = inVersion?.names.find(({ text }) => text === name);
    if (inVersion && own) return { kind: 'found', parameter, inVersion, name: own, own: true };
  }
  for (const parameter of named) {
    const has = schemaVersions.filter((version) => parameter.versions[version] !== undefined);
    const name_ = has
      .flatMap((version) => parameter.versions[version]?.names ?? [])
      .find(({ text }) => text === name);
    if (name_ === undefined) continue;
    const inVersion = parameter.versions[schema];
    if (inVersion === undefined) return { kind: 'not in this version', parameter, has };
    return { kind: 'found', parameter, inVersion, name: name_, own: false };
  }
  return { kind: 'unknown' };
}

/** Every name of every version, sorted: the only rows that a query may select by name. */
export const parameterNames: readonly string[] = [
  ...new Set(
    parameters.flatMap(({ versions }) =>
      schemaVersions.flatMap((schema) => versions[schema]?.names.map(({ text }) => text) ?? []),
    ),
  ),
].sort();

/** A parameter by our name of it. */
export const parameterOf = (id: string): Parameter | undefined =>
  parameters.find((parameter) => parameter.id === id);
