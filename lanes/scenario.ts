import type { Registrar } from './actors/registrar-protocol.js';
import { type Ruleset, rulesets } from './rulesets.js';
import { Stage } from './stage.js';

export type SizeName = 'full' | 'tenth';

/** What every size of every scenario states. */
export interface Size {
  readonly registrar: Registrar;
}

/** One trial as data: who does what, in two sizes, and what is told about it. */
export interface Scenario<S extends Size, R> {
  readonly name: string;
  readonly title: string;
  readonly sizes: Readonly<Record<SizeName, S>>;
  /** What happens, with this size's numbers: the text above the table. */
  readonly story: (size: S) => string;
  readonly policy: (size: S) => string;
  readonly play: (stage: Stage, size: S) => Promise<R>;
  /** What the table's columns show of a result. */
  readonly columns: Readonly<Record<string, (result: R) => string>>;
  /** A table with a row for each of `columns`: where there are many of them. */
  readonly turned?: boolean;
  /** All of them unless told otherwise. */
  readonly rulesets?: readonly Ruleset[];
  /** Loads the machine so little that all rulesets may be played at once. */
  readonly light: boolean;
}

/** Nothing outlives this, whatever a scenario does. */
const SECONDS = 120;

export const perform = <S extends Size, R>(
  scenario: Scenario<S, R>,
  ruleset: Ruleset,
  sizeName: SizeName,
): Promise<R> => {
  const size = scenario.sizes[sizeName];
  const setting = { ruleset, policy: scenario.policy(size), registrar: size.registrar, seconds: SECONDS };
  return Stage.with(setting, (stage) => scenario.play(stage, size));
};

/** The same scenario behind several rulesets at once: at a tenth of the size a small machine bears it. */
export async function performBeside<S extends Size, R>(
  scenario: Scenario<S, R>,
  wanted: readonly Ruleset[],
): Promise<ReadonlyMap<Ruleset, R>> {
  return new Map(
    await Promise.all(
      wanted.map(async (ruleset) => [ruleset, await perform(scenario, ruleset, 'tenth')] as const),
    ),
  );
}

/** A scenario as `npm run lanes` sees it, whatever its sizes and results are. */
export interface Playable {
  readonly name: string;
  readonly title: string;
  readonly story: string;
  readonly columns: readonly string[];
  readonly turned: boolean;
  readonly rulesets: readonly Ruleset[];
  readonly light: boolean;
  /** What vosguard's rows are compiled from. */
  readonly policies: Readonly<Record<SizeName, string>>;
  readonly row: (ruleset: Ruleset) => Promise<readonly string[]>;
}

export function playable<S extends Size, R>(scenario: Scenario<S, R>): Playable {
  const { name, title, light, columns, turned = false } = scenario;
  return {
    name,
    title,
    light,
    turned,
    story: scenario.story(scenario.sizes.full),
    policies: { full: scenario.policy(scenario.sizes.full), tenth: scenario.policy(scenario.sizes.tenth) },
    columns: Object.keys(columns),
    rulesets: scenario.rulesets ?? rulesets,
    async row(ruleset) {
      const result = await perform(scenario, ruleset, 'full');
      return Object.values(columns).map((cell) => cell(result));
    },
  };
}
