import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Backend, backends } from '../src/host/lab/load.js';
import { compileText } from '../test/lint-text.js';
import type { Lab } from '../test/packets/lab.js';

/** `alone`: no rules and no attack, for what the registrar needs by itself. */
export type Ruleset = 'alone' | 'none' | 'published-complete' | 'published-hashlimit' | Backend;

export const rulesets: readonly Ruleset[] = [
  'none',
  'published-complete',
  'published-hashlimit',
  ...backends,
];

export const backendOf = (ruleset: Ruleset): Backend | undefined =>
  backends.find((backend) => backend === ruleset);

/** What the rows of a table are called. */
export const rowNames: Readonly<Record<Ruleset, string>> = {
  alone: 'the registrar alone, no attack',
  none: 'no rules',
  'published-complete': 'published, complete script',
  'published-hashlimit': 'published, hashlimit',
  nftables: 'vosguard, nftables',
  'iptables-nft': 'vosguard, iptables-nft',
  'iptables-legacy': 'vosguard, iptables-legacy',
};

const baseline = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`../test/baselines/${name}.rules`, import.meta.url)), 'utf8');

/** The published rules are those of test/baselines, on iptables-legacy, for which they were written. */
export async function loadRuleset(lab: Lab, ruleset: Ruleset, policy: string): Promise<void> {
  if (ruleset === 'alone' || ruleset === 'none') return;
  if (ruleset === 'published-complete' || ruleset === 'published-hashlimit')
    return lab.load('iptables-legacy', new Map([['iptables.rules', baseline(ruleset)]]));
  return lab.load(ruleset, compileText(policy).artifacts);
}
