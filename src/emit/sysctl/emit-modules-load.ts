import type { Policy } from '../../policy/policy.js';
import { header } from '../header.js';

/** For /etc/modules-load.d: without the module there are no keys that sysctl could set at boot, and it sets none later. */
export function emitModulesLoad(policy: Pick<Policy, 'name' | 'digest'>): string {
  return `${header(policy, ['Loaded at boot, before sysctl runs.'])}\nnf_conntrack\n`;
}
