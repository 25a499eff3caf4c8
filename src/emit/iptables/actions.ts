import type { Family } from '../../net/address.js';
import { seconds } from '../../net/units.js';
import type { SetId } from '../../ruleset/ids.js';
import type { Side } from '../../ruleset/match.js';
import type { Action, SetDeclaration } from '../../ruleset/ruleset.js';
import type { Lookup } from '../lookup.js';
import { notLegalized } from '../not-legalized.js';
import { hexMask, markBits, markField } from '../numbers.js';
import { iptablesQuote, type Place, word } from './dialect.js';
import { begins } from './limits.js';

/** Several texts are rules one after the other; the packet goes on from the first to the second. */
type Targets = string | readonly [string, ...string[]];

type ActionEmitters = {
  readonly [K in Action['kind']]: (action: Extract<Action, { kind: K }>, place: Place) => Targets;
};

const unreachable: { readonly [F in Family]: string } = {
  ipv4: 'icmp-port-unreachable',
  ipv6: 'icmp6-port-unreachable',
};

const emitters: ActionEmitters = {
  // Chains are entered by -g alone, so RETURN leads back behind the one jump from the built-in chain. ACCEPT would end INPUT, and
  // whatever others refuse behind our jump, a ban of fail2ban or a rule of the operator, would be void (docs/other-rules.md).
  pass: () => '-j RETURN',
  accept: () => '-j RETURN',
  drop: () => '-j DROP',
  reject: (_, { family }) => `-j REJECT --reject-with ${unreachable[family]}`,
  reset: () => '-j REJECT --reject-with tcp-reset',
  goto: ({ chain }, { find }) => `-g ${word(find.chain(chain).name)}`,
  jump: ({ chain }, { find }) => `-j ${word(find.chain(chain).name)}`,
  classify: () => notLegalized('iptables has no verdict map'),
  learn: ({ set, side, timeout, full }, { find, dialect, family }) => {
    const declared = find.set(set);
    if (declared.kind === 'learned' && declared.recent) return begins(declared, family);
    const entry = entryOf(set, side, find);
    const missed =
      full === undefined ? [] : [`-m set ! --match-set ${entry} -g ${word(find.chain(full).name)}`];
    return dialect.learn === 'exist'
      ? [`-j SET --add-set ${entry} --exist --timeout ${seconds(timeout)}`, ...missed]
      : [`-j SET --del-set ${entry}`, `-j SET --add-set ${entry}`, ...missed];
  },
  forget: ({ set, side }, { find }) => `-j SET --del-set ${entryOf(set, side, find)}`,
  refill: ({ meter }) => notLegalized(`hashlimit cannot refill ${meter}`),
  note: () => notLegalized('iptables notes in the rule itself, by recent'),
  // A rule without a target counts, and the packet goes on.
  count: () => '',
  log: ({ prefix }) => `-j LOG${prefix === '' ? '' : ` --log-prefix ${iptablesQuote(prefix)}`}`,
  untrack: (_, { dialect }) => dialect.untrack,
  mark: ({ mark }) => `-j MARK --set-xmark ${hexMask(markBits[mark])}/${hexMask(markField)}`,
};

const entryOf = (set: SetId, side: Side, find: Lookup): string => {
  const declared = find.set(set);
  return `${word(declared.name)} ${setFlags(declared, side)}`;
};

/** `src,src` for an address with its port. */
export function setFlags(set: SetDeclaration, side: Side): string {
  const flag = side === 'source' ? 'src' : 'dst';
  return set.kind === 'learned' && set.key === 'port' ? `${flag},${flag}` : flag;
}

export function emitAction(action: Action, place: Place): readonly [string, ...string[]] {
  // TypeScript cannot see that the key and the parameter come from the same member of the union.
  const emit = emitters[action.kind] as (action: Action, place: Place) => Targets;
  const targets = emit(action, place);
  return typeof targets === 'string' ? [targets] : targets;
}
