import type { Family } from '../../net/family.js';
import type { RateUnit } from '../../net/units.js';
import type { Algorithm, Meter, MeterKey } from '../../ruleset/ruleset.js';
import { prefixLength } from '../family.js';
import { powerOfTwo } from '../power-of-two.js';
import { word } from './word.js';

/** Entries in one hash bucket when the table is full. */
const LOAD = 4;

/**
 * `--hashlimit-htable-expire` is a number of 32 bits, in milliseconds: 49 days. Every bucket is full again after a day
 * at most (VG339), so an idle entry that goes sooner than asked changes nothing.
 */
const LONGEST_EXPIRE = 2 ** 32 - 1;

const unitText: { readonly [U in RateUnit]: string } = {
  second: 'sec',
  minute: 'min',
  hour: 'hour',
  day: 'day',
};
const modes: { readonly [K in Exclude<MeterKey, 'all'>]: string } = {
  source: 'srcip',
  port: 'srcip,srcport',
  subnet: 'srcip',
  destination: 'dstip',
  both: 'srcip,dstip',
};

/**
 * Options in the order of iptables-save. When the table is full, the match drops a new source's packet itself, in
 * either sense and without a count at the rule (`hotdrop` in xt_hashlimit.c; measured on 6.18).
 */
export function hashlimitMatch(
  meter: Meter,
  algorithm: Extract<Algorithm, { kind: 'bucket' | 'bytes' }>,
  family: Family,
): string {
  return [
    '-m hashlimit',
    ...rateWords(meter.sense === 'over' ? 'above' : 'upto', algorithm),
    ...(meter.key === 'all' ? [] : [`--hashlimit-mode ${modes[meter.key]}`]),
    `--hashlimit-name ${word(meter.name)}`,
    ...(meter.key === 'all' ? [] : tableSize(meter)),
    `--hashlimit-htable-expire ${Math.min(meter.expire, LONGEST_EXPIRE)}`,
    ...masks(meter.key, family),
  ].join(' ');
}

function rateWords(
  sense: 'above' | 'upto',
  algorithm: Extract<Algorithm, { kind: 'bucket' | 'bytes' }>,
): readonly string[] {
  switch (algorithm.kind) {
    case 'bucket': {
      const { rate, burst } = algorithm;
      return [`--hashlimit-${sense} ${rate.count}/${unitText[rate.unit]}`, `--hashlimit-burst ${burst}`];
    }
    case 'bytes': {
      const { perSecond, burst } = algorithm;
      // The first second's worth is there without being asked for; less than a second's worth is refused as a burst.
      const more = burst - perSecond;
      return [
        `--hashlimit-${sense} ${bytesWords(perSecond)}/s`,
        ...(more > 0 ? [`--hashlimit-burst ${bytesWords(more)}`] : []),
      ];
    }
  }
}

/** As iptables-save prints it. */
function bytesWords(bytes: number): string {
  if (bytes % 1_048_576 === 0) return `${bytes / 1_048_576}mb`;
  return bytes % 1_024 === 0 ? `${bytes / 1_024}kb` : `${bytes}b`;
}

function tableSize({ size }: Meter): readonly string[] {
  return [`--hashlimit-htable-size ${powerOfTwo(size / LOAD)}`, `--hashlimit-htable-max ${size}`];
}

/** iptables-save leaves out a mask that is the whole address. */
function masks(key: MeterKey, family: Family): readonly string[] {
  const { source, subnet } = prefixLength[family];
  const mask = (side: 'src' | 'dst', length: number) =>
    length === 32 ? [] : [`--hashlimit-${side}mask ${length}`];
  switch (key) {
    case 'source':
    case 'port':
      return mask('src', source);
    case 'destination':
      return mask('dst', source);
    case 'both':
      return [...mask('src', source), ...mask('dst', source)];
    case 'subnet':
      return mask('src', subnet);
    case 'all':
      return [];
  }
}
