import { installerAlone } from '../../compile/artifacts-of.js';
import type { ExitStatus } from '../exit-status.js';
import type { AfterApplyInvocation } from '../invocation.js';
import type { Io } from '../io.js';
import { install } from './install.js';
import { afterApplyRemotely } from './remote/on-host.js';

/** `vosguard confirm CODE` and others that need no policy: the installer's own, whichever policy is in force. */
export function afterApply(invocation: AfterApplyInvocation, io: Io): Promise<ExitStatus> {
  const words = wordsOf(invocation);
  return invocation.host === undefined
    ? install(installerAlone(), invocation.root, words, io)
    : afterApplyRemotely(
        { name: invocation.kind, changes: changes(invocation), root: invocation.root },
        invocation.host,
        words,
        io,
      );
}

function changes(invocation: AfterApplyInvocation): boolean {
  switch (invocation.kind) {
    case 'confirm':
      return true;
    case 'rollback':
      return !invocation.list;
    case 'profile':
      return invocation.action !== 'status';
    case 'known':
      return invocation.words[0] === 'add' || invocation.words[0] === 'remove';
    case 'why':
    case 'metrics':
      return false;
  }
}

function wordsOf(invocation: AfterApplyInvocation): readonly string[] {
  switch (invocation.kind) {
    case 'confirm':
      return ['confirm', invocation.code];
    case 'why':
      return ['why', invocation.address];
    case 'known':
      return ['known', ...invocation.words];
    case 'metrics':
      return ['metrics'];
    case 'profile':
      return ['profile', ...invocation.action.split(' ')];
    case 'rollback':
      return ['rollback', ...(invocation.list ? ['--list'] : []), ...numberOf(invocation)];
  }
}

const numberOf = ({ number }: Extract<AfterApplyInvocation, { kind: 'rollback' }>): readonly string[] =>
  number === undefined ? [] : [String(number)];
