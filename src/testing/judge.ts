import { type Address, addressText } from '../net/address.js';
import { type Between, type TestedSet, type TestStep, testedSets } from '../policy/policy-test.js';
import type { Failure } from './outcome.js';
import type { Played } from './play.js';
import { whyOf } from './why.js';

/** What a step expected and did not get. */
export function judge(
  testStep: TestStep,
  played: Played,
  step: number,
  rules: ReadonlySet<string>,
): readonly Failure[] {
  const { expect } = testStep;
  const failure = (what: Failure['what'], more: Omit<Failure, 'step' | 'what' | 'path'>): Failure => ({
    step,
    what,
    path: [...expect.path, what],
    ...more,
    why: whyOf(testStep, { what, ...more }),
  });
  const counted = (what: 'delivered' | 'dropped', got: number): readonly Failure[] => {
    const wanted = expect[what];
    if (wanted === undefined || (got >= wanted.least && got <= wanted.most)) return [];
    const isDelivered = what === 'delivered';
    const packet = got > wanted.most ? played.surplus(isDelivered) : played.first(!isDelivered);
    return [failure(what, { expected: betweenText(wanted), got: `${got} of ${played.sent}`, packet })];
  };
  return [
    ...counted('delivered', played.delivered),
    ...counted('dropped', played.sent - played.delivered),
    ...testedSets.flatMap((set) => {
      const wrong = wrongIn(set, expect.sets[set], played);
      if (wrong === undefined) return [];
      const packet = expect.sets[set] === false ? (played.entered(set) ?? played.last) : played.last;
      return [failure(set, { expected: String(expect.sets[set]), got: wrong, packet })];
    }),
    ...ruleFailure(expect.rule, played, rules).map((more) => failure('rule', more)),
  ];
}

/** In words, where a source is in a set and should not be, or the other way about. */
function wrongIn(set: TestedSet, wanted: boolean | undefined, played: Played): string | undefined {
  if (wanted === undefined) return undefined;
  const wrong = played.peers.filter((peer) => played.isIn(set, peer) !== wanted);
  const [one] = wrong;
  if (one === undefined) return undefined;
  return played.peers.length === 1 ? String(!wanted) : `${!wanted} for ${some(one, wrong.length, played)}`;
}

const some = (one: Address, wrong: number, { peers }: Played): string =>
  `${wrong} of ${peers.length} sources, ${addressText(one)} the first`;

function ruleFailure(wanted: string | undefined, played: Played, rules: ReadonlySet<string>) {
  if (wanted === undefined || played.decided(wanted)) return [];
  const { decider, last: packet } = played;
  const got = rules.has(wanted) ? decider : `${decider}; no rule has that id`;
  return [{ expected: wanted, got, packet }];
}

const betweenText = ({ least, most }: Between): string =>
  least === most ? String(least) : `${least}..${most}`;
