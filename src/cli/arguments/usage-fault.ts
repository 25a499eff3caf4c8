import type { UsageFault } from '../invocation.js';
import { commands, groups } from './commands.js';

const everywhere = ['color', 'no-color', 'help', 'version'];

/** What yargs says about a command line, in our words where we can name the word that it stumbled over. */
export function usageFault(message: string, argv: readonly string[]): UsageFault {
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

/** The command that a command line begins with, and the options that it takes. */
function commandOf(words: readonly string[]): { name: string; options: readonly string[] } | undefined {
  const [word = '', next = ''] = words;
  const group = groupOf(word);
  const [name, command] =
    group === undefined ? [word, own(commands, word)] : [`${word} ${next}`, own(group, next)];
  return command && { name, options: Object.keys(command.options) };
}

const groupOf = (word: string) => own(groups, word)?.commands;

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
