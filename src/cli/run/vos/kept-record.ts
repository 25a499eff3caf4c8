import { resolve } from 'node:path';
import { existingText } from '../../../host/existing-text.js';
import { type ChecklistRecord, mostRecordBytes, readRecord } from '../../../vos3000/checklist/record.js';
import type { Io } from '../../io.js';

export interface Kept {
  /** As the user would name it. */
  readonly file: string;
  readonly record: ChecklistRecord;
}

export type KeptRecord =
  | ({ readonly kind: 'kept' } & Kept)
  | { readonly kind: 'fault'; readonly words: string };

/** What was noted before, in the file beside the policy: `policy.yaml` has `policy.checklist.json`. */
export function keptRecord(policy: string, io: Io): KeptRecord {
  const file = `${policy.replace(/\.ya?ml$/i, '')}.checklist.json`;
  const found = existingText(resolve(io.cwd, file), mostRecordBytes);
  switch (found.kind) {
    case 'none':
      return { kind: 'kept', file, record: new Map() };
    case 'fault':
      return { kind: 'fault', words: `cannot read ${file}: ${found.words}` };
    case 'text': {
      const reading = readRecord(found.text);
      if (reading.kind === 'record') return { kind: 'kept', file, record: reading.record };
      return {
        kind: 'fault',
        words: `${file} is no checklist of ours: ${reading.words}; nothing was changed`,
      };
    }
  }
}
