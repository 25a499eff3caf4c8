import type { Connections, OpenLimit, Strangers } from '../../policy/policy.js';
import { child, type Field, optional, textOf } from '../field.js';
import { byClass, readLimits } from './limits.js';
import { readChoice, readCount, readNumber } from './scalars.js';

export function readStrangers(field: Field): Strangers | 'deny' {
  if (textOf(field) === 'deny') return 'deny';
  return {
    limits: readLimits(child(field, 'limits')),
    perSubnet: readLimits(child(field, 'per_subnet')),
    together: readLimits(child(field, 'together')),
    connections: readConnections(child(field, 'connections')),
    maxSize: byClass(child(field, 'max_size'), (size) => ({ bytes: readNumber(size), path: size.path })),
  };
}

function readConnections(field: Field): Connections {
  return {
    udp: optional(child(field, 'udp'), readOpenLimit),
    tcp: optional(child(field, 'tcp'), readOpenLimit),
    perSubnet: optional(child(field, 'per_subnet'), readOpenLimit),
    answer: readChoice(child(field, 'answer'), ['drop', 'reject']),
  };
}

function readOpenLimit(field: Field): OpenLimit {
  return { most: readCount(field), path: field.path };
}
