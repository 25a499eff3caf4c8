import type { Trace } from '../evaluate/program.js';
import type { Match } from '../ruleset/match.js';
import type { Rule } from '../ruleset/ruleset.js';
import { refusalWords } from '../testing/why.js';
import type { Explained } from './explain-packet.js';
import { spanWords } from './found-words.js';

/** What would have to change for a refused packet to get through. */
export function remedies(explained: Explained, placeOf: (rule: Rule) => string): readonly string[] {
  const { trace, later, ifKnown, ifRepeated } = explained;
  if (trace.verdict === 'delivered' || trace.rule === undefined) return [];
  return [
    `in the policy: ${inThePolicy(trace, trace.rule, placeOf(trace.rule))}`,
    ...(later === undefined ? [] : [`or in time: the same packet gets through ${spanWords(later)} later`]),
    ...(later === undefined && ifRepeated
      ? ['or by asking again: sent once more, 20 s later, it gets through, as a PBX that qualifies asks']
      : []),
    ...(ifKnown ? [bySource(explained)] : []),
  ];
}

/** What the source has to do from where it stands; over TCP nothing is learned, and who is banned may not be heard for a while. */
function bySource({ trace, wayIn }: Explained): string {
  if (wayIn === undefined)
    return 'or by its source: nothing that it sends makes it known, since neither its REGISTER nor its INVITE is heard; trusted, or apply --known with a list, lets it in';
  const when = wayIn.later >= SOON ? `, which is heard ${spanWords(wayIn.later)} later` : '';
  const banned = isBanned(trace) ? '; until then the ban holds' : '';
  return `or by its source: it gets through once the switch has answered ${wayIn.method === 'INVITE' ? 'an' : 'a'} ${wayIn.method} of it over UDP with a 200${when}${banned}`;
}

const SOON = 1_000;

/** The last match that held is what made the difference, since a rule's matches go from the coarse to the fine. */
function inThePolicy(trace: Trace, rule: Rule, place: string): string {
  const meant = refusalWords(rule);
  const last = rule.matches.findLast(({ kind }) => Object.hasOwn(byKind, kind));
  const words = last === undefined ? undefined : byKind[last.kind];
  if (last?.kind === 'contains' && last.negate)
    return `its request line names none of the domains at ${place}: with one of them, or with its source in trusted`;
  if (words !== undefined && last?.kind !== 'address') return words(place);
  if (isBanned(trace)) return `a shorter time at ${place}, or its source in trusted`;
  if (words !== undefined) return words(place);
  if (isGreeted(trace))
    return `${place} refuses the first alone: the same packet within the next two minutes gets through; a rate or allow in its place lets the first through too`;
  if (rule.id.endsWith('.outside'))
    return `${place} lists where strangers come from: its source in that list, or in trusted`;
  if (meant !== undefined) return meant;
  const refused = rule.matches.length === 0 && trace.stages.at(-1)?.hook === 'input';
  return refused
    ? `nothing opens this port to this source (${place}): a services entry with the port and from, or default: leave`
    : `${place} says that these are dropped: a rate or allow in its place lets them through`;
}

/** Only sets that forget tell how long an entry stays. */
const isBanned = ({ stages }: Trace): boolean =>
  stages.some(({ steps }) =>
    steps.some(({ met, tried }) => met && tried.some(({ found }) => found?.kind === 'entry' && found.left)),
  );

/** The greylist writes down who asks for the first time, and refuses that (`greylist` in lower/strangers-class.ts). */
const isGreeted = ({ stages, rule }: Trace): boolean =>
  rule?.id.endsWith('.first') === true &&
  stages.some(({ steps }) => steps.some(({ met, rule: { id } }) => met && id.endsWith('.greeted')));

const byKind: { readonly [K in Match['kind']]?: (place: string) => string } = {
  limit: (place) => `a higher rate or burst at ${place}`,
  connections: (place) => `more connections at ${place}`,
  larger: (place) => `more bytes at ${place}`,
  contains: (place) =>
    `the signature at ${place} is in it: without that signature, or with its source in trusted`,
  address: (place) => `its source is listed at ${place}: take it out there, or put it into trusted`,
};
