import type { PolicyPath } from '../policy/path.js';
import { type ChainId, chainId, type RuleId, ruleId, wouldSuffix } from '../ruleset/ids.js';
import type { Side } from '../ruleset/match.js';
import { keepReachable } from '../ruleset/reachable.js';
import { isFinal } from '../ruleset/references.js';
import type { Action, Chain, Rule, Ruleset } from '../ruleset/ruleset.js';
import { chains as names, sets } from './names.js';
import { isBan } from './noted.js';
import { waits } from './remember.js';

const origin: PolicyPath = ['sip', 'known'];

/** What would have been refused whole, and what finds no place in `taint`. */
const unheard = chainId('observed.refused');
const unteachable = chainId('observed.taint.full');

export const isEndOfObserving = (id: ChainId): boolean => id === unheard || id === unteachable;

/**
 * The rules of a policy that refuse nothing but the blocked: every rule that would refuse or ban says so and lets the packet go on to
 * the next one, so that it is remembered, and its answer teaches, as if it had passed. What is refused whatever it asks (a dropped
 * method, a closed port) passes too; in the lanes it spoils the 200 that it may earn, since in force it would never have had one.
 * What `holds` names stays as it is.
 * A pure function of what `lower` and `noteRefusing` made, so that it follows whatever they say.
 */
export function observing(ruleset: Ruleset, holds: (rule: Rule) => boolean = () => false): Ruleset {
  const taints = ruleset.sets.some(({ id }) => id === sets.taint);
  // At the devices only bans are met, sooner than elsewhere.
  const here = ruleset.chains.filter(({ hook }) => hook !== 'ingress');
  const all = here.map((chain) => observed(chain, taints, holds));
  const more = taints ? { unreadable: unheard, chains: [...all, ...tainting()] } : { chains: all };
  return keepReachable({ ...ruleset, devices: [], ...more });
}

/** One chain of it, with an end of its own where the last rule had been one that refuses everything. */
function observed(chain: Chain, taints: boolean, holds: (rule: Rule) => boolean): Chain {
  const rules = chain.rules.flatMap((rule) => (holds(rule) ? [rule] : observedRule(rule)));
  const last = rules.at(-1);
  const ends = last !== undefined && last.matches.length === 0 && isFinal(last.action);
  const end: Rule = {
    id: ruleId(`${chain.id}.observed`),
    family: 'any',
    matches: [],
    action: taints && spoils(chain.id) ? { kind: 'goto', chain: unheard } : { kind: 'pass' },
    origin,
  };
  return { ...chain, rules: ends ? rules : [...rules, end] };
}

/** A response is no request, and earns no 200. */
const spoils = (id: ChainId): boolean => id.startsWith('strangers.') && id !== names.response;

function observedRule(rule: Rule): readonly Rule[] {
  const { action, noted, shortcut } = rule;
  if (shortcut || action.kind === 'log') return [];
  const banned = whomABanEnds(rule);
  if (banned !== undefined) return [would({ ...rule, noted: noted ?? banned })];
  // While sip.learn runs, some only say so already.
  if (noted !== undefined) return [action.kind === 'count' ? rule : would(rule)];
  if (action.kind === 'learn' && action.full !== undefined)
    return [{ ...rule, action: { ...action, full: unteachable } }];
  return [rule];
}

const would = (rule: Rule): Rule => ({
  ...rule,
  id: ruleId(`${rule.id}${wouldSuffix}`),
  action: { kind: 'count' },
});

/** The side of whom a rule drops because he is banned. */
function whomABanEnds({ matches, action }: Rule): Side | undefined {
  if (!isFinal(action) || action.kind === 'pass') return undefined;
  return matches.flatMap((match) =>
    match.kind === 'address' && isBan(match.set) && !match.negate ? [match.side] : [],
  )[0];
}

/** Where `taint` is full, nothing that has been asked teaches: a full set would be the way to become known. */
function tainting(): readonly Chain[] {
  const rule = (id: RuleId, action: Action): Rule => ({ id, family: 'any', matches: [], action, origin });
  const whole = (id: ChainId, rules: readonly Rule[]): Chain => ({ id, name: id, hook: undefined, rules });
  return [
    whole(unheard, [
      rule(ruleId(`${unheard}.taint`), {
        kind: 'learn',
        set: sets.taint,
        side: 'source',
        timeout: waits.taint,
        full: unteachable,
      }),
      rule(ruleId(`${unheard}.pass`), { kind: 'pass' }),
    ]),
    whole(unteachable, [
      ...([sets.asked, sets.ringing] as const).map((set) =>
        rule(ruleId(`${unteachable}.${set}`), { kind: 'forget', set, side: 'source' }),
      ),
      rule(ruleId(`${unteachable}.pass`), { kind: 'pass' }),
    ]),
  ];
}
