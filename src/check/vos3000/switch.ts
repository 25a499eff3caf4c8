import type { Policy } from '../../policy/policy.js';
import type { Vos3000 } from '../../policy/vos3000.js';
import { type Wanted, type WantedParameters, wantedParameters } from '../../vos3000/wanted.js';
import type { Subject } from '../check.js';

/** The switch as the policy wants it, for checks. */
export interface SwitchSubject extends Subject {
  readonly vos3000: Vos3000;
  readonly parameters: WantedParameters;
  /** A parameter by our name of it. */
  readonly wanted: (id: string) => Wanted | undefined;
}

/** The subject with what it says of the switch; none where it says nothing. */
export function switchOf(subject: Subject): readonly SwitchSubject[] {
  const { vos3000 } = subject.policy;
  if (vos3000 === undefined) return [];
  const parameters = wantedParameters(vos3000);
  const wanted = (id: string) => parameters.wanted.find(({ parameter }) => parameter.id === id);
  return [{ ...subject, vos3000, parameters, wanted }];
}

/** Whether what the policy says now ends by itself: only a profile with `expires` does. */
export const endsByItself = ({ profile, expires }: Policy): boolean =>
  profile !== undefined && expires !== undefined;
