import type { PolicyPath } from '../policy/path.js';
import type { Vos3000 } from '../policy/vos3000.js';
import { type Found, type Lookup, lookUp } from './catalogue/catalogue.js';
import {
  type SchemaChoice,
  type SchemaVersion,
  schemaOf,
  schemaVersions,
} from './catalogue/schema-version.js';
import { readValue } from './catalogue/value.js';
import type { Value } from './catalogue/value-kind.js';

/** A parameter as the policy wants it, understood by the version that the policy names. */
export interface Wanted extends Found {
  /** As the policy spells it. */
  readonly written: string;
  readonly value: Value;
  readonly path: PolicyPath;
}

/** A parameter of the policy that could not be understood. */
export interface NotWanted {
  readonly written: string;
  readonly path: PolicyPath;
  readonly why:
    | Exclude<Lookup, { readonly kind: 'found' }>
    | { readonly kind: 'value'; readonly found: Found; readonly wanted: string };
}

export interface WantedParameters {
  readonly schema: SchemaChoice;
  /** In the order of the policy. */
  readonly wanted: readonly Wanted[];
  readonly notWanted: readonly NotWanted[];
}

/** A policy that names no version is read by the newest. */
export const policySchema = ({ version }: Vos3000): SchemaChoice =>
  (version === undefined ? undefined : schemaOf(version)) ?? { schema: newest, exact: false };

const newest: SchemaVersion = schemaVersions[1];

/** What the policy wants of the switch's system parameters. */
export function wantedParameters(vos3000: Vos3000): WantedParameters {
  const schema = policySchema(vos3000);
  const wanted: Wanted[] = [];
  const notWanted: NotWanted[] = [];
  for (const [written, raw] of vos3000.parameters) {
    const path = [...vos3000.path, 'parameters', written];
    const lookup = lookUp(written, schema.schema);
    if (lookup.kind !== 'found') {
      notWanted.push({ written, path, why: lookup });
      continue;
    }
    const { parameter, inVersion, name, own } = lookup;
    const found: Found = { parameter, inVersion, name, own };
    const read = readValue(inVersion.kind, raw);
    if (read.kind === 'value') wanted.push({ ...found, written, value: read.value, path });
    else notWanted.push({ written, path, why: { kind: 'value', found, wanted: read.wanted } });
  }
  return { schema, wanted, notWanted };
}
