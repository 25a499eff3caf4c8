import type { AfterApplyInvocation } from '../invocation.js';
import { placeOf } from './apply-commands.js';
import { standardInput, usageError, type Values } from './values.js';

/** What is put into a set by hand. */
export const sourcesToAdd = {
  address: {
    type: 'string',
    array: true,
    describe: 'Addresses, networks up to a subnet (/24, /48), or - for a list from standard input',
  },
} as const;

/** What is taken out of one; nothing, where `--all` is. */
export const sourcesToRemove = {
  address: { type: 'string', array: true, describe: 'Addresses, networks up to a subnet, or -' },
} as const;

export const json = { type: 'boolean', describe: 'As JSON' } as const;

/** The word that the installer has for it. */
export const jsonWord = (values: Values): readonly string[] =>
  values.flag('json') === true ? ['--json'] : [];

/** The installer does it, here or there. A list from the standard input goes beside it. */
export const byHand = (words: readonly string[], values: Values): AfterApplyInvocation => ({
  kind: 'by-hand',
  words,
  changes: words[1] === 'add' || words[1] === 'remove',
  reads: words.includes('-'),
  ...placeOf(values),
});

/** They become words of a command line: none may look like an option. `-` stands for the standard input. */
export function addressesOf(words: readonly string[]): readonly string[] {
  const wrong = words.find((word) => word !== standardInput && !/^[0-9A-Fa-f][0-9A-Fa-f.:/]*$|^:/.test(word));
  if (wrong !== undefined) throw usageError(`${wrong} is not an address`);
  return words.map((word) => (word === standardInput ? '-' : word));
}

/** The list is read once. */
export function added(values: Values): readonly string[] {
  const words = addressesOf(values.words);
  if (words.filter((word) => word === '-').length > 1)
    throw usageError('- was given more than once; give it once');
  return words;
}

export function removed(of: string, values: Values): readonly string[] {
  const all = values.flag('all') === true;
  if (all === values.words.length > 0) throw usageError(`${of} remove takes addresses, or --all`);
  return all ? ['--all'] : added(values);
}
