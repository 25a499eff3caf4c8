import type { Platform } from './platform.js';
import { atLeast } from './version.js';

/**
 * The three iptables that differ in grammar. `old-iptables.md` tried 1.4.7 and 1.4.21 option by option; what lies between two
 * of them is held to the older one, whose spelling the newer also takes. The kernel counts too: SET with `--exist` needs
 * revision 2 of the target, which 3.10 has, and hashlimit's finer rates need its revision 2 (Linux 4.9).
 */
export type Era = '1.4.7' | '1.4.21' | '1.8';

export function eraOf({ iptables, kernel }: Pick<Platform, 'iptables' | 'kernel'>): Era {
  if (!atLeast(iptables, '1.4.21') || !atLeast(kernel, '3.10')) return '1.4.7';
  return atLeast(iptables, '1.8.0') && atLeast(kernel, '4.9') ? '1.8' : '1.4.21';
}
