import { installerAlone } from '../../compile/installer-alone.js';
import type { ExitStatus } from '../exit-status.js';
import type { AfterApplyInvocation } from '../invocation.js';
import type { Io } from '../io.js';
import { install } from './install.js';

/** `vosguard confirm CODE` and `rollback`: the installer's own, whichever policy is in force. */
export function afterApply(invocation: AfterApplyInvocation, io: Io): Promise<ExitStatus> {
  return install(installerAlone(), invocation.root, wordsOf(invocation), io);
}

function wordsOf(invocation: AfterApplyInvocation): readonly string[] {
  switch (invocation.kind) {
    case 'confirm':
      return ['confirm', invocation.code];
    case 'rollback':
      return ['rollback'];
  }
}
