import type { Argv } from 'yargs';
import yargs from 'yargs';
import type { Invocation, UsageFault } from '../invocation.js';
import type { Command, CommandGroup } from './command.js';
import { commands, groups } from './commands.js';
import { standardInput, Understood, UsageError, usageError, valuesOf } from './values.js';

const everywhere = ['color', 'no-color', 'help', 'version'];

/** What yargs says about a command line, in our words where we can name the word that it stumbled over. */
function usageFault(message: string, argv: readonly string[]): UsageFault {
  const before = argv.slice(0, argv.includes('--') ? argv.indexOf('--') : undefined);
  return (
    unknownCommand(before) ??
    unknownOption(before) ?? { message: lowerFirst(message.replace(/\s+/g, ' ')), unknown: undefined }
  );
}

function unknownCommand(words: readonly string[]): UsageFault | undefined {
  const [word, next] = words;
  if (word === undefined || word.startsWith('-')) return undefined;
  const group = groupOf(word);
  if (group !== undefined && next !== undefined && !next.startsWith('-')) {
    const known = Object.keys(group);
    if (known.includes(next)) return undefined;
    return { message: `there is no command ${word} ${next}`, unknown: { word: next, known } };
  }
  if (group !== undefined || Object.hasOwn(commands, word)) return undefined;
  const known = [...Object.keys(commands), ...Object.keys(groups)];
  return { message: `there is no command ${word}`, unknown: { word, known } };
}

function unknownOption(words: readonly string[]): UsageFault | undefined {
  const command = commandOf(words);
  const known = [...(command?.options ?? []), ...everywhere].map((name) => `--${name}`);
  const word = words
    .filter((one) => one.startsWith('--'))
    .map((one) => one.split('=', 1)[0] ?? one)
    .find((one) => !known.includes(one));
  const after = command === undefined ? 'there is no option' : `${command.name} has no option`;
  return word === undefined ? undefined : { message: `${after} ${word}`, unknown: { word, known } };
}

interface NamedCommand {
  readonly name: string;
  readonly options: readonly string[];
  /** The options that want a text behind them. */
  readonly texts: readonly string[];
}

/** The command that a command line begins with, and the options that it takes. */
function commandOf(words: readonly string[]): NamedCommand | undefined {
  const [word = '', next = ''] = words;
  const group = groupOf(word);
  const [name, command] =
    group === undefined ? [word, own(commands, word)] : [`${word} ${next}`, own(group, next)];
  if (command === undefined) return undefined;
  const options = Object.entries(command.options);
  return {
    name,
    options: options.map(([option]) => option),
    texts: options.filter(([, { type }]) => type === 'string').map(([option]) => option),
  };
}

const groupOf = (word: string) => own(groups, word)?.commands;

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** `version` is what `--version` prints. The command line is only read: nothing of the process is touched. */
export function readArguments(argv: readonly string[], version: string): Invocation {
  const single = Object.values(commands).reduce(withCommand, emptyParser(version, argv));
  const parser = Object.values(groups).reduce(withGroup, single);
  try {
    const words = takesInput(argv) ? argv.map((word) => (word === '-' ? standardInput : word)) : argv;
    refuseStandardInput(words);
    const printed: string[] = [];
    parser.parse(joinedValues(words), {}, (_error, _argv, output) => {
      printed.push(output);
    });
    return { kind: 'text', text: `${printed.join('')}\n` };
  } catch (error) {
    if (error instanceof Understood) return error.invocation;
    if (error instanceof UsageError) return { kind: 'usage', fault: error.fault };
    throw error;
  }
}

/** Lists of sources, and captures, may come from the standard input. */
function takesInput(argv: readonly string[]): boolean {
  if (argv.find((word) => !word.startsWith('--')) === 'replay') return true;
  const at = argv.findIndex((word) => word === 'bans' || word === 'known');
  return at >= 0 && argv.slice(at + 1).some((word) => word === 'add' || word === 'remove');
}

/** yargs would drop a lone `-` without a word. A policy has a folder, which its lists are relative to: --stdin takes a name. */
function refuseStandardInput(argv: readonly string[]): void {
  const dash = argv.indexOf('-');
  const end = argv.indexOf('--');
  if (dash < 0 || (end >= 0 && end < dash)) return;
  throw usageError('standard input (-) is not read; name a file, or write lint --stdin');
}

/**
 * yargs takes a word that begins with a dash for an option, also behind one that wants a text: columns that begin with `-,`, a note
 * that begins with a dash. What cannot be the name of an option is the text, as it is in `--columns=-,callerip`.
 */
function joinedValues(argv: readonly string[]): string[] {
  const end = argv.indexOf('--');
  const before = end === -1 ? argv : argv.slice(0, end);
  const texts = commandOf(argv)?.texts ?? [];
  const joined: string[] = [];
  for (const word of before) {
    const option = joined.at(-1);
    const isText = option !== undefined && texts.some((name) => option === `--${name}`);
    if (isText && word.startsWith('-') && !/^--?[a-z][a-z-]*(=|$)/i.test(word))
      joined[joined.length - 1] = `${option}=${word}`;
    else joined.push(word);
  }
  return [...joined, ...argv.slice(before.length)];
}

/**
 * Texts stay texts: file names such as `007` are not numbers. English only, whatever the locale, since
 * the messages are partly our own. `--` is kept apart, so that a file may be named `--x`.
 */
function emptyParser(version: string, argv: readonly string[]): Argv {
  return yargs([])
    .scriptName('vosguard')
    .usage('$0 <command>\n\nCompiles one policy for a SIP switch into firewall rules that the kernel obeys.')
    .locale('en')
    .wrap(100)
    .exitProcess(false)
    .parserConfiguration({
      'boolean-negation': false,
      'camel-case-expansion': false,
      'dot-notation': false,
      'greedy-arrays': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
      'populate--': true,
    })
    .option('color', { type: 'boolean', describe: 'Colour findings even where the output is no terminal' })
    .option('no-color', {
      type: 'boolean',
      describe: 'Never colour them; so does NO_COLOR in the environment',
    })
    .version(version)
    .help()
    .alias('help', 'h')
    .strict()
    .demandCommand(1, 'a command is missing')
    .epilogue(
      'Exit status: 0 done, 1 problems or differences found, 2 usage or unreadable input, 3 failed and the old ' +
        'state stands, 4 failed and not everything could be put back.',
    )
    .fail((message, error) => {
      throw error instanceof UsageError ? error : new UsageError(usageFault(message, argv));
    });
}

function withCommand(parser: Argv, command: Command): Argv {
  return parser.command(
    command.usage,
    command.about,
    (builder) => {
      for (const [name, options] of Object.entries(command.positionals)) builder.positional(name, options);
      for (const [name, options] of Object.entries(command.options)) builder.option(name, options);
      for (const [example, about] of command.examples) builder.example(example, about);
    },
    (values) => {
      throw new Understood(command.read(valuesOf(values, command.positionals)));
    },
  );
}

function withGroup(parser: Argv, group: CommandGroup): Argv {
  return parser.command(group.usage, group.about, (builder) =>
    Object.values(group.commands).reduce(
      withCommand,
      builder.demandCommand(1, `a command is missing: ${Object.keys(group.commands).join(', ')}`),
    ),
  );
}
