import { pathText } from '../../policy/path.js';
import type { SignatureUse } from '../../policy/policy.js';
import { packOf } from '../../sip/packs.js';
import { methods, type Pattern } from '../../sip/signature.js';
import { child, distinctItems, type Field, fault, items, required, textOf } from '../field.js';
import { readChoice, readText } from './scalars.js';

/** The packs in use, then the policy's own. What two packs share is there once. */
export function readSignatures(field: Field): readonly SignatureUse[] {
  const used = distinctItems(child(field, 'use')).flatMap(packSignatures);
  const byId = new Map(used.toReversed().map((use) => [use.signature.id, use]));
  return [...[...byId.values()].toReversed(), ...items(child(field, 'add')).map(readSignature)];
}

function packSignatures(field: Field): readonly SignatureUse[] {
  const pack = packOf(textOf(field) ?? '');
  return (pack?.signatures ?? []).map(({ id, pattern }) => ({
    signature: { id, pattern },
    path: field.path,
  }));
}

function readSignature(field: Field): SignatureUse {
  const pattern = readPattern(field);
  if (pattern === undefined && field.node?.kind === 'map') {
    fault(field, 'VG216', { path: pathText(field.path) });
  }
  const id = readText(required(field, 'id'));
  return { signature: { id, pattern: pattern ?? { kind: 'raw', text: '' } }, path: field.path };
}

/** `undefined` unless exactly one way of searching is given. */
function readPattern(field: Field): Pattern | undefined {
  const [header, name, contains, begins, raw] = ['header', 'method', 'contains', 'begins', 'raw'].map((key) =>
    textOf(child(field, key)),
  );
  if (raw !== undefined) {
    return (header ?? name ?? contains ?? begins) === undefined ? { kind: 'raw', text: raw } : undefined;
  }
  if ((contains === undefined) === (begins === undefined)) return undefined;
  if (name !== undefined) {
    if (header !== undefined || begins === undefined) return undefined;
    return { kind: 'request', method: readChoice(required(field, 'method'), methods), text: begins };
  }
  if (header === undefined) return undefined;
  return contains === undefined
    ? { kind: 'begins', header, text: begins ?? '' }
    : { kind: 'contains', header, text: contains };
}
