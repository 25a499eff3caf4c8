import type { AddressSet } from '../../net/address-set.js';
import { cidrs } from '../../net/cidrs.js';
import type { Family } from '../../net/family.js';
import type { StaticSet } from '../../ruleset/ruleset.js';
import { concrete } from '../family.js';
import { joinMany } from '../join-many.js';
import type { LongList } from '../long-lists.js';
import { powerOfTwo } from '../power-of-two.js';
import { family as familyWord } from './family.js';
import { halves } from './halves.js';
import { setName } from './set-name.js';

/**
 * A set that exists is accepted again only with the same maxelem. Lists grow and shrink, so all but the longest
 * have one and the same; it is a bound and costs no memory.
 */
const LEAST_MAXELEM = 2 ** 24;
const LEAST_HASHSIZE = 1024;
/** Entries in one bucket of the hash when it need not grow. */
const LOAD = 4;

export function staticLines(
  { id, name, family, addresses }: StaticSet,
  leftOut: LongList | undefined,
): readonly string[] {
  const of = concrete(family, id);
  const live = setName(name);
  const next = setName(`${name}-new`);
  const { text, count } =
    leftOut === undefined
      ? joinMany(entries(addresses, of), `\nadd ${next} `)
      : { text: '', count: leftOut.entries };
  const hashsize = Math.max(LEAST_HASHSIZE, powerOfTwo(count / LOAD));
  const maxelem = Math.max(LEAST_MAXELEM, powerOfTwo(count));
  const type = `hash:net family ${familyWord[of]} hashsize ${hashsize} maxelem ${maxelem}`;
  return [
    `create ${live} ${type} -exist`,
    // A load that broke off may have left the second one behind, half full.
    `create ${next} ${type} -exist`,
    `flush ${next}`,
    ...(text === '' ? [] : [`add ${next} ${text}`]),
    `swap ${next} ${live}`,
    `destroy ${next}`,
  ];
}

function entries(addresses: AddressSet, family: Family): Iterable<string> {
  const [first] = cidrs(addresses, family);
  return first?.endsWith('/0') ? halves[family] : cidrs(addresses, family);
}
