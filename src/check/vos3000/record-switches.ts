import { type Document, nodeAt } from '../../parse/document.js';
import type { PolicyPath } from '../../policy/path.js';
import { lookUp } from '../../vos3000/catalogue/catalogue.js';
import type { SchemaChoice } from '../../vos3000/catalogue/schema-version.js';
import { readValue } from '../../vos3000/catalogue/value.js';

/** The records that an audit needs, by our names. */
export const recordIds = ['record-zero-duration', 'record-illegal-call'] as const;

export interface SwitchedOff {
  readonly name: string;
  /** In what the user wrote, without defaults and profiles laid over. */
  readonly path: PolicyPath;
}

/** The records that a profile, as it is written, turns off; profiles that are not chosen have no typed values. */
export function switchedOff(
  { written }: Document,
  profile: string,
  schema: SchemaChoice,
): readonly SwitchedOff[] {
  const base = ['profiles', profile, 'vos3000', 'parameters'];
  const node = nodeAt(written, base);
  if (node?.kind !== 'map') return [];
  return [...node.entries].flatMap(([name, { value }]) => {
    const lookup = lookUp(name, schema);
    if (lookup.kind !== 'found' || value.kind !== 'scalar' || value.value === null) return [];
    if (!recordIds.some((id) => id === lookup.parameter.id)) return [];
    const read = readValue(lookup.inVersion.kind, value.value);
    return read.kind === 'value' && read.value === false ? [{ name, path: [...base, name] }] : [];
  });
}
