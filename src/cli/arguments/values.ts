import type { PositionalOptions } from 'yargs';
import { type Format, formats, type Invocation, type UsageFault } from '../invocation.js';

/** Thrown out of the parser of yargs, which cannot be left otherwise, and caught by `readArguments`. */
export class UsageError extends Error {
  constructor(readonly fault: UsageFault) {
    super(fault.message);
  }
}

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
