import { isEmpty } from '../../../net/address-set.js';
import { byteRateText } from '../../../net/byte-rate.js';
import { durationText } from '../../../net/duration.js';
import { rateText } from '../../../net/rate.js';
import { windowText } from '../../../net/window.js';
import type { MeterId, SetId, TableId } from '../../../ruleset/ids.js';
import type { Algorithm, MeterKey, Ruleset, SetDeclaration } from '../../../ruleset/ruleset.js';

/** `known (learned, at most 131072)`. */
export function setText(id: SetId, { sets }: Ruleset): string {
  const set = sets.find((one) => one.id === id);
  return set === undefined ? id : `${id} (${kindOf(set)})`;
}

function kindOf(set: SetDeclaration): string {
  switch (set.kind) {
    case 'static':
      return isEmpty(set.addresses, 'ipv4') && isEmpty(set.addresses, 'ipv6')
        ? 'nobody'
        : 'as the policy lists them';
    case 'learned':
      return `learned, at most ${set.size}`;
    case 'noted':
      return `the sources that rules refuse, at most ${set.size}`;
    case 'clock':
      return `everybody, for ${durationText(set.lasts)} after the rules were loaded`;
  }
}

const shares: { readonly [K in MeterKey]: string } = {
  source: 'its source',
  port: 'its source and port',
  destination: 'its destination',
  both: 'its source and destination together',
  subnet: 'its subnet (IPv4 /24, IPv6 /48)',
  all: 'all packets together',
};

/** `it is more than 5/s burst 10 of its source (meter strangers.REGISTER)`. */
export function meterText(id: MeterId, { meters }: Ruleset): string {
  const meter = meters.find((one) => one.id === id);
  if (meter === undefined) return `the meter ${id}`;
  const is = meter.sense === 'over' ? 'it is more than' : 'it is within';
  return `${is} ${algorithmText(meter.algorithm)} of ${shares[meter.key]} (meter ${id})`;
}

function algorithmText(algorithm: Algorithm): string {
  switch (algorithm.kind) {
    case 'bucket':
      return rateText(algorithm.rate, algorithm.burst);
    case 'bytes':
      return byteRateText(algorithm);
    case 'window':
      return windowText(algorithm);
  }
}

export function tableText(id: TableId, { tables }: Ruleset): string {
  const table = tables.find((one) => one.id === id);
  return table === undefined
    ? `the connections ${id}`
    : `more than ${table.most} connections of its ${table.key} are open`;
}
