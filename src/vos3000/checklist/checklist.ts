import type { Policy } from '../../policy/policy.js';
import { floodChecklist } from './flood-checklist.js';
import { holdersOf } from './holders.js';
import type { Item } from './item.js';
import { floodLayers, scannerLayers } from './layers.js';
import type { RuleOrigin } from './rule-origin.js';

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
