import type { Vos3000 } from '../../policy/vos3000.js';
import { versionRow } from '../catalogue/parameters/records.js';
import { type SchemaVersion, schemaOf } from '../catalogue/schema-version.js';
import type { Held } from '../held/held.js';
import { policySchema } from '../wanted.js';
import type { Audit, Item } from './audit.js';
import { compareGateways } from './compare-gateways.js';
import { compareParameters } from './compare-parameters.js';
import { compareWeb } from './compare-web.js';

/** Compares what the policy says of the switch with what its database holds. */
export function makeAudit(vos3000: Vos3000, held: Held): Audit {
  const versions = held.parameters.filter(({ name }) => name === versionRow.text);
  const schema = versions[0]?.value;
  const known = schema === undefined ? undefined : schemaOf(schema);
  const reading: SchemaVersion = known?.schema ?? policySchema(vos3000).schema;
  const gateways = compareGateways(vos3000.mappingGateways, held.gateways);
  const web = compareWeb(vos3000.webAccessControl, held.web);
  return {
    server: held.server,
    schema,
    items: [
      ...version(vos3000, schema),
      ...compareParameters(vos3000, held.parameters, reading),
      ...gateways.items,
      ...web.items,
    ],
    notes: [
      ...(schema === undefined
        ? [`there is no ${versionRow.text}: names are read as those of ${reading}`]
        : []),
      ...(schema !== undefined && known?.exact !== true
        ? [`version ${schema} is not in the catalogue: names are read as those of ${reading}`]
        : []),
      ...gateways.notes,
      ...web.notes,
    ],
  };
}

/** The very version decides what names mean, so another one is a difference. */
function version({ version: wanted, path }: Vos3000, held: string | undefined): readonly Item[] {
  if (wanted === undefined || held === undefined) return [];
  const verdict = numbers(wanted) === numbers(held) ? 'same' : 'differs';
  return [
    {
      ...{
        kind: 'version',
        what: 'version',
        moid: undefined,
        range: undefined,
        row: undefined,
        text: undefined,
      },
      ...{ verdict, held, wanted, path: [...path, 'version'] },
      remark: verdict === 'same' ? undefined : 'parameters are read as those of the database',
    },
  ];
}

/** `2.1.9.7` is `2.1.9.07`. */
const numbers = (version: string): string => version.trim().replaceAll(/(^|\.)0+(?=\d)/g, '$1');
