import yargs, { type Argv } from 'yargs';
import type { Invocation } from '../invocation.js';
import type { Command, CommandGroup } from './command.js';
import { commands, groups } from './commands.js';
import { usageFault } from './usage-fault.js';
import { Understood, UsageError, usageError, valuesOf } from './values.js';

/** `version` is what `--version` prints. The command line is only read: nothing of the process is touched. */
export function readArguments(argv: readonly string[], version: string): Invocation {
  const single = Object.values(commands).reduce(withCommand, emptyParser(version, argv));
  const parser = Object.values(groups).reduce(withGroup, single);
  try {
    refuseStandardInput(argv);
    const printed: string[] = [];
    parser.parse([...argv], {}, (_error, _argv, output) => {
      printed.push(output);
    });
    return { kind: 'text', text: `${printed.join('')}\n` };
  } catch (error) {
    if (error instanceof Understood) return error.invocation;
    if (error instanceof UsageError) return { kind: 'usage', fault: error.fault };
    throw error;
  }
}

/** yargs would drop a lone `-` without a word. A policy has a folder, which its lists are relative to: --stdin takes a name. */
function refuseStandardInput(argv: readonly string[]): void {
  const dash = argv.indexOf('-');
  const end = argv.indexOf('--');
  if (dash < 0 || (end >= 0 && end < dash)) return;
  throw usageError('standard input (-) is not read; name a file, or write lint --stdin');
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
