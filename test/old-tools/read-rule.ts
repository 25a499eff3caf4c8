import { type Module, matches, targets } from './options.js';
import { splitWords } from './split-words.js';
import type { Fault, Tool } from './tool.js';

/** What a rule stands among. */
export interface Surroundings {
  readonly tool: Tool;
  readonly table: string;
  readonly chains: ReadonlySet<string>;
}

/** The module whose options are read at this place, and those that it has been given. */
interface Open {
  readonly module: Module;
  readonly given: Map<string, string>;
}

/** A step: how many words it took and what is open behind it, or why it is refused. */
type Step = { readonly took: number; readonly open?: Open } | string;

/** Options of the tool itself that take a word. */
const basic: readonly string[] = ['-s', '-d', '-i', '-o', '-p'];
const rawOnly: readonly string[] = ['NOTRACK', 'CT'];

/** The first reason why what stands behind `-A CHAIN` is refused or does not mean what it says. */
export function readRule(line: string, surroundings: Surroundings): Fault {
  const split = splitWords(line);
  if (typeof split === 'string') return split;
  const { words, quoted } = split;
  let open: Open | undefined;
  for (let at = 0; at < words.length; ) {
    if (quoted.has(at)) return `Bad argument \`${words[at]}'`;
    const step = takeWord(words.slice(at), open, surroundings);
    if (typeof step === 'string') return step;
    open = step.open ?? open;
    at += step.took;
  }
  if (words.at(-1) === '!') return 'a negation of nothing';
  return resetsOthers(words) ? 'tcp-reset needs -p tcp' : ending(open);
}

/** xt_REJECT: refused by the kernel. */
const resetsOthers = (words: readonly string[]): boolean =>
  words.includes('tcp-reset') && words[words.indexOf('-p') + 1] !== 'tcp';

const ending = (open: Open | undefined): Fault => open?.module.together?.(open.given);

function takeWord(words: readonly string[], open: Open | undefined, surroundings: Surroundings): Step {
  const [word = '', next = ''] = words;
  if (word === '!') return { took: 1 };
  if (basic.includes(word)) return next === '!' ? `negation stands before ${word}` : { took: 2 };
  if (word !== '-m' && word !== '-j' && word !== '-g') return takeOption(words, open, surroundings.tool);
  const module = moduleOf(word, next, surroundings);
  if (typeof module === 'string') return module;
  return ending(open) ?? { took: 2, open: { module, given: new Map() } };
}

function moduleOf(
  option: '-m' | '-j' | '-g',
  name: string,
  { tool, table, chains }: Surroundings,
): Module | string {
  if (option !== '-m' && chains.has(name)) return { options: {} };
  const found = option === '-g' ? undefined : (option === '-m' ? matches : targets)[name];
  if (found === undefined || found.known?.(tool) === false)
    return `Couldn't find ${option === '-m' ? 'match' : 'target'} \`${name}'`;
  return rawOnly.includes(name) && table !== 'raw' ? `${name} is for the raw table` : found;
}

function takeOption(words: readonly string[], open: Open | undefined, tool: Tool): Step {
  const [word = '', ...rest] = words;
  const option = open?.module.options[word];
  if (option === undefined || option.known?.(tool) === false)
    return word.startsWith('-') ? `unknown option \`${word}'` : `Bad argument \`${word}'`;
  const values = rest.slice(0, option.takes.length);
  if (values.length < option.takes.length) return `option \`${word}' requires an argument`;
  open?.given.set(word, values.join(' '));
  const faults = option.takes.map((check, n) => check(values[n] ?? '', tool));
  return faults.find((fault) => fault !== undefined) ?? { took: 1 + values.length };
}
