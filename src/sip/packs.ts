import type { Signature } from './signature.js';

/** User-Agents of tools that only attack, and names that were made up for attacks. Matched at the start of the header. */
const attackAgents = [
  'friendly-scanner', 'sipvicious', 'friendly-request', 'sundayddr', 'iWar', 'pplsip', 'sippts', 'sipptk',
  'sip-scan', 'sipscan', 'sivus', 'siparmyknife', 'svmap', 'svwar', 'svcrack', 'voiphopper',
] as const; // biome-ignore format: a table

/** What the published guides search for. VaxSIPUserAgent is also the default of an SDK under real softphones. */
const guideAgents = ['friendly-scanner', 'VaxSIPUserAgent', 'sipvicious', 'SIPScan', 'sipcli'] as const;

/** Tools that attackers use and honest people too: load generators, monitors and auditors. */
const honestAgents = ['sipcli', 'sipsak', 'sipp', 'Nmap', 'Nsauditor', 'VaxSIPUserAgent'] as const;

const agent = (text: string): Signature => ({
  id: text.toLowerCase(),
  pattern: { kind: 'begins', header: 'User-Agent', text },
});

/** The From that svmap of SIPVicious sends unless told otherwise; it survives a changed User-Agent. */
const svmapFrom: Signature = {
  id: 'svmap-from',
  pattern: { kind: 'raw', text: 'sip:100@1.1.1.1' },
};

/** Named groups of signatures. Two packs that look for the same use the same id. */
export const packs = {
  'attack-tools': [...attackAgents.map(agent), svmapFrom],
  'published-guides': guideAgents.map(agent),
  'honest-tools': honestAgents.map(agent),
} as const satisfies { readonly [name: string]: readonly Signature[] };

export type PackName = keyof typeof packs;
export const packNames = Object.keys(packs) as readonly PackName[];
