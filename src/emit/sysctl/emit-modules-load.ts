import type { Platform } from '../../platform/platform.js';
import { atLeast } from '../../platform/version.js';
import type { Policy } from '../../policy/policy.js';
import { header } from '../header.js';

/** For /etc/modules-load.d: without the modules there are no keys that sysctl could set at boot, and it sets none later. */
export function emitModulesLoad(
  policy: Pick<Policy, 'name' | 'digest'>,
  platform: Pick<Platform, 'kernel'>,
): string {
  const modules = ['nf_conntrack', ...reassemblesIpv6(platform)];
  return `${header(policy, ['Loaded at boot, before sysctl runs.'])}\n${modules.join('\n')}\n`;
}

/** Where the keys of conntrack's own reassembly are. From Linux 4.19 on nf_conntrack needs that module itself; before 2.6.37 it was none of its own. */
function reassemblesIpv6({ kernel }: Pick<Platform, 'kernel'>): readonly string[] {
  if (atLeast(kernel, '4.19')) return [];
  return [atLeast(kernel, '2.6.37') ? 'nf_defrag_ipv6' : 'nf_conntrack_ipv6'];
}
