import { type AddressSet, isEmpty } from '../net/address-set.js';
import type { Policy, Service } from '../policy/policy.js';
import { switchLists } from '../policy/sources.js';
import type { Match } from '../ruleset/match.js';
import type { Action } from '../ruleset/ruleset.js';
import { address } from './entry.js';
import { partsOf } from './limits.js';
import { serviceNamedSet, serviceSet, sets } from './names.js';
import { countsBegun, serviceChain } from './service-limits.js';
import { addressIn, type Opening, openingsOf, whereOf } from './service-openings.js';
import { accept, type Draft, draft, drop, goTo } from './write.js';

interface Who {
  /** Behind the rule's name. */
  readonly suffix: string;
  readonly matches: readonly Match[];
}

/** Who may reach it: a rule for each set that is asked. Where SIP learns nobody, nobody is known. */
export function whoOf({ name, from, learned }: Service, policy: Pick<Policy, 'sip'>): readonly Who[] {
  if (from === undefined) return [{ suffix: '', matches: [] }];
  const ofSet = (suffix: string, set: (typeof sets)[keyof typeof sets]): Who => ({
    suffix: `.${suffix}`,
    matches: [address('source', set)],
  });
  const words = policy.sip.strangers === 'deny' ? [] : learned;
  return [
    ...(switchLists(from).length > 0
      ? [{ suffix: '.named', matches: [addressIn('source', serviceNamedSet(name))] }]
      : []),
    ...((words.length > 0 || switchLists(from).length > 0) && isNobody(from.set)
      ? []
      : [{ suffix: '', matches: [addressIn('source', serviceSet(name))] }]),
    ...(words.includes('known') ? [ofSet('known', sets.known)] : []),
    ...(words.includes('called') ? [ofSet('called', sets.called), ofSet('calling', sets.calling)] : []),
  ];
}

const isNobody = (set: AddressSet) => isEmpty(set, 'ipv4') && isEmpty(set, 'ipv6');

/** Behind `established`: what begins something. */
export function serviceDrafts(
  service: Service,
  policy: Pick<Policy, 'sip'>,
  which: (what: Opening['what']) => boolean = () => true,
): readonly Draft[] {
  return openingsOf(service).flatMap((opening) =>
    which(opening.what) && !countsBegun(service, opening.what) ? letIn(service, opening, policy) : [],
  );
}

/**
 * Before `established`: TCP connections are counted by their first segment behind the handshake, when nobody can have forged
 * the address, and that segment is established already.
 */
export function countedDrafts(service: Service, policy: Pick<Policy, 'sip'>): readonly Draft[] {
  return openingsOf(service).flatMap((opening) =>
    countsBegun(service, opening.what) ? letIn(service, opening, policy) : [],
  );
}

function letIn(service: Service, opening: Opening, policy: Pick<Policy, 'sip'>): readonly Draft[] {
  const { what, match, family } = opening;
  const chain = serviceChain(service, what);
  const action: Action = chain === undefined ? accept : goTo(chain);
  return whoOf(service, policy).flatMap(({ suffix, matches }) =>
    partsOf(service.when).map((part) =>
      draft(
        `service.${service.name}.${what}${suffix}${part.suffix}`,
        [match, ...whereOf(service), ...matches, ...part.matches],
        action,
        service.path,
        family,
      ),
    ),
  );
}

/**
 * With `default: leave` a port that says from whom, by which device or when it is reached is closed to all others: `from`, `on` and
 * `when` are never mere hints. On addresses that `to` leaves out the port is somebody else's.
 */
export function closedDrafts(service: Service): readonly Draft[] {
  if (service.from === undefined && service.on.length === 0 && service.when === undefined) return [];
  const to = whereOf({ ...service, on: [] });
  return openingsOf(service).map(({ what, match, family }) =>
    draft(`service.${service.name}.${what}.closed`, [match, ...to], drop, service.path, family),
  );
}
