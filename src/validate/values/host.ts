import type { Conntrack, Logging } from '../../policy/policy.js';
import { type Field, required, textOf } from '../field.js';
import { readChoice, readCount, readText } from './scalars.js';
import { readRate, readTimeout } from './units.js';

export function readConntrack(field: Field): Conntrack {
  const buckets = required(field, 'buckets');
  return {
    max: readCount(required(field, 'max')),
    buckets: textOf(buckets) === 'auto' ? 'auto' : readCount(buckets),
    udpTimeout: readTimeout(required(field, 'udp_timeout')),
    udpTimeoutStream: readTimeout(required(field, 'udp_timeout_stream')),
    tcpTimeoutEstablished: readTimeout(required(field, 'tcp_timeout_established')),
    sip: readChoice(required(field, 'sip'), ['tracked', 'untracked']),
  };
}

export function readLogging(field: Field): Logging {
  const { rate, burst } = readRate(required(field, 'drops'));
  return { rate, burst, prefix: readText(required(field, 'prefix')), path: field.path };
}
