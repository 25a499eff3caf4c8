import type { Audit, MappingGateway, Vos3000 } from '../../policy/vos3000.js';
import type { Groups } from '../addresses/groups.js';
import { readDay } from '../addresses/places.js';
import { child, entries, type Field, items, optional, textOf } from '../field.js';
import { readNumber, readSwitch, readText } from './scalars.js';
import { readVersion } from './target.js';

export function readVos3000(field: Field, groups: Groups): Vos3000 {
  const parameters = entries(child(field, 'parameters')).map(
    ([key, value]) => [key, readParameter(value)] as const,
  );
  return {
    version: optional(child(field, 'version'), readSwitchVersion),
    parameters: new Map(parameters),
    mappingGateways: items(child(field, 'mapping_gateways')).map((gateway) => readGateway(gateway, groups)),
    webAccessControl: optional(child(field, 'web_access_control'), groups.sources),
    dynamicBlacklist: optional(child(field, 'dynamic_blacklist'), readSwitch),
    registrations: optional(child(child(field, 'baseline'), 'registrations'), readNumber),
    unsteadyLines: optional(child(field, 'unsteady_lines'), readSwitch) ?? false,
    audit: optional(child(field, 'audit'), readAudit),
    path: field.path,
  };
}

function readAudit(field: Field): Audit {
  return {
    from: readDay(child(field, 'from')),
    until: readDay(child(field, 'until')),
    reason: optional(child(field, 'reason'), readText),
    path: field.path,
  };
}

/** Only the words are switches here: 1 and 0 are values of many parameters that are none. */
function readParameter(field: Field): number | string | boolean {
  if (field.node?.kind !== 'scalar' || field.node.value === null) return '';
  const { value, quoted } = field.node;
  if (quoted || (value !== 'on' && value !== 'off')) return value;
  return value === 'on';
}

function readGateway(field: Field, groups: Groups): MappingGateway {
  return {
    name: readText(child(field, 'name')),
    tier: optional(child(field, 'tier'), readText),
    authentication: optional(child(field, 'authentication'), readText),
    cps: optional(child(field, 'cps'), readNumber),
    concurrentCalls: optional(child(field, 'concurrent_calls'), readNumber),
    maxDuration: optional(child(field, 'max_duration'), readNumber),
    onlineCheck: optional(child(field, 'online_check'), readNumber),
    from: optional(child(field, 'from'), groups.sources),
    behindNat: optional(child(field, 'behind_nat'), readSwitch) ?? false,
    path: field.path,
  };
}

/** Installers write 2.1.8-05 for what the switch calls 2.1.8.05. */
function readSwitchVersion(field: Field): string {
  const written = textOf(field) ?? '';
  return /^V?\d+([.-]\d+){1,3}$/i.test(written) && /[V-]/i.test(written)
    ? written.replace(/^V/i, '').replaceAll('-', '.')
    : readVersion(field);
}
