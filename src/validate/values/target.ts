import { pathText } from '../../policy/path.js';
import { platformNames } from '../../policy/platform-names.js';
import type { Conntrack, Logging, PlatformWish, Target } from '../../policy/policy.js';
import { child, distinctItems, type Field, fault, optional, required, textOf } from '../field.js';
import { nearest } from '../nearest.js';
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
    media: readChoice(required(field, 'media'), ['tracked', 'untracked']),
  };
}

export function readLogging(field: Field): Logging {
  const { rate, burst } = readRate(required(field, 'drops'));
  return { rate, burst, prefix: readText(required(field, 'prefix')), path: field.path };
}

export function readTarget(field: Field): Target {
  const backends = distinctItems(required(field, 'backends'));
  return {
    platform: readPlatform(required(field, 'platform')),
    backends: backends.map((backend) => readChoice(backend, ['iptables', 'nftables'])),
    devices: distinctItems(child(field, 'devices')).map(readText),
  };
}

function readPlatform(field: Field): PlatformWish {
  if (field.node?.kind === 'map') {
    return {
      kind: 'versions',
      iptables: optional(child(field, 'iptables'), readVersion),
      ipset: optional(child(field, 'ipset'), readVersion),
      nft: optional(child(field, 'nft'), readVersion),
      kernel: optional(child(field, 'kernel'), readVersion),
    };
  }
  const name = textOf(field) ?? 'generic';
  if (!platformNames.some((known) => known === name)) unknownPlatform(field, name);
  return { kind: 'named', name };
}

function unknownPlatform(field: Field, name: string): void {
  const path = pathText(field.path);
  fault(field, 'VG202', {
    path,
    found: `\`${name}\``,
    allowed: platformNames,
    nearest: nearest(name, platformNames),
  });
}

/** From the source, since `6.30` is a number to YAML and not 6.3. */
export function readVersion(field: Field): string {
  if (field.node?.kind !== 'scalar') return '';
  const { source } = field.node;
  if (!/^\d+(\.\d+){0,3}$/.test(source)) {
    fault(field, 'VG206', {
      path: pathText(field.path),
      text: source,
      expected: 'a version such as `"1.8.9"`',
    });
  }
  return source;
}
