import { rateText } from '../../net/rate.js';
import type { Policy } from '../../policy/policy.js';
import { parameterOf } from '../catalogue/catalogue.js';
import { gatewayFields } from '../catalogue/gateway.js';
import type { Occasion } from '../catalogue/parameter.js';
import { rangeText } from '../catalogue/text.js';
import { advisedRateText, kernelAdvice } from '../catalogue/watched.js';
import { type Holder, type Holders, holdersOf, type Item, type RuleOrigin } from './item.js';
import { floodLayers, scannerLayers } from './layers.js';

/** How the catalogue says to verify a parameter. */
const verifyOf = (id: string): string => parameterOf(id)?.verify ?? '';

/** The range that the catalogue has for an occasion. */
function advisedFor(id: string, occasion: Occasion = 'always'): string {
  const wanted = parameterOf(id)?.advice.find((advice) => advice.occasion === occasion)?.wanted;
  return typeof wanted === 'object' ? rangeText(wanted) : '';
}

/** The limit of the policy for each source. */
function limitOf({ sip }: Policy, key: 'REGISTER' | 'all'): string | undefined {
  const limit = sip.strangers === 'deny' ? undefined : sip.strangers.limits.get(key);
  return limit?.kind === 'rate' ? rateText(limit.rate, limit.burst) : limit?.kind;
}

/** The eleven points of the guide to floods of registrations, in its order. */
const order = [
  'retry',
  'suspend',
  'suspend-time',
  'cps',
  'register-limit',
  'sip-limit',
  'saved',
  'online-check',
  'baseline',
  'blacklist',
  'tested',
] as const;

type Point = (typeof order)[number];

function floodChecklist(holders: Holders, policy: Policy): readonly Item[] {
  const points = [
    ...suspensionPoints(holders),
    ...gatewayPoints(holders),
    ...kernelPoints(holders, policy),
    ...watchPoints(holders, policy),
  ];
  return order.flatMap((id) => points.filter((point) => point.id === id));
}

function suspensionPoints(holders: Holders): readonly Item[] {
  const { parameter } = holders;
  const page = 'system-parameters';
  const times = `${advisedFor('register-suspend-time')} s, ${advisedFor('register-suspend-time', 'attack')} s under attack`;
  return [
    item(
      'retry',
      `retries ${advisedFor('register-retry')}`,
      parameter('register-retry'),
      page,
      verifyOf('register-retry'),
    ),
    item('suspend', 'suspension on', suspension(holders), page, verifyOf('register-suspend')),
    item(
      'suspend-time',
      `time of the suspension ${times}`,
      parameter('register-suspend-time'),
      page,
      verifyOf('register-suspend-time'),
    ),
  ];
}

function gatewayPoints({ gateways }: Holders): readonly Item[] {
  const [cps, check] = (['cps', 'online_check'] as const).map((key) =>
    gatewayFields.find((field) => field.key === key),
  );
  const every = check?.advised === undefined ? '' : ` every ${rangeText(check.advised.value)} s`;
  const page = 'mapping-gateway';
  return [
    item('cps', 'calls a second of each gateway, by its type', gateways('cps'), page, cps?.verify ?? ''),
    item(
      'online-check',
      `online check by OPTIONS${every}`,
      gateways('online_check'),
      page,
      check?.verify ?? '',
    ),
  ];
}

function kernelPoints({ rulesAt }: Holders, policy: Policy): readonly Item[] {
  const limits = ['sip', 'strangers', 'limits'];
  const { register, allSip } = kernelAdvice;
  const each = 'for each source, in the kernel';
  const counted = 'faster than that from outside: the counter of the rule goes up.';
  return [
    item(
      'register-limit',
      `REGISTER ${advisedRateText(register.value)} ${each}`,
      rulesAt([...limits, 'REGISTER'], limitOf(policy, 'REGISTER')),
      undefined,
      `Send REGISTERs ${counted}`,
    ),
    item(
      'sip-limit',
      `all SIP ${advisedRateText(allSip.value)} ${each}`,
      rulesAt([...limits, 'all'], limitOf(policy, 'all')),
      undefined,
      `Send any requests ${counted}`,
    ),
    item(
      'saved',
      'the rules are saved and come back at boot',
      [],
      undefined,
      'vosguard status says that they are; restart the host on a quiet day.',
    ),
  ];
}

function watchPoints({ said, setting }: Holders, { vos3000, tests }: Policy): readonly Item[] {
  const baseline = said(vos3000?.registrations !== undefined, 'vos3000', 'baseline', 'registrations');
  const on = vos3000?.dynamicBlacklist === true ? 'on' : undefined;
  const blacklist = setting(on, 'dynamic_blacklist', 'vos3000', 'dynamic_blacklist');
  return [
    item(
      'baseline',
      'number of registrations on a normal day',
      baseline,
      'server-monitor',
      'Compare the number of today with it, at the same hour.',
    ),
    item(
      'blacklist',
      'dynamic blacklist of numbers',
      blacklist,
      'dynamic-blacklist',
      'Look for false positives on its page.',
    ),
    item(
      'tested',
      'tested with simulated traffic',
      said(tests.length > 0, 'tests'),
      undefined,
      'Send a flood from outside on a quiet day: customers go on calling.',
    ),
  ];
}

/** In 2.1.4.0 there is no switch: the time is the suspension. */
const suspension = ({ parameter }: Holders): readonly Holder[] => {
  const own = parameter('register-suspend');
  if (own.length === 0) return parameter('register-suspend-time');
  return own.filter((holder) => holder.kind === 'setting' && holder.value === 'on');
};

function item(id: Point, title: string, held: Item['held'], page: Item['page'], byHand: string): Item {
  return { id, list: 'flood checklist', title, held, parts: [], page, byHand };
}

/** Every item of the guides' lists, with what of the policy holds it. `rules`: those of the kernel that it becomes. */
export function checklistOf(policy: Policy, rules: readonly RuleOrigin[]): readonly Item[] {
  const holders = holdersOf(policy, rules);
  const points = floodChecklist(holders, policy);
  return [...points, ...floodLayers(points), ...scannerLayers(holders, policy, points), review];
}

const review: Item = {
  id: 'review',
  list: 'review',
  title: 'review, monthly and after each attack',
  held: [],
  parts: [],
  page: 'server-monitor',
  byHand:
    'Compare values with the traffic, see that the rules are active and saved, look at calls a second, the blacklist and the baseline.',
};
