import type { Ruleset, SetDeclaration } from '../../ruleset/ruleset.js';
import { header } from '../header.js';
import type { LongList } from '../long-lists.js';
import { notLegalized } from '../not-legalized.js';
import { clockLines } from './clock.js';
import { learnedLines } from './learned.js';
import { staticLines } from './static.js';

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
    case 'learned':
      return learnedLines(set);
    case 'clock':
      return clockLines(set);
    case 'noted':
      return notLegalized(`${set.id}: iptables notes by recent`);
  }
}
