import type { Service } from '../../policy/policy.js';
import type { Groups } from '../addresses/groups.js';
import { child, entries, type Field, optional } from '../field.js';
import { readPorts, readProtocol, requirePorts } from './units.js';

export function readServices(field: Field, groups: Groups): readonly Service[] {
  return entries(field).map(([name, service]) => readService(name, service, groups));
}

function readService(name: string, field: Field, groups: Groups): Service {
  const [udp, tcp] = [child(field, 'udp'), child(field, 'tcp')];
  const protocol = optional(child(field, 'protocol'), readProtocol);
  if (protocol === undefined) requirePorts(field, udp, tcp, 'protocol');
  return {
    name,
    udp: readPorts(udp),
    tcp: readPorts(tcp),
    protocol,
    from: optional(child(field, 'from'), groups.sources),
    path: field.path,
  };
}
