import type { PositionalOptions } from 'yargs';
import { parseDuration } from '../../net/duration.js';
import { type Format, formats, type Invocation, type UsageFault } from '../invocation.js';

/** Thrown out of the parser of yargs, which cannot be left otherwise, and caught by `readArguments`. */
export class UsageError extends Error {
  constructor(readonly fault: UsageFault) {
    super(fault.message);
  }
}

/** What a lone `-` is while yargs reads the command line: it would be lost there. No address and no file is written so. */
export const standardInput = 'stdin:';

/** One that names no word which another may have been meant by. */
export const usageError = (message: string): UsageError => new UsageError({ message, unknown: undefined });

/**
 * Thrown likewise once a command line is understood: yargs would go on to lay out the help of the command, which
 * nobody has asked for, and that takes as long as reading a policy.
 */
export class Understood extends Error {
  constructor(readonly invocation: Invocation) {
    super('a command line has been understood');
  }
}

/** Typed access to what yargs made of a command line. */
export interface Values {
  /** The positional arguments, those after `--` included. */
  readonly words: readonly string[];
  readonly text: (name: string) => string | undefined;
  readonly flag: (name: string) => boolean | undefined;
}

/** Throws a `UsageError` for an option that was given twice or is empty, and for words too many. */
export function valuesOf(
  argv: Readonly<Record<string, unknown>>,
  positionals: Readonly<Record<string, PositionalOptions>>,
): Values {
  const words = [...Object.keys(positionals).map((name) => argv[name]), argv['--']].flat().filter(isText);
  const anyNumber = Object.values(positionals).some(({ array }) => array === true);
  const most = anyNumber ? Number.POSITIVE_INFINITY : Object.keys(positionals).length;
  const extra = words[most];
  if (extra !== undefined)
    throw new UsageError({ message: `one word too many: ${extra}`, unknown: undefined });
  return {
    words,
    text: (option) => single(option, argv[option]),
    flag: (option) => (argv[option] === undefined ? undefined : argv[option] !== false),
  };
}

/** yargs makes a list of an option that is repeated; which of the two was meant nobody can know. */
function single(name: string, value: unknown): string | undefined {
  if (value === undefined || (isText(value) && value !== '')) return value;
  const message =
    value === '' ? `--${name} needs a value` : `--${name} was given more than once; give it once`;
  throw new UsageError({ message, unknown: undefined });
}

/** Which of the words it is; `fallback` where nothing was said. The words are those that yargs let through. */
export function oneOf<T extends string | undefined>(
  words: readonly T[],
  value: string | undefined,
  fallback: T,
): T {
  return words.find((word) => word === value) ?? fallback;
}

export function formatOf(values: Values): Format {
  return oneOf(formats, values.text('format'), 'pretty');
}

export function colourOf(values: Values): boolean | undefined {
  return values.flag('no-color') === true ? false : values.flag('color');
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

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
const LONGEST_OBSERVING = 86_400;

/** How long an apply observes; what it would change in the end is a plan's to tell. */
export function observeOf(values: Values): number | undefined {
  const seconds = secondsOf('observe', values.text('observe'));
  if (seconds !== undefined && (seconds < 1 || seconds > LONGEST_OBSERVING))
    throw usageError('--observe takes a time between a second and a day, such as 10m');
  if (seconds !== undefined && values.flag('dry-run') === true)
    throw usageError('--observe goes without --dry-run: the plan is that of the rules in the end');
  return seconds;
}

const LONGEST_LINE = 200;
/** `install.sh`, which keeps it, counts bytes. */
const MOST_BYTES = 400;

/** Text that is shown in terminals and kept as a line; nothing of it is nothing said. */
export function oneLine(option: string, text: string | undefined): string | undefined {
  const line = (text ?? '').trim();
  if (line.length > LONGEST_LINE || Buffer.byteLength(line) > MOST_BYTES)
    throw usageError(`--${option} takes up to ${LONGEST_LINE} characters, or ${MOST_BYTES} bytes`);
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.test(line))
    throw usageError(`--${option} is one line of text that can be shown`);
  return line === '' ? undefined : line;
}

/** At most so many are shown; `undefined` where nothing is said. */
export function limitOf(values: Values): number | undefined {
  const text = values.text('limit');
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw usageError(`--limit takes a whole number from 1, not ${text}`);
}
