import { parseDuration } from '../../net/duration.js';
import { usageError } from './values.js';

/** install.sh takes five digits. */
const MOST = 99_999;

/** `60s`, `2m`, or a number alone. */
export function secondsOf(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const parsed = parseDuration(/^\d+$/.test(text) ? `${text}s` : text);
  const seconds = parsed.kind === 'value' ? parsed.value / 1000 : Number.NaN;
  if (Number.isInteger(seconds) && seconds <= MOST) return seconds;
  throw usageError(`--${option} takes whole seconds, such as 60s or 2m, at most ${MOST}s; not ${text}`);
}
