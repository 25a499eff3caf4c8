import type { Connections, OpenLimit, Strangers, StrangersBytes } from '../../policy/policy.js';
import type { Groups } from '../addresses/groups.js';
import { child, type Field, optional, textOf } from '../field.js';
import { byClass, readLimits, readStrangersLimits } from './limits.js';
import { readChoice, readCount, readNumber } from './scalars.js';
import { readByteLimit } from './units.js';

export function readStrangers(field: Field, groups: Groups): Strangers | 'deny' {
  if (textOf(field) === 'deny') return 'deny';
  return {
    from: optional(child(field, 'from'), groups.sources),
    limits: readStrangersLimits(child(field, 'limits')),
    perSubnet: readLimits(child(field, 'per_subnet')),
    together: readLimits(child(field, 'together')),
    share: readChoice(child(field, 'share'), ['fair', 'first-come']),
    bytes: readBytes(child(field, 'bytes')),
    connections: readConnections(child(field, 'connections')),
    maxSize: byClass(child(field, 'max_size'), (size) => ({ bytes: readNumber(size), path: size.path })),
  };
}

function readBytes(field: Field): StrangersBytes {
  return {
    udp: optional(child(field, 'udp'), readByteLimit),
    tcp: optional(child(field, 'tcp'), readByteLimit),
    stray: optional(child(field, 'stray'), readByteLimit),
    together: optional(child(field, 'together'), readByteLimit),
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
