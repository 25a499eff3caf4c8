import { installer } from './generated/installer.js';
import { headText } from './head.js';

/**
 * The installer without a policy, for `confirm`, `rollback` and `--status`: whatever they need to know of what was applied, the
 * apply has left in its snapshot.
 */
export function bareInstaller(): string {
  return ['#!/bin/sh\n', headText({}), installer].join('');
}
