import type { Diagnostic, Report } from '../diagnostics/diagnostic.js';
import type { PolicyPath } from '../policy/path.js';
import type { Target } from '../policy/policy.js';
import type { Unmet } from './needs.js';
import type { Platform } from './platform.js';
import { type Resolved, resolvePlatform, supportedNames } from './resolve.js';

/** The row, and the backends that it can run. */
export type Host = Pick<Extract<Resolved, { kind: 'platform' }>, 'platform' | 'backends'>;

/** The host that a policy is for, with what it cannot run reported. `undefined` where that leaves nothing. */
export function hostOf(
  target: Target,
  at: (origin: PolicyPath) => Diagnostic['place'],
  report: Report,
): Host | undefined {
  const resolved = resolvePlatform(target);
  const place = at(['target', 'platform']);
  const asked = at(['target', 'backends']) ?? place;
  const lack = (code: 'VG402' | 'VG403', platform: Platform, unmet: Unmet) =>
    report({ code, args: { platform: platform.name, unmet }, place: asked, related: [] });
  switch (resolved.kind) {
    case 'platform':
      for (const unmet of resolved.left) lack('VG403', resolved.platform, unmet);
      if (resolved.platform.reads === 'bpf' && resolved.backends.includes('iptables'))
        report({ code: 'VG431', args: { platform: resolved.platform.name }, place: asked, related: [] });
      return resolved;
    case 'unsupported': {
      const args = { platform: resolved.name, known: supportedNames.join(', ') };
      report({ code: 'VG401', args, place, related: [] });
      return undefined;
    }
    case 'too-old':
      for (const unmet of resolved.left) lack('VG402', resolved.platform, unmet);
      return undefined;
  }
}
