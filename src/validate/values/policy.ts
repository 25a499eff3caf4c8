import type { Milliseconds } from '../../net/units.js';
import type { Begins, Policy } from '../../policy/policy.js';
import type { Groups } from '../addresses/groups.js';
import type { NamedLists } from '../addresses/lists.js';
import { child, type Field, optional, required } from '../field.js';
import { readBegins, readExpires } from './profiles.js';
import { readChoice, readSwitch, readText } from './scalars.js';
import { readServices } from './services.js';
import { readSignatures } from './signatures.js';
import { readSip } from './sip.js';
import { readConntrack, readLogging, readTarget } from './target.js';
import type { SendReader } from './test-send.js';
import { readTests } from './tests.js';
import { readVos3000 } from './vos3000.js';
import { readWatch } from './watch.js';

/** What a merged tree says, but for what comes from outside the tree. */
export interface TreeValues
  extends Omit<Policy, 'digest' | 'profile' | 'expires' | 'alarm' | 'vos3000Before'> {
  /** How long each profile lasts; profiles that do not end by themselves are not in it. */
  readonly expires: ReadonlyMap<string, Milliseconds>;
  /** When each profile begins by itself; those that do not are not in it. */
  readonly begins: ReadonlyMap<string, Begins>;
}

export function readPolicy(
  root: Field,
  { groups, named }: { readonly groups: Groups; readonly named: NamedLists },
  profiles: readonly string[],
  { files, profile }: Pick<SendReader, 'files' | 'profile'>,
): TreeValues {
  const sip = readSip(required(root, 'sip'), groups);
  const trusted = groups.sources(child(root, 'trusted'));
  return {
    name: readText(required(root, 'name')),
    target: readTarget(required(root, 'target')),
    trusted,
    blocked: groups.blocked(child(root, 'blocked')),
    services: readServices(child(root, 'services'), groups, trusted),
    otherwise: readChoice(required(root, 'default'), ['deny', 'leave']),
    dhcp: readSwitch(required(root, 'dhcp')),
    sip,
    signatures: readSignatures(child(root, 'signatures')),
    conntrack: readConntrack(required(root, 'conntrack')),
    logging: optional(child(root, 'logging'), readLogging),
    watch: readWatch(child(root, 'watch')),
    groups: groups.all,
    dated: groups.dated,
    lists: named.specs,
    vos3000: optional(child(root, 'vos3000'), (field) => readVos3000(field, groups)),
    expires: readExpires(child(root, 'profiles')),
    begins: readBegins(child(root, 'profiles')),
    tests: readTests(child(root, 'tests'), profiles, {
      ...{ groups, files, profile },
      domain: sip.domains.names[0],
    }),
  };
}
