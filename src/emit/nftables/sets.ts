import type { Family } from '../../net/address.js';
import type { AddressSet } from '../../net/address-set.js';
import { cidrs } from '../../net/cidrs.js';
import type { Count, Rate } from '../../net/units.js';
import type { Side } from '../../ruleset/match.js';
import type {
  ClockSet,
  ConnectionTable,
  LearnedSet,
  Meter,
  NotedSet,
  SetDeclaration,
  StaticSet,
} from '../../ruleset/ruleset.js';
import { counts, means } from '../legend.js';
import { isLong, joinMany, type LongList } from '../long-lists.js';
import { concrete, notLegalized } from '../not-legalized.js';
import { addressExpression, addressKey, addressType, type Key, type Width } from './fields.js';
import { body, declaration, further } from './fold.js';
import { identifier, indent, nftQuote, nftTime } from './spelling.js';

/** `rate over 5/second burst 10 packets` */
function bucket({ id, algorithm, sense }: Meter): string {
  switch (algorithm.kind) {
    case 'window':
      return notLegalized(`${id} is a window, which nft does not have`);
    case 'bytes':
      return byteText(sense, algorithm);
    case 'bucket':
      return bucketText(sense, algorithm);
  }
}

/** The kernel's bucket holds what a second gives beside the burst (nft_limit.c), so that much less is written. */
function byteText(
  sense: Meter['sense'],
  { perSecond, burst }: { readonly perSecond: number; readonly burst: number },
): string {
  const more = burst - perSecond;
  const over = sense === 'over' ? 'over ' : '';
  return `rate ${over}${bytesWords(perSecond)}/second${more > 0 ? ` burst ${bytesWords(more)}` : ''}`;
}

/** As nft lists it: in the largest unit that leaves no fraction. */
function bytesWords(bytes: number): string {
  if (bytes % 1_048_576 === 0) return `${bytes / 1_048_576} mbytes`;
  return bytes % 1_024 === 0 ? `${bytes / 1_024} kbytes` : `${bytes} bytes`;
}

function bucketText(
  sense: Meter['sense'],
  { rate, burst }: { readonly rate: Rate; readonly burst: Count },
): string {
  const over = sense === 'over' ? 'over ' : '';
  return `rate ${over}${rateText(rate)} burst ${burst} packets`;
}

const rateText = ({ count, unit }: Rate): string => `${count}/${unit}`;

/** Charges the bucket. A bucket of its own for each key is an element of a dynamic set; `update` starts its timeout anew. */
export function limitMatch(meter: Meter): string {
  if (meter.key === 'all') return `limit name ${nftQuote(identifier(meter.name))}`;
  const { expression } = addressKey(concrete(meter.family, meter.id), meter.key);
  return `update @${identifier(meter.name)} { ${expression} limit ${bucket(meter)} }`;
}

/**
 * A full set takes no new element, and the statement that would add one does not match. Where a new source must
 * match nevertheless, it is known by not being in the set. The lookup charges nothing: only an element that is
 * found is evaluated (nft_lookup of kernels 5.10 to 6.18), in 4.18 and 5.4 none.
 */
export function fullMatch(meter: Meter): string | undefined {
  const missed = meter.sense === 'over' ? 'closed' : 'open';
  if (meter.key === 'all' || meter.whenFull !== missed) return undefined;
  const { expression } = addressKey(concrete(meter.family, meter.id), meter.key);
  return `${expression} != @${identifier(meter.name)}`;
}

const ELEMENTS_PER_LINE = 6;

/** The lists that are `leftOut` are declared without their elements. */
export function declareSet(set: SetDeclaration, leftOut: readonly LongList[]): string {
  switch (set.kind) {
    case 'static':
      return declareStatic(
        set,
        leftOut.some(({ name }) => name === set.name),
      );
    case 'fetched':
      return declaration(
        'set',
        set.name,
        [`type ${addressType[concrete(set.family, set.id)]}`, ...(set.hosts ? [] : ['flags interval'])],
        means(set),
      );
    case 'learned':
      return declareLearned(set);
    case 'clock':
      return declareClock(set);
    case 'noted':
      return declareNoted(set);
  }
}

/**
 * Single addresses go to a hash; a network needs the interval kind, which is slower to load and to search. A long list is
 * `constant`: while a rule uses it, the kernel lets nobody add or delete an element (EBUSY), so that one that stands is known to
 * be what was loaded, without listing it, which takes longer than loading.
 */
