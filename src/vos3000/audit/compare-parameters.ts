import type { Vos3000 } from '../../policy/vos3000.js';
import { type Found, lookUp } from '../catalogue/catalogue.js';
import type { SchemaVersion } from '../catalogue/schema-version.js';
import { databaseText, isAllowed, readValue, valueText } from '../catalogue/value.js';
import type { HeldParameter } from '../held/held.js';
import { type NotWanted, type Wanted, wantedParameters } from '../wanted.js';
import type { Item } from './audit.js';
import { memoRange } from './memo-range.js';

/** A row and what its name means in the version of the database. */
interface Read extends Found {
  readonly row: HeldParameter;
}

/** Each parameter of the policy against each row that it has: several switches have several. */
export function compareParameters(
  vos3000: Vos3000,
  rows: readonly HeldParameter[],
  schema: SchemaVersion,
): readonly Item[] {
  const byId = new Map<string, Read[]>();
  for (const row of rows) {
    const found = lookUp(row.name, schema);
    if (found.kind !== 'found') continue;
    const others = byId.get(found.parameter.id);
    if (others === undefined) byId.set(found.parameter.id, [{ ...found, row }]);
    else others.push({ ...found, row });
  }
  const { wanted, notWanted } = wantedParameters(vos3000);
  return [
    ...wanted.flatMap((one) => {
      const reads = byId.get(one.parameter.id) ?? [];
      return reads.length === 0 ? [without(one, schema)] : reads.map((read) => compare(one, read, reads));
    }),
    ...notWanted.map(misunderstood),
  ];
}

const empty = {
  moid: undefined,
  held: undefined,
  range: undefined,
  remark: undefined,
  row: undefined,
  text: undefined,
};

function without(wanted: Wanted, schema: SchemaVersion): Item {
  const { written, parameter, inVersion, path, value } = wanted;
  const inSchema = parameter.versions[schema];
  const names = inSchema?.names.map(({ text }) => text).join(', ');
  return {
    ...{ ...empty, kind: 'parameter', what: written, path, wanted: valueText(inVersion.kind, value) },
    verdict: inSchema === undefined ? 'impossible' : 'missing',
    remark: names === undefined ? `nothing like it is known in ${schema}` : `looked for ${names}`,
  };
}

function misunderstood({ written, path, why }: NotWanted): Item {
  const remark =
    why.kind === 'value'
      ? `the policy should say ${why.wanted}`
      : why.kind === 'unknown'
        ? 'not in the catalogue, so it is not asked for'
        : `only known in ${why.has.join(', ')}`;
  return {
    ...{ ...empty, kind: 'parameter', what: written, path, wanted: undefined },
    verdict: 'impossible',
    remark,
  };
}

function compare(wanted: Wanted, read: Read, all: readonly Read[]): Item {
  const { row, inVersion } = read;
  // Where the row states none, the catalogue's: what another installation of the version states.
  const range = memoRange(row.memo) ?? inVersion.range?.value;
  const held = row.value === undefined ? undefined : readValue(inVersion.kind, row.value);
  const text = held?.kind === 'value' ? valueText(inVersion.kind, held.value) : row.value;
  const item = {
    ...{ kind: 'parameter' as const, what: row.name, row, range, path: wanted.path },
    moid: all.filter(({ row: { name } }) => name === row.name).length > 1 ? row.moid : undefined,
    held: text,
    wanted: valueText(wanted.inVersion.kind, wanted.value),
    text: databaseText(wanted.value),
  };
  if (wanted.inVersion.kind.kind !== inVersion.kind.kind)
    return {
      ...item,
      verdict: 'impossible',
      remark: `in this version it is ${kindWords[inVersion.kind.kind]}`,
    };
  if (!isAllowed(inVersion, wanted.value, range))
    return { ...item, verdict: 'impossible', remark: 'what is wanted is outside the range' };
  if (held?.kind !== 'value') {
    const form = held === undefined ? 'the row holds NULL' : `the row should hold ${held.wanted}`;
    return { ...item, verdict: 'unreadable', remark: form };
  }
  const same = held.value === wanted.value;
  const outside = isAllowed(inVersion, held.value, range) ? undefined : 'what it holds is outside the range';
  return { ...item, verdict: same ? 'same' : 'differs', remark: same ? outside : (outside ?? fixed(row)) };
}

const fixed = ({ editable }: HeldParameter) =>
  editable === false ? 'the client does not let it be edited' : undefined;

const kindWords = { switch: 'a switch', number: 'a number', text: 'a text' } as const;
