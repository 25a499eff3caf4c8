import type { Vos3000 } from '../../policy/vos3000.js';
import { versionRow } from '../catalogue/parameters/records.js';
import { readingsText, type SchemaChoice, sameVersion, schemaOf } from '../catalogue/schema-version.js';
import type { Held } from '../held/held.js';
import { policySchema } from '../wanted.js';
import type { Audit, Item } from './audit.js';
import { compareGateways } from './compare-gateways.js';
import { compareBlacklist, compareWeb } from './compare-pages.js';
import { compareParameters } from './compare-parameters.js';

/** Compares what the policy says of the switch with what its database holds. Whatever it wants has an item. */
export function makeAudit(vos3000: Vos3000, held: Held): Audit {
  // A row that holds nothing tells as little as none.
  const schema =
    held.parameters.rows.find(({ name }) => name === versionRow.text)?.value?.trim() || undefined;
  const known = schema === undefined ? undefined : schemaOf(schema);
  const reading = known ?? policySchema(vos3000);
  const gateways = compareGateways(vos3000.mappingGateways, held);
  return {
    server: held.server,
    schema,
    items: [
      ...version(vos3000, schema, held.parameters.untold),
      ...compareParameters(vos3000, held, reading),
      ...compareBlacklist(vos3000, held, reading),
      ...gateways.items,
      ...compareWeb(vos3000.webAccessControl, held.web),
    ],
    notes: [
      ...readingNotes(schema, known, reading),
      ...(['motype', 'moid', 'editable', 'memo'] as const).flatMap((column) => held.unread.get(column) ?? []),
      ...gateways.notes,
    ],
  };
}

function readingNotes(
  schema: string | undefined,
  known: SchemaChoice | undefined,
  reading: SchemaChoice,
): readonly string[] {
  const names = `names are read as those of ${readingsText(reading)}`;
  if (schema === undefined) return [`there is no ${versionRow.text}, or nothing in it: ${names}`];
  switch (known?.basis) {
    case 'exact':
      return [];
    case 'guides':
      return [`${names}, which guides quote from 2.1.8.0 on`];
    case 'between':
      return [`version ${schema} lies between: ${names}`];
    case 'guessed':
    case undefined:
      return [`version ${schema} is not in the catalogue: ${names}`];
  }
}

/** The very version decides what names mean, so another one is a difference. */
function version(
  { version: wanted, path }: Vos3000,
  held: string | undefined,
  untold: string | undefined,
): readonly Item[] {
  if (wanted === undefined) return [];
  const item = {
    kind: 'version',
    what: 'version',
    moid: undefined,
    range: undefined,
    row: undefined,
    text: undefined,
    held,
    wanted,
    path: [...path, 'version'],
  } as const;
  if (held === undefined)
    return [{ ...item, verdict: 'unknown', remark: untold ?? `no row ${versionRow.text}, or nothing in it` }];
  return sameVersion(wanted, held)
    ? [{ ...item, verdict: 'same', remark: undefined }]
    : [{ ...item, verdict: 'differs', remark: 'parameters are read as those of the database' }];
}
