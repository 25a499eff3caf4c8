import { shellQuote } from './shell-quote.js';

/** What the policy decides in `install.sh`: the variables above the text that is the same for every policy. */
export const headVariables = [
  'POLICY',
  'DIGEST',
  'PROFILE',
  'EXPIRES',
  'PLATFORM',
  'NEED_KERNEL',
  'NEED_IPTABLES',
  'NEED_IPSET',
  'NEED_NFT',
  'OR_NEWER',
  'BACKENDS',
  'LEARNED',
  'CLOCKS',
  'TRUSTED',
  'BLOCKED',
  'HOLDING',
  'REMEMBER',
  'SIP_UDP',
  'SIP_TCP',
  'DENIES',
  'EXAMPLES',
  'PROTOCOLS',
  'REFUSING',
  'MEMORY',
  'LISTS',
  'SUMS',
] as const;

export type Head = Readonly<Record<(typeof headVariables)[number], string>>;

/** Each of them is set: the text below runs with `set -u`. */
export function headText(head: Partial<Head>): string {
  return headVariables.map((name) => `${name}=${shellQuote(head[name] ?? '')}\n`).join('');
}
