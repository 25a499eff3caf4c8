import { installerAlone } from '../../compile/artifacts-of.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import type { AfterApplyInvocation } from '../invocation.js';
import { complain, type Io } from '../io.js';
import { install } from './install.js';
import { afterApplyRemotely } from './remote/on-host.js';

/** `vosguard confirm CODE` and others that need no policy: the installer's own, whichever policy is in force. */
export async function afterApply(invocation: AfterApplyInvocation, io: Io): Promise<ExitStatus> {
  const files = installerAlone();
  if (invocation.kind !== 'by-hand' || !invocation.reads)
    return runThere(invocation, files, wordsOf(invocation), io);
  const list = await io.readStdin(LARGEST);
  if (list === undefined) return complain(io, exitStatus.usage, `the list is larger than ${LARGEST} bytes`);
  return runThere(invocation, withList(files, new TextDecoder().decode(list)), wordsOf(invocation), io);
}

/** The name that a list has beside `install.sh`, and how large it may be there. */
export const listFile = 'asked.list';
const LARGEST = 8_388_608;

export const withList = (files: ReadonlyMap<string, string>, text: string): ReadonlyMap<string, string> =>
  new Map([...files, [listFile, text === '' || text.endsWith('\n') ? text : `${text}\n`]]);

function runThere(
  invocation: AfterApplyInvocation,
  files: ReadonlyMap<string, string>,
  words: readonly string[],
  io: Io,
): Promise<ExitStatus> {
  const { host, root } = invocation;
  if (host === undefined) return install(files, root, words, io);
  return afterApplyRemotely(
    { name: nameOf(invocation), changes: changes(invocation), root, files },
    host,
    words,
    io,
  );
}

const nameOf = (invocation: AfterApplyInvocation): string =>
  invocation.kind === 'by-hand' ? invocation.words.slice(0, 2).join(' ') : invocation.kind;

function changes(invocation: AfterApplyInvocation): boolean {
  switch (invocation.kind) {
    case 'confirm':
    case 'uninstall':
      return true;
    case 'rollback':
      return !invocation.list;
    case 'profile':
      return invocation.action !== 'status';
    case 'by-hand':
      return invocation.changes;
    case 'lists':
      return invocation.words[0] === 'refresh';
    case 'metrics':
      return false;
  }
}

function wordsOf(invocation: AfterApplyInvocation): readonly string[] {
  switch (invocation.kind) {
    case 'confirm':
      return ['confirm', invocation.code];
    case 'by-hand':
      return [...invocation.words, ...(invocation.reads ? ['--input', listFile] : [])];
    case 'metrics':
      return ['metrics', ...jsonWord(invocation)];
    case 'uninstall':
      return ['--uninstall'];
    case 'lists':
      return ['lists', ...invocation.words];
    case 'profile':
      return profileWords(invocation);
    case 'rollback':
      return [
        'rollback',
        ...(invocation.list ? ['--list'] : []),
        ...jsonWord(invocation),
        ...numberOf(invocation),
      ];
  }
}

const jsonWord = ({ json }: { readonly json: boolean }): readonly string[] => (json ? ['--json'] : []);

const numberOf = ({ number }: Extract<AfterApplyInvocation, { kind: 'rollback' }>): readonly string[] =>
  number === undefined ? [] : [String(number)];

function profileWords(
  invocation: Extract<AfterApplyInvocation, { readonly kind: 'profile' }>,
): readonly string[] {
  switch (invocation.action) {
    case 'status':
      return ['profile', 'status', ...jsonWord(invocation)];
    case 'off':
      return ['profile', 'off', ...(invocation.yes ? ['--yes'] : []), ...jsonWord(invocation)];
    case 'done':
      return ['profile', 'done', ...jsonWord(invocation)];
  }
}
