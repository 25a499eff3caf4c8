import { cidrs } from '../../net/cidrs.js';
import type { Family } from '../../net/family.js';
import type {
  ClockSet,
  ConnectionTable,
  LearnedSet,
  Meter,
  SetDeclaration,
  StaticSet,
} from '../../ruleset/ruleset.js';
import { concrete } from '../family.js';
import { joinMany } from '../join-many.js';
import { addressKey, addressType } from './address.js';
import { identifier } from './identifier.js';
import { bucket, bucketText } from './limit.js';
import { nftTime } from './time.js';

const ELEMENTS_PER_LINE = 6;

export function declareSet(set: SetDeclaration): string {
  switch (set.kind) {
    case 'static':
      return declareStatic(set);
    case 'learned':
      return declareLearned(set);
    case 'clock':
      return declareClock(set);
  }
}

/** Single addresses go to a hash; a network needs the interval kind, which is slower to load and to search. */
function declareStatic({ id, name, family, addresses }: StaticSet): string {
  const { text, interval } = elements(cidrs(addresses, concrete(family, id)));
  return block('set', name, [
    `type ${addressType[concrete(family, id)]}`,
    ...(interval ? ['flags interval'] : []),
    ...(text === '' ? [] : [`elements = {\n\t\t\t${text}\n\t\t}`]),
  ]);
}

function declareLearned({ id, name, family, size, timeout, spares }: LearnedSet): string {
  return block('set', name, [
    `type ${addressType[concrete(family, id)]}`,
    `size ${size}`,
    'flags dynamic,timeout',
    `timeout ${nftTime(timeout)}`,
    ...(spares === undefined ? [] : [`limit ${bucketText('over', spares)}`]),
  ]);
}

const everything: { readonly [F in Family]: string } = { ipv4: '0.0.0.0/0', ipv6: '::/0' };

/** The kernel takes the one element away when its time is over. */
function declareClock({ id, name, family, lasts }: ClockSet): string {
  const of = concrete(family, id);
  return block('set', name, [
    `type ${addressType[of]}`,
    'flags interval,timeout',
    `elements = { ${everything[of]} timeout ${nftTime(lasts)} }`,
  ]);
}

/** One bucket for all packets is a named limit; a bucket for each address is a set that rules fill. */
export function declareMeter(meter: Meter): string {
  if (meter.key === 'all') return block('limit', meter.name, [bucket(meter)]);
  return block('set', meter.name, [
    `type ${addressKey(concrete(meter.family, meter.id), meter.key).type}`,
    `size ${meter.size}`,
    'flags dynamic,timeout',
    `timeout ${nftTime(meter.expire)}`,
  ]);
}

/** No timeout: an element goes when the last of its connections has gone. */
export function declareTable({ id, name, family, key, size }: ConnectionTable): string {
  return block('set', name, [
    `type ${addressKey(concrete(family, id), key).type}`,
    `size ${size}`,
    'flags dynamic',
  ]);
}

function block(noun: string, name: string, lines: readonly string[]): string {
  return `\t${noun} ${identifier(name)} {\n${lines.map((line) => `\t\t${line}\n`).join('')}\t}\n`;
}

/** Some on each line, and whether one of them is a network. */
function elements(entries: Iterable<string>) {
  let interval = false;
  function* lines(): Generator<string> {
    let line: string[] = [];
    for (const entry of entries) {
      interval ||= entry.includes('/');
      if (line.push(entry) < ELEMENTS_PER_LINE) continue;
      yield line.join(', ');
      line = [];
    }
    if (line.length > 0) yield line.join(', ');
  }
  const { text } = joinMany(lines(), ',\n\t\t\t');
  return { text, interval };
}
