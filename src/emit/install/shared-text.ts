import { installer } from './generated/installer.js';

/** What the installer copies into the way back: functions that read and restore, and its lock. They want STATE, LOG and GUARD. */
export function sharedText(): string {
  const [, shared] = /^(#@shared[\s\S]*?^#@end\n)/m.exec(installer) ?? [];
  if (shared === undefined) throw new Error('the installer has no shared part');
  return shared;
}
