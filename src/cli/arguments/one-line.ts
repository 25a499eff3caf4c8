import { usageError } from './values.js';

const LONGEST = 200;
/** `install.sh`, which keeps it, counts bytes. */
const MOST_BYTES = 400;

/** Text that is shown in terminals and kept as a line; nothing of it is nothing said. */
export function oneLine(option: string, text: string | undefined): string | undefined {
  const line = (text ?? '').trim();
  if (line.length > LONGEST || Buffer.byteLength(line) > MOST_BYTES)
    throw usageError(`--${option} takes up to ${LONGEST} characters, or ${MOST_BYTES} bytes`);
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.test(line))
    throw usageError(`--${option} is one line of text that can be shown`);
  return line === '' ? undefined : line;
}
