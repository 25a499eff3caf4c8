import { type Document, nodeAt, placeOf } from '../../parse/document.js';
import type { PolicyPath } from '../../policy/path.js';
import { attemptsOf } from '../../vos3000/attempts.js';
import { lookUp } from '../../vos3000/catalogue/catalogue.js';
import type { SchemaChoice } from '../../vos3000/catalogue/schema-version.js';
import { readValue } from '../../vos3000/catalogue/value.js';
import { type Check, finding, keyAt, valueAt } from '../check.js';
import { endsByItself, switchOf } from './switch.js';

/** The records that an audit needs, by our names. */
const recordIds = ['record-zero-duration', 'record-illegal-call'] as const;

export interface SwitchedOff {
  readonly name: string;
  /** In what the user wrote, without defaults and profiles laid over. */
  readonly path: PolicyPath;
}

/** The records that a profile, as it is written, turns off; profiles that are not chosen have no typed values. */
function switchedOff({ written }: Document, profile: string, schema: SchemaChoice): readonly SwitchedOff[] {
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

/** What an hour of attempts costs in rows while every attempt is recorded; or that nothing bounds it. */
export const recordRows: Check = function* (subject) {
  for (const { document, policy, wanted } of switchOf(subject)) {
    const record = wanted('record-zero-duration');
    if (record?.value !== true) continue;
    const { strangers, gateways, rowsAnHour } = attemptsOf(policy);
    const place = keyAt(document, record.path);
    if (strangers === undefined || rowsAnHour === undefined)
      yield finding('VG517', place, { name: record.written });
    else yield finding('VG516', place, { name: record.written, strangers, gateways, rows: rowsAnHour });
  }
};

/** Records of attempts are off, and nothing says until when. */
export const recordsOff: Check = function* (subject) {
  for (const { document, policy, wanted } of switchOf(subject)) {
    if (endsByItself(policy)) continue;
    for (const id of recordIds) {
      const record = wanted(id);
      if (record?.value !== false) continue;
      const { written: name, parameter } = record;
      yield finding('VG513', valueAt(document, record.path), { name, title: parameter.title });
    }
  }
};

/** Records off while an audit runs, in whatever profile; or before one begins, where nothing turns them on again. */
export const recordsOffInAudit: Check = function* (subject) {
  for (const { document, policy, vos3000, parameters, wanted, today } of switchOf(subject)) {
    const { audit } = vos3000;
    if (audit === undefined || today > audit.until) continue;
    const { from, until } = audit;
    const runs = from <= today;
    for (const id of recordIds) {
      const record = wanted(id);
      if (record?.value !== false || (policy.profile !== undefined && !runs)) continue;
      const about = { name: record.written, from, until, profile: policy.profile };
      yield finding('VG514', valueAt(document, record.path), about);
    }
    if (!runs) continue;
    for (const profile of document.profiles.keys()) {
      if (profile === policy.profile) continue;
      for (const { name, path } of switchedOff(document, profile, parameters.schema))
        yield finding('VG514', placeOf(document.written, path, 'value'), { name, from, until, profile });
    }
  }
};

/** An audit that ends before it begins. Days of ISO 8601 compare as text. */
export const auditDays: Check = function* (subject) {
  for (const { document, vos3000 } of switchOf(subject)) {
    if (vos3000.audit === undefined) continue;
    const { from, until, path } = vos3000.audit;
    if (until < from) yield finding('VG529', valueAt(document, [...path, 'until']), { from, until });
  }
};

/** A profile that changes the switch and does not say for how long: the way back would be forgotten. */
export const profileWithoutEnd: Check = function* ({ document }) {
  const { written } = document;
  for (const profile of document.profiles.keys()) {
    const path = ['profiles', profile];
    if (nodeAt(written, [...path, 'vos3000']) === undefined) continue;
    if (nodeAt(written, [...path, 'expires']) === undefined)
      yield finding('VG515', placeOf(written, path, 'key'), { profile });
  }
};
