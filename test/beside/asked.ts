import { besideOf, type Neighbours } from '../../src/beside/beside.js';
import { besideText } from '../../src/beside/beside-text.js';
import { legalizePolicy } from '../../src/compile.js';
import { today } from '../lint-text.js';
import { memoryFiles } from '../parse/memory-files.js';

const nobody: Neighbours = { iptables: [], nftJson: '', addresses: [], devices: ['eth0'] };

/** How the rules of others go together with a policy's. */
export function beside(policy: string, others: Partial<Neighbours>) {
  const files = memoryFiles({ 'policy.yaml': policy });
  const legalized = legalizePolicy({ path: 'policy.yaml', files, profile: undefined, today }, () => {});
  if (legalized === undefined) throw new Error('the policy has errors');
  const found = besideOf(legalized.policy, { ...nobody, ...others });
  return { ...found, text: besideText(found) };
}

export const xt = (text: string, family: 'ipv4' | 'ipv6' = 'ipv4'): Neighbours['iptables'] => [
  { family, variant: 'nft', isPlain: true, text },
];
