import { createHash } from 'node:crypto';
import { type FileText, type PolicyFiles, policyLimit } from '../../parse/files.js';
import { emptyLock, type ListLock, type LockedList, lockName, readLock } from '../../policy/list-lock.js';
import { type ListSpec, originText } from '../../policy/list-spec.js';
import { type Field, fault } from '../field.js';

/** What the lock says of a list, if it is the same list: one that is fetched from elsewhere now is another one. Read when first asked. */
export function lockReader(
  files: PolicyFiles,
  policy: string | undefined,
): (spec: ListSpec) => LockedList | undefined {
  let lock: ListLock | undefined;
  return ({ name, origin }) => {
    lock ??= lockBeside(files, policy);
    const locked = lock.get(name);
    return locked?.origin === originText(origin) ? locked : undefined;
  };
}

function lockBeside(files: PolicyFiles, policy: string | undefined): ListLock {
  if (policy === undefined) return emptyLock;
  const found = files.read(lockName, policy, policyLimit);
  return found.kind === 'text' ? (readLock(new TextDecoder().decode(found.bytes)) ?? emptyLock) : emptyLock;
}

/** Whether the file is what was fetched. */
export function reportLock(
  field: Field,
  { path: file, bytes }: FileText,
  locked: LockedList | undefined,
): void {
  if (locked?.sha256 === undefined) fault(field, 'VG253', { file });
  else if (createHash('sha256').update(bytes).digest('hex') !== locked.sha256)
    fault(field, 'VG252', { file });
}
