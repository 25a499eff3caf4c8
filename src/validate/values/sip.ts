import type { Milliseconds } from '../../net/units.js';
import type { BanAgain, Bans, Known, RateBan, Sip, Sizes } from '../../policy/policy.js';
import type { Groups } from '../addresses/groups.js';
import { child, type Field, items, optional, required, textOf } from '../field.js';
import { readLimits, readStrangers } from './limits.js';
import { readCount } from './scalars.js';
import { readByteLimit, readDevices, readPorts, readRate, readTimeout, requirePorts } from './units.js';

export function readSip(field: Field, groups: Groups): Sip {
  return {
    ...readSipPorts(required(field, 'ports')),
    to: optional(child(field, 'to'), groups.sources),
    on: readDevices(child(field, 'on')),
    at: optional(child(field, 'at'), (at) => ({
      address: groups.sources(asList(child(at, 'address'))),
      on: readDevices(child(at, 'on')),
      path: at.path,
    })),
    domains: readDomains(child(field, 'domains')),
    known: readKnown(required(field, 'known')),
    learn: optional(child(field, 'learn'), timed),
    strangers: readStrangers(required(field, 'strangers'), groups),
    bans: readBans(child(field, 'bans')),
    sizes: readSizes(required(field, 'sizes')),
    memory: optional(child(child(field, 'sizes'), 'memory'), readMemory),
  };
}

/** One address needs no list. */
const asList = (field: Field): Field =>
  field.node?.kind === 'scalar'
    ? { ...field, node: { kind: 'list', items: [field.node], span: field.node.span } }
    : field;

/** In any case: RFC 3261 19.1.4 compares hosts so. */
const readDomains = (field: Field): Sip['domains'] => ({
  names: [...new Set(items(field).map((item) => (textOf(item) ?? '').toLowerCase()))],
  path: field.path,
});

function readSipPorts(field: Field): Pick<Sip, 'udp' | 'tcp' | 'encrypted'> {
  const udp = child(field, 'udp');
  const tcp = child(field, 'tcp');
  requirePorts(field, udp, tcp);
  return { udp: readPorts(udp), tcp: readPorts(tcp), encrypted: readEncrypted(child(field, 'encrypted')) };
}

/** A list is both transports. */
function readEncrypted(field: Field): Sip['encrypted'] {
  if (field.node?.kind === 'list') {
    const both = readPorts(field);
    return { udp: both, tcp: both };
  }
  return { udp: readPorts(child(field, 'udp')), tcp: readPorts(child(field, 'tcp')) };
}

function readKnown(field: Field): Known {
  return {
    remember: readTimeout(required(field, 'remember')),
    limits: readLimits(child(field, 'limits')),
    perPort: readLimits(child(field, 'per_port')),
    bytes: { tcp: optional(child(child(field, 'bytes'), 'tcp'), readByteLimit) },
  };
}

function readBans(field: Field): Bans {
  return {
    signature: optional(child(field, 'signature'), timed),
    flood: optional(child(field, 'flood'), readRateBan),
    challenged: optional(child(field, 'challenged'), readRateBan),
    refused: optional(child(field, 'refused'), readRateBan),
    again: optional(child(field, 'again'), readBanAgain),
  };
}

const timed = (field: Field) => ({ time: readTimeout(field), path: field.path });

function readRateBan(field: Field): RateBan {
  const { rate, burst } = readRate(required(field, 'over'));
  return { rate, burst, time: readTimeout(required(field, 'for')), path: field.path };
}

const week = 604_800_000 as Milliseconds;

const readBanAgain = (field: Field): BanAgain => ({
  times: items(required(field, 'for')).map(readTimeout),
  within: optional(child(field, 'within'), readTimeout) ?? week,
  path: field.path,
});

/** The schema has the form. */
function readMemory(field: Field): number {
  const [, count = '0', unit] = /^(\d+) ?([MG])iB$/.exec(textOf(field) ?? '') ?? [];
  return Number(count) * 1024 ** (unit === 'G' ? 3 : 2);
}

function readSizes(field: Field): Sizes {
  return {
    sources: readCount(required(field, 'sources')),
    subnets: readCount(required(field, 'subnets')),
    banned: readCount(required(field, 'banned')),
    called: readCount(required(field, 'called')),
    known: readCount(required(field, 'known')),
    asked: readCount(required(field, 'asked')),
  };
}
