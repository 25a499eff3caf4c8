import { type AddressSet, isEmpty, subtract, union } from '../../net/address-set.js';
import { cidrs } from '../../net/cidrs.js';
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

export const holdsNone = (set: AddressSet): boolean => isEmpty(set, 'ipv4') && isEmpty(set, 'ipv6');

/** Whether all of the first is in the second. */
export const isWithin = (set: AddressSet, other: AddressSet): boolean => holdsNone(subtract(set, other));

/** What the rules really block: whoever is trusted or may reach a service is spared. */
export function reallyBlocked({ blocked, trusted, services }: Policy): AddressSet {
  const spared = services.reduce(
    (set, { from }) => (from === undefined ? set : union(set, from.set)),
    trusted.set,
  );
  return subtract(blocked.set, spared);
}

const shown = 3;

/** The first networks of the set, and that there are more. */
export function someOf(set: AddressSet): string {
  const first: string[] = [];
  for (const family of ['ipv4', 'ipv6'] as const) {
    for (const cidr of cidrs(set, family)) {
      if (first.length === shown) return `${first.join(', ')} and others`;
      first.push(cidr);
    }
  }
  return first.join(', ');
}
