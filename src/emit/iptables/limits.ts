import type { Family } from '../../net/address.js';
import { type RateUnit, seconds } from '../../net/units.js';
import type { RuleId } from '../../ruleset/ids.js';
import type { Side } from '../../ruleset/match.js';
import type { Algorithm, LearnedSet, Meter, MeterKey } from '../../ruleset/ruleset.js';
import { notLegalized, prefixLength } from '../not-legalized.js';
import { powerOfTwo } from '../numbers.js';
import { type Fragment, type Place, word } from './dialect.js';

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
function hashlimitMatch(
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

type Window = Extract<Algorithm, { kind: 'window' }>;

const recentMasks: { readonly [F in Family]: { readonly [K in 'source' | 'subnet' | 'all']: string } } = {
  ipv4: { source: '255.255.255.255', subnet: '255.255.255.0', all: '0.0.0.0' },
  ipv6: { source: 'ffff:ffff:ffff:ffff::', subnet: 'ffff:ffff:ffff::', all: '::' },
};

/** The packets that find `count` others before them in the span. Looking does not write this packet down. */
function overWindow(window: Window, meter: Meter, place: Place): string {
  return `-m recent ${look(window)} ${table(meter, place)}`;
}

/** The other packets, each written down as it passes. */
function withinWindow(window: Window, meter: Meter, place: Place): string {
  return `-m recent ! ${look(window)} ${table(meter, place)} ${writeDown(meter, place)}`;
}

function look({ count, span }: Window): string {
  return `--rcheck --seconds ${seconds(span)} --hitcount ${count}`;
}

/** Always matches, and writes the packet down. */
function writeDown(meter: Meter, place: Place): string {
  return `-m recent --set ${table(meter, place)}`;
}

/** `/proc/net/xt_recent` has it under this name. A list has the mask of its first rule, so each family has its own. */
export function noteDown(id: RuleId, side: Side, { family, dialect }: Place): string {
  const mask = dialect.recentMask ? ` --mask ${recentMasks[family].source}` : '';
  const name = word(`vg-${id}-${family === 'ipv4' ? '4' : '6'}`);
  return `-m recent --set --name ${name}${mask} ${side === 'source' ? '--rsource' : '--rdest'}`;
}

type OneEntry = Pick<LearnedSet, 'name' | 'timeout'>;
const oneEntry = ({ name }: OneEntry, family: Family): string =>
  `--name ${word(name)} --mask ${recentMasks[family].all} --rsource`;

/** Whether the one entry of the list was written down within the time of the set. The mask makes all addresses one. */
export const standing = (set: OneEntry, negate: boolean, family: Family): string =>
  `-m recent ${negate ? '! ' : ''}--rcheck --seconds ${seconds(set.timeout)} ${oneEntry(set, family)}`;

/** Always matches, so a rule without a target writes it down. */
export const begins = (set: OneEntry, family: Family): string => `-m recent --set ${oneEntry(set, family)}`;

function table({ id, name, key }: Meter, { family, dialect }: Place): string {
  const mask = (width: keyof (typeof recentMasks)[Family]) =>
    dialect.recentMask ? ` --mask ${recentMasks[family][width]}` : '';
  switch (key) {
    case 'source':
    case 'subnet':
    case 'all':
      return `--name ${word(name)}${mask(key)} --rsource`;
    case 'destination':
      return `--name ${word(name)}${mask('source')} --rdest`;
    case 'both':
    case 'port':
      return notLegalized(`${id}: recent counts one address`);
  }
}

export function limitFragment(meter: Meter, place: Place): Fragment {
  const { algorithm, sense } = meter;
  switch (algorithm.kind) {
    case 'bucket':
    case 'bytes':
      return { match: hashlimitMatch(meter, algorithm, place.family) };
    case 'window':
      return { match: (sense === 'over' ? overWindow : withinWindow)(algorithm, meter, place) };
  }
}

/** What a line without a target has to do with the packets that a window did not refuse: write them down. */
export function afterLimit(meter: Meter, place: Place): Fragment | undefined {
  if (meter.algorithm.kind !== 'window' || meter.sense === 'within') return undefined;
  return { match: writeDown(meter, place) };
}
