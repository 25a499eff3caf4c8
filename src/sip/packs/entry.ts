import type { Pattern } from '../signature.js';
import type { Evidence, PackSignature } from './pack.js';

interface Details {
  readonly evidence: readonly [Evidence, ...Evidence[]];
  readonly falsePositives?: string;
}

/** nftables compares at fixed offsets only; a companion in iptables' raw table searches for it, where the host has one. */
export function entry(id: string, pattern: Pattern, { evidence, falsePositives }: Details): PackSignature {
  return { id, pattern, evidence, falsePositives, backends: ['iptables', 'nftables'] };
}

/** What a tool sends as its User-Agent, matched at the start of the header. */
export function agent(text: string, details: Details): PackSignature {
  return entry(text.toLowerCase(), { kind: 'begins', header: 'User-Agent', text }, details);
}
