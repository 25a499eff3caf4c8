import type { Location } from '../../diagnostics/locate.js';
import { visibleJson } from '../../diagnostics/visible.js';
import type { ToldFailure, ToldTest } from '../tell.js';

/** For programs. Keys are added in later versions, never renamed or removed; control characters are `\uXXXX`. */
export function renderJson(tests: readonly ToldTest[]): string {
  const failed = tests.filter(({ failures }) => failures.length > 0).length;
  const document = {
    version: 1,
    tests: tests.map(testJson),
    summary: { passed: tests.length - failed, failed },
  };
  return visibleJson(`${JSON.stringify(document, undefined, 2)}\n`);
}

const testJson = ({ name, backend, profile, location, failures }: ToldTest) => ({
  ...{ name, backend, profile: profile ?? null, passed: failures.length === 0, place: placeJson(location) },
  failures: failures.map(failureJson),
});

const failureJson = ({ step, what, expected, got, location, packet }: ToldFailure) => ({
  ...{ step: step + 1, what, expected, got, place: placeJson(location) },
  packet: packet === undefined ? null : { ...packet, rule: ruleJson(packet.rule) },
});

const ruleJson = (rule: NonNullable<ToldFailure['packet']>['rule']) =>
  rule === undefined ? null : { id: rule.id, place: placeJson(rule.location) };

const placeJson = (location: Location | undefined) =>
  location === undefined
    ? null
    : { path: location.path, line: location.start.line, column: location.start.column };
