import { resolve } from 'node:path';
import { inputText } from '../../../host/reading.js';
import type { Vos3000 } from '../../../policy/vos3000.js';
import { readClientOutput } from '../../../vos3000/held/client-output.js';
import { printedRefusal } from '../../../vos3000/held/held.js';
import { readHeld } from '../../../vos3000/held/read-held.js';
import { askingOf, tableNames } from '../../../vos3000/sql/verify.js';
import { exitStatus } from '../../exit-status.js';
import type { Io } from '../../io.js';
import { askHeld, type HeldResult, openSwitch, type Refused } from './open-switch.js';

/** Where what the switch holds comes from. */
export interface HeldSource {
  /** A file with the output of `vos3000-verify.sql`. */
  readonly from: string | undefined;
  readonly dsnFile: string | undefined;
}

export async function heldOf({ from, dsnFile }: HeldSource, vos3000: Vos3000, io: Io): Promise<HeldResult> {
  if (from !== undefined && dsnFile !== undefined) return usage('--from and --dsn-file do not go together');
  if (from !== undefined) return heldInFile(from, io);
  const opened = await openSwitch(dsnFile, io);
  if (opened.kind === 'none') return usage(noSource);
  if (opened.kind === 'refused') return opened;
  const result = await askHeld(opened, askingOf(vos3000));
  await opened.database.close();
  return result;
}

const noSource =
  'nothing to compare with: --from FILE names the output of vos3000-verify.sql; VOSGUARD_DSN or --dsn-file a database';

const usage = (words: string): Refused => ({ kind: 'refused', status: exitStatus.usage, words });

/** What the client printed into a file. */
export function heldInFile(from: string, io: Io): HeldResult {
  const input = inputText(resolve(io.cwd, from), from);
  if (input.kind === 'fault') return usage(input.words);
  const { rows, broken, errors } = readClientOutput(input.text);
  const said = errors.map((error) => `the server said: ${error.slice(0, 200)}`);
  const [line] = broken;
  if (line !== undefined)
    return usage(`${from}: line ${line} begins as a row and is none; was the output cut or edited?`);
  if (!rows.some(({ kind }) => kind === 'server' || kind === 'parameter')) {
    const why = said[0] ?? 'it is what the client mysql prints of that file, in batch, drawn or vertical';
    return usage(`${from} holds no row of vos3000-verify.sql: ${why}`);
  }
  if (rows.filter(({ kind }) => kind === 'server').length > 1)
    return usage(`${from} holds the output of more than one run; one file for each switch`);
  const refusals = errors.flatMap((error) => printedRefusal(error, tableNames) ?? []);
  const reading = readHeld(rows, refusals);
  if (reading.kind === 'fault') return usage(`${from}: ${reading.words}`);
  return { ...reading, notes: [...reading.notes, ...said] };
}
