import { visible } from '../../../diagnostics/visible.js';
import type { Io } from '../../io.js';

/** What the host says goes where a local installer would write it; another host may say anything. */
export const printLines = ({ stdout, stderr }: Io) => ({
  onOutput: (line: string) => stdout.write(`${visible(line)}\n`),
  onWords: (line: string) => stderr.write(`${visible(line)}\n`),
});
