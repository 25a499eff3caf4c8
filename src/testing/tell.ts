import { type Location, locator } from '../diagnostics/locate.js';
import type { Place } from '../diagnostics/source.js';
import type { PolicyPath } from '../policy/path.js';
import type { DifferingPacket, Failure, TestOutcome } from './outcome.js';
import type { Unplayed } from './unplayed.js';

/** An outcome as it is printed: with places instead of paths. Texts of the policy are not escaped yet. */
export interface ToldTest {
  readonly name: string;
  readonly backend: string;
  readonly profile: string | undefined;
  readonly location: Location | undefined;
  readonly failures: readonly ToldFailure[];
  /** Why it proves nothing: it was not played, or not in its time. */
  readonly unplayed?: Unplayed | undefined;
}

export interface ToldFailure extends Omit<Failure, 'path' | 'packet'> {
  readonly location: Location | undefined;
  readonly packet: ToldPacket | undefined;
}

export interface ToldPacket extends Omit<DifferingPacket, 'rule'> {
  readonly rule: { readonly id: string; readonly location: Location | undefined } | undefined;
}

/** @param placeOf Where the policy, with the test's profile laid over it, says a value; `undefined` where it is a default. */
export function tellOutcome(
  { test, backend, failures, unplayed }: Pick<TestOutcome, 'test' | 'backend' | 'failures' | 'unplayed'>,
  placeOf: (path: PolicyPath) => Place | undefined,
): ToldTest {
  const locate = locator();
  const at = (path: PolicyPath): Location | undefined => {
    const place = placeOf(path);
    return place === undefined ? undefined : locate(place);
  };
  const toldPacket = ({ rule, ...packet }: DifferingPacket): ToldPacket => ({
    ...packet,
    rule: rule && { id: rule.id, location: at(rule.origin) },
  });
  return {
    ...{ name: test.name, backend, profile: test.profile, location: at([...test.path, 'name']) },
    unplayed,
    failures: failures.map(({ path, packet, ...failure }) => ({
      ...failure,
      location: at(path) ?? at(test.path),
      packet: packet && toldPacket(packet),
    })),
  };
}
