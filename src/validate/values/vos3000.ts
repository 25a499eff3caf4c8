import type { MappingGateway, Vos3000 } from '../../policy/vos3000.js';
import type { Groups } from '../addresses/groups.js';
import { child, entries, type Field, items, optional } from '../field.js';
import { readNumber, readSwitch, readText } from './scalars.js';
import { readVersion } from './target.js';

export function readVos3000(field: Field, groups: Groups): Vos3000 {
  const parameters = entries(child(field, 'parameters')).map(
    ([key, value]) => [key, readParameter(value)] as const,
  );
  return {
    version: optional(child(field, 'version'), readVersion),
    parameters: new Map(parameters),
    mappingGateways: items(child(field, 'mapping_gateways')).map(readGateway),
    webAccessControl: optional(child(field, 'web_access_control'), groups.sources),
    dynamicBlacklist: optional(child(field, 'dynamic_blacklist'), readSwitch),
    registrations: optional(child(child(field, 'baseline'), 'registrations'), readNumber),
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

function readGateway(field: Field): MappingGateway {
  return {
    name: readText(child(field, 'name')),
    tier: optional(child(field, 'tier'), readText),
    authentication: optional(child(field, 'authentication'), readText),
    cps: optional(child(field, 'cps'), readNumber),
    concurrentCalls: optional(child(field, 'concurrent_calls'), readNumber),
    maxDuration: optional(child(field, 'max_duration'), readNumber),
    onlineCheck: optional(child(field, 'online_check'), readNumber),
    path: field.path,
  };
}