function declareStatic(set: StaticSet, bare: boolean): string {
  const { name, addresses } = set;
  const family = concrete(set.family, set.id);
  const text = bare ? '' : elementLines(cidrs(addresses, family));
  const interval = hasNetwork(addresses, family);
  const flags = [...(isLong(set) ? ['constant'] : []), ...(interval ? ['interval'] : [])];
  const first = [`type ${addressType[family]}`, ...(flags.length > 0 ? [`flags ${flags.join(',')}`] : [])];
  const elements = text === '' ? [] : [`elements = { ${text} }`];
  if (!isLong(set) && !text.includes('\n'))
    return declaration('set', name, [...first, ...elements], means(set));
  const lines = text === '' ? first : [...first, `elements = {\n${further}${text}\n${body}}`];
  return `${indent}set ${identifier(name)} {  # ${means(set)}\n${lines.map((line) => `${body}${line}\n`).join('')}${indent}}\n`;
}

/** What a set of addresses is asked by. Learned sources are whole in IPv4, a /64 in IPv6; with a port, whole in both. */
export function setKey(set: SetDeclaration, side: Side): Key {
  const family = concrete(set.family, set.id);
  const type = addressType[family];
  if (set.kind === 'learned' && set.key === 'port') {
    const port = side === 'source' ? 'sport' : 'dport';
    return {
      type: `${type} . inet_service`,
      expression: `${addressExpression(family, side, 'full')} . th ${port}`,
    };
  }
  return { type, expression: addressExpression(family, side, widthOf(set)) };
}

function widthOf(set: SetDeclaration): Width {
  if (set.kind === 'learned' && set.key === 'all') return 'none';
  if (set.kind === 'learned' && set.key === 'subnet') return 'subnet';
  return set.kind === 'learned' || set.kind === 'noted' ? 'source' : 'full';
}

function declareLearned(set: LearnedSet): string {
  const { name, size, timeout, spares } = set;
  const parts = [
    `type ${setKey(set, 'source').type}`,
    `size ${size}`,
    'flags dynamic,timeout',
    `timeout ${nftTime(timeout)}`,
    ...(spares === undefined ? [] : [`limit ${bucketText('over', spares)}`]),
  ];
  return declaration('set', name, parts, means(set));
}

function declareNoted(set: NotedSet): string {
  const { id, name, family, size, timeout } = set;
  const type = `type ${addressType[concrete(family, id)]} . mark`;
  const parts = [type, `size ${size}`, 'flags dynamic,timeout', `timeout ${nftTime(timeout)}`];
  return declaration('set', name, parts, means(set));
}

const everything: { readonly [F in Family]: string } = { ipv4: '0.0.0.0/0', ipv6: '::/0' };

/** The kernel takes the one element away when its time is over. */
function declareClock(set: ClockSet): string {
  const of = concrete(set.family, set.id);
  const parts = [
    `type ${addressType[of]}`,
    'flags interval,timeout',
    `elements = { ${everything[of]} timeout ${nftTime(set.lasts)} }`,
  ];
  return declaration('set', set.name, parts, means(set));
}

/** One bucket for all packets is a named limit; a bucket for each address is a set that rules fill. */
export function declareMeter(meter: Meter): string {
  if (meter.key === 'all') return declaration('limit', meter.name, [bucket(meter)], counts(meter));
  const parts = [
    `type ${addressKey(concrete(meter.family, meter.id), meter.key).type}`,
    `size ${meter.size}`,
    'flags dynamic,timeout',
    `timeout ${nftTime(meter.expire)}`,
  ];
  return declaration('set', meter.name, parts, `${amount(meter)}${counts(meter)}`);
}

const amount = (meter: Meter): string =>
  meter.algorithm.kind === 'window' ? '' : `${bucket(meter).replace(/^rate (?:over )?| packets$/g, '')}: `;

/** No timeout: an element goes when the last of its connections has gone. */
export function declareTable(table: ConnectionTable): string {
  const { id, name, family, key, size, most } = table;
  const parts = [`type ${addressKey(concrete(family, id), key).type}`, `size ${size}`, 'flags dynamic'];
  return declaration('set', name, parts, `at most ${most} open: ${counts(table)}`);
}

/** Whether not all of them are single addresses: ranges that touch are one. */
function hasNetwork(addresses: AddressSet, family: Family): boolean {
  return family === 'ipv4'
    ? addresses.ipv4.some((edge, i, edges) => i % 2 === 1 && edge - (edges[i - 1] ?? edge) > 1)
    : addresses.ipv6.some((edge, i, edges) => i % 2 === 1 && edge - (edges[i - 1] ?? edge) > 1n);
}

/** Some on each line. */
function elementLines(entries: Iterable<string>): string {
  function* lines(): Generator<string> {
    let line: string[] = [];
    for (const entry of entries) {
      if (line.push(entry) < ELEMENTS_PER_LINE) continue;
      yield line.join(', ');
      line = [];
    }
    if (line.length > 0) yield line.join(', ');
  }
  return joinMany(lines(), `,\n${further}`).text;
}
