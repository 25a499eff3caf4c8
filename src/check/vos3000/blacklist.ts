import { type AddressSet, emptySet, subtract, union } from '../../net/address-set.js';
import { covers } from '../../net/port.js';
import type { Policy, Service } from '../../policy/policy.js';
import { type Check, finding, keyAt, valueAt } from '../check.js';
import { holdsNone, someOf, switchOf } from './switch.js';

/** A list of telephone numbers where nothing at all keeps addresses out. */
export const blacklistForAddresses: Check = function* (subject) {
  for (const { document, policy, vos3000 } of switchOf(subject)) {
    const { signature, flood, challenged, refused } = policy.sip.bans;
    const bans = [signature, flood, challenged, refused].some((ban) => ban !== undefined);
    if (vos3000.dynamicBlacklist !== true || bans || policy.sip.strangers === 'deny') continue;
    if (holdsNone(policy.blocked.set))
      yield finding('VG524', keyAt(document, [...vos3000.path, 'dynamic_blacklist']), {});
  }
};

const limits = ['blacklist-caller-limit', 'blacklist-no-answer-limit'] as const;

/** The blacklist is on, and nothing says that one of its limits is. */
export const blacklistWithoutLimits: Check = function* (subject) {
  for (const { document, vos3000, wanted } of switchOf(subject)) {
    if (vos3000.dynamicBlacklist !== true || limits.some((id) => isOn(wanted(id)))) continue;
    yield finding('VG525', keyAt(document, [...vos3000.path, 'dynamic_blacklist']), {});
  }
};

type Limit = ReturnType<ReturnType<typeof switchOf>[number]['wanted']>;

function isOn(limit: Limit): boolean {
  if (limit === undefined) return false;
  const { kind } = limit.inVersion;
  return kind.kind !== 'number' || kind.special?.value !== limit.value;
}

/** Whom the switch lets open its web pages, and whom the rules let reach them. */
export const webAccessDiffers: Check = function* (subject) {
  for (const { document, policy, vos3000 } of switchOf(subject)) {
    const access = vos3000.webAccessControl;
    if (access === undefined) continue;
    const reach = reachOf(policy);
    if (reach === undefined) continue;
    const place = valueAt(document, access.path);
    if (reach === 'everybody') {
      yield finding('VG522', place, { open: true, onlySwitch: undefined, onlyRules: undefined });
      continue;
    }
    const onlySwitch = textOf(subtract(access.set, reach));
    const onlyRules = textOf(subtract(reach, access.set));
    if (onlySwitch !== undefined || onlyRules !== undefined)
      yield finding('VG522', place, { open: false, onlySwitch, onlyRules });
  }
};

/** Ports of VOS3000's own web server, as it is delivered. */
const webPorts = [8080, 8443] as const;

/** Who reaches the web pages by the rules; `undefined` where the rules do not say. */
function reachOf({ services, otherwise }: Policy): AddressSet | 'everybody' | undefined {
  const web = services.filter(isWeb);
  if (web.some(({ from }) => from === undefined)) return 'everybody';
  if (web.length === 0 && otherwise === 'leave') return undefined;
  return web.reduce((set, { from }) => (from === undefined ? set : union(set, from.set)), emptySet);
}

const isWeb = ({ name, tcp }: Service): boolean =>
  name === 'web' || webPorts.some((port) => covers(tcp, port));

const textOf = (set: AddressSet): string | undefined => (holdsNone(set) ? undefined : someOf(set));
