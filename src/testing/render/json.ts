import type { Location } from '../../diagnostics/position.js';
import { visibleJson } from '../../diagnostics/visible.js';
import { type ToldFailure, type ToldTest, unplayedText } from '../outcome.js';
import { countTests } from './sentences.js';

/** For programs. Keys are added in later versions, never renamed or removed; control characters are `\uXXXX`. */
export function renderJson(tests: readonly ToldTest[]): string {
  const document = {
    version: 1,
    tests: tests.map(testJson),
    summary: countTests(tests),
  };
  return visibleJson(`${JSON.stringify(document, undefined, 2)}\n`);
}

const testJson = ({ name, backend, profile, location, failures, unplayed }: ToldTest) => ({
  ...{ name, backend, profile: profile ?? null },
  passed: failures.length === 0 && unplayed === undefined,
  skipped: unplayed === undefined ? null : unplayedText(unplayed),
  place: placeJson(location),
  failures: failures.map(failureJson),
});

const failureJson = ({ step, what, expected, got, location, packet }: ToldFailure) => ({
  ...{ step: step + 1, what, expected, got, place: placeJson(location) },
  packet: packet === undefined ? null : packetJson(packet),
});

const packetJson = ({ number, at, peer, delivered, rule }: NonNullable<ToldFailure['packet']>) => ({
  ...{ number, at, peer, delivered },
  rule: ruleJson(rule),
});

const ruleJson = (rule: NonNullable<ToldFailure['packet']>['rule']) =>
  rule === undefined ? null : { id: rule.id, place: placeJson(rule.location) };

const placeJson = (location: Location | undefined) =>
  location === undefined
    ? null
    : { path: location.path, line: location.start.line, column: location.start.column };
