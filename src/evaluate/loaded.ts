import type { Family } from '../net/address.js';
import type { ChainId } from '../ruleset/ids.js';
import type { Holding, Hook, Rule, Ruleset } from '../ruleset/ruleset.js';
import { compileAction } from './actions.js';
import { type Builder, builderFor, freshState, type State } from './builder.js';
import { nftEngine, xtEngine } from './engine.js';
import type { FlowTable } from './flow-table.js';
import type { LearnedTable } from './learned-table.js';
import { compileMatch } from './matches.js';
import type { BackendRules, EvaluatorOptions } from './options.js';
import type { CompiledRule, Stage, Step } from './program.js';
import { Searcher } from './search.js';

/** The chains at which the kernel begins, for packets of one family. */
export type Program = ReadonlyMap<Hook, Step>;

/** The rules of a ruleset that a packet of the family can meet; those of the other family say so and are left out. */
function compileChains(
  ruleset: Ruleset,
  family: Family,
  tools: Pick<Builder, 'engine' | 'searcher'>,
  state: State,
): Program {
  const steps = new Map<ChainId, Step>(ruleset.chains.map(({ id }) => [id, { id, rules: [] }]));
  const builder = builderFor(ruleset, tools, state, steps);
  for (const { id, rules } of ruleset.chains) {
    const here = rules.filter((rule) => rule.family === 'any' || rule.family === family);
    builder.find.chain(id).rules = here.map((rule) => compileRule(rule, builder));
  }
  return new Map(
    ruleset.chains.flatMap(({ id, hook }) => (hook === undefined ? [] : [[hook, builder.find.chain(id)]])),
  );
}

function compileRule(rule: Rule, builder: Builder): CompiledRule {
  return {
    rule,
    tests: rule.matches.map((match) => compileMatch(match, builder)),
    act: compileAction(rule.action, builder),
    refuses: refuses(rule),
    through: rule.action.kind === 'jump' ? builder.find.chain(rule.action.chain) : undefined,
  };
}

const refuses = ({ action }: Rule): boolean => action.kind === 'goto' && action.counted === true;

/** A hook at which the kernel calls a chain of ours. */
export interface Entrance {
  readonly hook: Stage['hook'];
  readonly start: Step;
}

/**
 * Which hooks a packet comes to. Loopback is no device that a policy names, and what leaves passes `output` alone; what is forwarded, whoever
 * sends it, comes in and goes out and is never for this host.
 */
export type Way = 'in' | 'loopback' | 'out' | 'forwarded';

/** The rules as packets of one family meet them, and what they remember. */
export interface Loaded {
  readonly entrances: { readonly [W in Way]: readonly Entrance[] };
  /** The sets behind a name of the policy's own ruleset, with the nanoseconds that a time of one of them lasts. */
  readonly learned: (name: Holding) => readonly LearnedTable[];
}

/** The order in which a packet comes to them. */
const order: { readonly [W in Way]: readonly Stage['hook'][] } = {
  in: ['ingress', 'prerouting', 'search', 'searched', 'input'],
  loopback: ['prerouting', 'search', 'searched', 'input'],
  out: ['output'],
  forwarded: [
    'ingress',
    'prerouting',
    'search',
    'searched',
    'passing',
    'search passing',
    'passed',
    'forward',
  ],
};

/** Loads the rules of a backend. What nftables remembers is one for both families, where the rules say so. */
export function loadRules(
  rules: BackendRules,
  options: EvaluatorOptions,
  flows: FlowTable,
): { readonly [F in Family]: Loaded } {
  const searcher = new Searcher();
  switch (rules.backend) {
    case 'iptables':
      return { ipv4: loadXt(rules.ipv4, 'ipv4'), ipv6: loadXt(rules.ipv6, 'ipv6') };
    case 'nftables':
      return loadNft(rules);
  }

  function loadXt(ruleset: Ruleset, family: Family): Loaded {
    const engine = xtEngine(options, ruleset);
    const state = freshState(ruleset, engine, flows);
    const program = compileChains(ruleset, family, { engine, searcher }, state);
    return { entrances: entrances(program), learned: (name) => timedTables(state.learned, name) };
  }

  function loadNft({ ruleset, companion }: Extract<BackendRules, { backend: 'nftables' }>) {
    const state = freshState(ruleset, nftEngine, flows);
    const of = (family: Family): Loaded => {
      const program = compileChains(ruleset, family, { engine: nftEngine, searcher }, state);
      const search = companion === undefined ? [] : searches(companion[family], family);
      const digit = family === 'ipv4' ? '4' : '6';
      return {
        entrances: entrances(new Map([...program, ...search])),
        learned: (name) => timedTables(state.learned, `${name}${digit}`),
      };
    };
    return { ipv4: of('ipv4'), ipv6: of('ipv6') };
  }

  function searches(ruleset: Ruleset, family: Family): readonly (readonly [Search, Step])[] {
    const engine = xtEngine(options, ruleset);
    const program = compileChains(ruleset, family, { engine, searcher }, freshState(ruleset, engine, flows));
    return [...program].map(([hook, start]) => [hook === 'passing' ? 'search passing' : 'search', start]);
  }
}

type Search = Exclude<Stage['hook'], Hook>;

function entrances(program: ReadonlyMap<Stage['hook'], Step>): Loaded['entrances'] {
  const of = (way: Way) =>
    order[way].flatMap((hook): readonly Entrance[] => {
      const start = program.get(hook);
      return start === undefined ? [] : [{ hook, start }];
    });
  return { in: of('in'), loopback: of('loopback'), out: of('out'), forwarded: of('forwarded') };
}

/** Where a set has one time for all entries, each time has a set beside it: `banned.86400`. */
function timedTables(learned: ReadonlyMap<string, LearnedTable>, id: string): readonly LearnedTable[] {
  return [...learned].flatMap(([other, table]) =>
    other === id || (other.startsWith(`${id}.`) && /^\.\d+$/.test(other.slice(id.length))) ? [table] : [],
  );
}
