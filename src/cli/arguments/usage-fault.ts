import type { UsageFault } from '../invocation.js';
import { commands } from './commands.js';

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
  const [word] = words;
  if (word === undefined || word.startsWith('-') || isCommand(word)) return undefined;
  return { message: `there is no command ${word}`, unknown: { word, known: Object.keys(commands) } };
}

function unknownOption(words: readonly string[]): UsageFault | undefined {
  const [command = ''] = words;
  const own = isCommand(command) ? Object.keys(commands[command].options) : [];
  const known = [...own, ...everywhere].map((name) => `--${name}`);
  const word = words
    .filter((one) => one.startsWith('--'))
    .map((one) => one.split('=', 1)[0] ?? one)
    .find((one) => !known.includes(one));
  const after = isCommand(command) ? `${command} has no option` : 'there is no option';
  return word === undefined ? undefined : { message: `${after} ${word}`, unknown: { word, known } };
}

function isCommand(word: string): word is keyof typeof commands {
  return Object.hasOwn(commands, word);
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
