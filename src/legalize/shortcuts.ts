import { keepReachable } from '../ruleset/reachable.js';
import type { Ruleset } from '../ruleset/ruleset.js';
import type { Capabilities } from './capabilities.js';
import type { NoteFallback } from './fallback.js';
import { mapRules } from './rewrite.js';

/** Shortcuts fall away without a word: what they would drop is dropped a little later. Devices were asked for, so that is said. */
export function withoutShortcuts(ruleset: Ruleset, can: Capabilities, note: NoteFallback): Ruleset {
  const atDevices = ruleset.devices.length > 0;
  if (can.shortcuts && (can.ingress || !atDevices)) return ruleset;
  if (atDevices) note({ kind: 'no-ingress', origin: ['target', 'devices'] });
  if (!ruleset.chains.some(({ rules }) => rules.some(({ shortcut }) => shortcut))) return ruleset;
  const without = mapRules(ruleset, (rule) => (rule.shortcut ? [] : [rule]));
  const chains = without.chains.filter(({ hook }) => hook !== 'ingress');
  return keepReachable({ ...without, chains, devices: [] });
}
