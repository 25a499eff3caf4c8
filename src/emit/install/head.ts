import { installer } from './generated/installer.js';

/** One word of a POSIX shell, whatever is in it. */
export function shellQuote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

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
  'OPENS',
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

/**
 * The installer without a policy, for `confirm`, `rollback` and `--status`: whatever they need to know of what was applied, the
 * apply has left in its snapshot.
 */
export function bareInstaller(): string {
  return ['#!/bin/sh\n', headText({}), installer].join('');
}

/**
 * What the installer copies into the way back, functions that read and restore, and its lock, with what stands between: how the rules of
 * others are read. They want STATE, LOG and GUARD.
 */
export function sharedText(): string {
  const [, shared] = /^(#@shared[\s\S]*^#@end\n)/m.exec(installer) ?? [];
  if (shared === undefined) throw new Error('the installer has no shared part');
  return shared;
}
