import type { Family } from '../../net/address.js';
import type { AddressSet } from '../../net/address-set.js';
import { cidrs } from '../../net/cidrs.js';
import { seconds } from '../../net/units.js';
import type {
  ClockSet,
  FetchedSet,
  LearnedSet,
  Ruleset,
  SetDeclaration,
  StaticSet,
} from '../../ruleset/ruleset.js';
import { header } from '../legend.js';
import { joinMany, type LongList } from '../long-lists.js';
import { concrete, notLegalized, prefixLength } from '../not-legalized.js';
import { powerOfTwo } from '../numbers.js';

const familyWord: { readonly [F in Family]: string } = { ipv4: 'inet', ipv6: 'inet6' };

/** hash:net stores no prefix of length 0, so everything is two halves. */
const halves: { readonly [F in Family]: readonly [string, string] } = {
  ipv4: ['0.0.0.0/1', '128.0.0.0/1'],
  ipv6: ['::/1', '8000::/1'],
};

/** IPSET_MAXNAMELEN is 32 with the NUL. */
const LONGEST_NAME = 31;

function setName(name: string): string {
  return /^[A-Za-z][A-Za-z0-9_.-]*$/.test(name) && name.length <= LONGEST_NAME
    ? name
    : notLegalized(`ipset would not take ${JSON.stringify(name)} for a name`);
}

/**
 * A set that exists is accepted again only with the same maxelem. Lists grow and shrink, so all but the longest
 * have one and the same; it is a bound and costs no memory.
 */
const LEAST_MAXELEM = 2 ** 24;
const LEAST_HASHSIZE = 1024;

function staticLines(
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

/** What the host has fetched stays: a set that is there is accepted as it is. */
const fetchedLines = ({ id, name, family }: FetchedSet): readonly string[] => [
  `create ${setName(name)} hash:net family ${familyWord[concrete(family, id)]} hashsize ${LEAST_HASHSIZE} maxelem ${LEAST_MAXELEM} -exist`,
];

function entries(addresses: AddressSet, family: Family): Iterable<string> {
  const [first] = cidrs(addresses, family);
  return first?.endsWith('/0') ? halves[family] : cidrs(addresses, family);
}

/**
 * An ipset does not grow when rules add to it (measured on 6.18: of 60,000 entries a hashsize of 1,024 kept 12,288,
 * 16,384 kept 59,997), so its hash is made for all the entries it may hold.
 */
const LOAD = 4;

function learnedLines({ id, name, family, size, timeout, key }: LearnedSet): readonly string[] {
  const of = concrete(family, id);
  const length = key === 'subnet' ? prefixLength[of].subnet : prefixLength[of].source;
  const netmask = length === prefixLength.ipv4.source ? '' : ` netmask ${length}`;
  const table = `hashsize ${powerOfTwo(size / LOAD)} maxelem ${size}`;
  if (key === 'port')
    return [
      `create ${setName(name)} hash:ip,port family ${familyWord[of]} ${table} timeout ${seconds(timeout)} -exist`,
    ];
  return [
    `create ${setName(name)} hash:ip family ${familyWord[of]} ${table}${netmask} timeout ${seconds(timeout)} -exist`,
  ];
}

/** The set's own time is for nothing, and always the same: ipset refuses to create a set that exists with another one. */
const ANY_TIME = 3600;

/** Everything, for so long. Loading the file again begins anew. */
function clockLines({ id, name, family, lasts }: ClockSet): readonly string[] {
  const of = concrete(family, id);
  const set = setName(name);
  return [
    `create ${set} hash:net family ${familyWord[of]} hashsize 64 maxelem 64 timeout ${ANY_TIME} -exist`,
    ...halves[of].map((half) => `add ${set} ${half} timeout ${seconds(lasts)} -exist`),
  ];
}

/**
 * The sets of both families for `ipset restore`. Fills the listed ones anew; keeps what the learned ones have learned. The lists
 * that are `leftOut` are declared without their entries, for whoever only looks at the text.
 */
export function emitIpset(rulesets: readonly Ruleset[], leftOut: readonly LongList[] = []): string {
  const [first] = rulesets;
  if (!first) return '';
  const lines = rulesets.flatMap(({ sets }) => sets.flatMap((set) => setLines(set, leftOut)));
  const instructions = [
    'Load before the rules: ipset restore < THIS_FILE',
    'Each list is built beside the old one and takes its place in one step. What rules have learned stays.',
    'A learned set whose size has changed must be destroyed first: ipset cannot change it.',
  ];
  // One join with everything in it: each step more would copy a list of a million once more.
  return [header(first, instructions).trimEnd(), ...lines, ''].join('\n');
}

function setLines(set: SetDeclaration, leftOut: readonly LongList[]): readonly string[] {
  switch (set.kind) {
    case 'static':
      return set.inline
        ? []
        : staticLines(
            set,
            leftOut.find(({ name }) => name === set.name),
          );
    case 'fetched':
      return fetchedLines(set);
    case 'learned':
      return set.recent ? [] : learnedLines(set);
    case 'clock':
      return clockLines(set);
    case 'noted':
      return notLegalized(`${set.id}: iptables notes by recent`);
  }
}
