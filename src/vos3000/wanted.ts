import type { PolicyPath } from '../policy/path.js';
import type { Vos3000 } from '../policy/vos3000.js';
import { type Found, type Lookup, lookUp, meaningsOf, parameterNames } from './catalogue/catalogue.js';
import type { Value } from './catalogue/parameter.js';
import {
  type SchemaChoice,
  type SchemaVersion,
  schemaOf,
  schemaVersions,
} from './catalogue/schema-version.js';
import { isAllowed, readValue } from './catalogue/value.js';

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
  /** As the policy says it. */
  readonly value: Value;
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
  (version === undefined ? undefined : schemaOf(version)) ?? { schema: newest, basis: 'guessed' };

const newest: SchemaVersion = schemaVersions[1];

/** What the policy wants of the switch's system parameters. */
export function wantedParameters(vos3000: Vos3000): WantedParameters {
  const schema = policySchema(vos3000);
  const wanted: Wanted[] = [];
  const notWanted: NotWanted[] = [];
  for (const [written, value] of vos3000.parameters) {
    const path = [...vos3000.path, 'parameters', written];
    const lookup = lookUp(written, schema);
    if (lookup.kind !== 'found') {
      notWanted.push({ written, value, path, why: lookup });
      continue;
    }
    const found = meantBy(meaningsOf(written, schema), value) ?? lookup;
    const { parameter, inVersion, name, own } = found;
    const read = readValue(inVersion.kind, value);
    if (read.kind === 'value')
      wanted.push({ parameter, inVersion, name, own, written, value: read.value, path });
    else notWanted.push({ written, value, path, why: { kind: 'value', found, wanted: read.wanted } });
  }
  return { schema, wanted, notWanted };
}

/** Where a name has two meanings of its own, the value tells which one is meant: 180 is a time, `on` a switch. */
function meantBy(meanings: readonly Found[], value: Value): Found | undefined {
  return meanings
    .filter(({ own }) => own === meanings[0]?.own)
    .find(({ inVersion }) => {
      const read = readValue(inVersion.kind, value);
      return read.kind === 'value' && isAllowed(inVersion, read.value, inVersion.range?.value);
    });
}

/**
 * The rows of `e_moconfig` that may be asked for: those of the catalogue, and those that the policy names. Never the whole
 * table, and no row whose name is that of a secret.
 */
export function askedNames(vos3000: Vos3000): readonly string[] {
  const ofPolicy = wantedParameters(vos3000).notWanted.filter(({ why }) => why.kind === 'unknown');
  return [...new Set([...parameterNames, ...ofPolicy.map(({ written }) => written)])].sort();
}
