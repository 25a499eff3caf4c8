import type { LearnedSet } from '../../ruleset/ruleset.js';
import { concrete, prefixLength } from '../family.js';
import { powerOfTwo } from '../power-of-two.js';
import { seconds } from '../seconds.js';
import { family as familyWord } from './family.js';
import { setName } from './set-name.js';

/**
 * An ipset does not grow when rules add to it (measured on 6.18: of 60,000 entries a hashsize of 1,024 kept 12,288,
 * 16,384 kept 59,997), so its hash is made for all the entries it may hold.
 */
const LOAD = 4;

export function learnedLines({ id, name, family, size, timeout, key }: LearnedSet): readonly string[] {
  const of = concrete(family, id);
  const netmask = of === 'ipv6' ? ` netmask ${prefixLength.ipv6.source}` : '';
  const table = `hashsize ${powerOfTwo(size / LOAD)} maxelem ${size}`;
  if (key === 'port')
    return [
      `create ${setName(name)} hash:ip,port family ${familyWord[of]} ${table} timeout ${seconds(timeout)} -exist`,
    ];
  return [
    `create ${setName(name)} hash:ip family ${familyWord[of]} ${table}${netmask} timeout ${seconds(timeout)} -exist`,
  ];
}
