import { parseDuration } from '../../net/duration.js';
import { usageError, type Values } from './values.js';

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

/** Of a time that install.sh takes: ipset keeps milliseconds in 31 bits. */
export const mostSeconds = 2_147_483;

/** How long an apply, or a profile, is meant to stay: `4h`. */
export function lastsOf(values: Values): number | undefined {
  const text = values.text('for');
  if (text === undefined) return undefined;
  const parsed = parseDuration(text);
  const seconds = parsed.kind === 'value' ? parsed.value / 1000 : Number.NaN;
  if (Number.isInteger(seconds) && seconds <= mostSeconds) return seconds;
  throw usageError(`--for takes a time such as 30m or 4h, 24 days at most; not ${text}`);
}

/** As long as what is noted meanwhile is kept. */
const LONGEST = 86_400;

/** How long an apply observes; what it would change in the end is a plan's to tell. */
export function observeOf(values: Values): number | undefined {
  const seconds = secondsOf('observe', values.text('observe'));
  if (seconds !== undefined && (seconds < 1 || seconds > LONGEST))
    throw usageError('--observe takes a time between a second and a day, such as 10m');
  if (seconds !== undefined && values.flag('dry-run') === true)
    throw usageError('--observe goes without --dry-run: the plan is that of the rules in the end');
  return seconds;
}
