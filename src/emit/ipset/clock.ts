import type { ClockSet } from '../../ruleset/ruleset.js';
import { concrete } from '../family.js';
import { seconds } from '../seconds.js';
import { family as familyWord } from './family.js';
import { halves } from './halves.js';
import { setName } from './set-name.js';

/** The set's own time is for nothing, and always the same: ipset refuses to create a set that exists with another one. */
const ANY_TIME = 3600;

/** Everything, for so long. Loading the file again begins anew. */
export function clockLines({ id, name, family, lasts }: ClockSet): readonly string[] {
  const of = concrete(family, id);
  const set = setName(name);
  return [
    `create ${set} hash:net family ${familyWord[of]} hashsize 64 maxelem 64 timeout ${ANY_TIME} -exist`,
    ...halves[of].map((half) => `add ${set} ${half} timeout ${seconds(lasts)} -exist`),
  ];
}
