import { visible } from '../../../diagnostics/visible.js';
import type { Io } from '../../io.js';

/** What the host says goes where a local installer would write it; another host may say anything. Listings have tabs. */
export const printLines = ({ stdout, stderr }: Io) => ({
  onOutput: (line: string) => stdout.write(`${printable(line)}\n`),
  onWords: (line: string) => stderr.write(`${printable(line)}\n`),
});

const printable = (line: string): string => line.split('\t').map(visible).join('\t');
