import type { OnCell } from './cells.js';

/**
 * The texts at the end of these keys, wherever arrays stand between. One value, or one after the other, as in files of a value a line.
 * `JSON.parse` would tell no places, and would make objects of all that is not wanted. `false` where the text breaks off.
 */
export function jsonCells(text: string, keys: readonly string[], on: OnCell): boolean {
  const state: State = { open: [], keys: [], line: 1, at: 0 };
  for (; state.at < text.length; state.at++) {
    const character = text[state.at] as string;
    if (character === '\n') state.line++;
    if (/[\s:]/.test(character)) continue;
    if (character === '"' || !/[[\]{},]/.test(character)) {
      if (!scalar(text, state, keys, on)) return false;
    } else if (!bracket(character, state)) return false;
  }
  return state.open.length === 0;
}

interface State {
  /** The brackets that are open. */
  readonly open: ('{' | '[')[];
  /** The key in each open object; `undefined` where the next text is one. */
  readonly keys: (string | undefined)[];
  line: number;
  at: number;
}

const DEEPEST = 100;

function bracket(character: string, { open, keys }: State): boolean {
  if (character === ',') {
    if (open.at(-1) === '{') keys[keys.length - 1] = undefined;
    return true;
  }
  if (character === '{' || character === '[') {
    open.push(character);
    if (character === '{') keys.push(undefined);
    return open.length <= DEEPEST;
  }
  const opened = open.pop();
  if (opened === '{') keys.pop();
  return opened === (character === '}' ? '{' : '[');
}

/** A text, a number or a word, at whose last character `state` then stands. */
function scalar(text: string, state: State, wanted: readonly string[], on: OnCell): boolean {
  const { open, keys, at: start } = state;
  const quoted = text[start] === '"';
  const end = quoted ? endOfText(text, start + 1) : endOfWord(text, start);
  if (end === undefined) return false;
  state.at = quoted ? end : end - 1;
  const content = text.slice(quoted ? start + 1 : start, end);
  if (open.at(-1) === '{' && keys.at(-1) === undefined) keys[keys.length - 1] = content;
  else if (keys.length === wanted.length && keys.every((key, i) => key === wanted[i]))
    on(quoted ? start + 1 : start, end, state.line);
  return true;
}

/** The quote that is not behind an odd number of backslashes. No address and no key that leads to one has any. */
function endOfText(text: string, from: number): number | undefined {
  for (let end = text.indexOf('"', from); end !== -1; end = text.indexOf('"', end + 1)) {
    let before = end;
    while (text[before - 1] === '\\') before--;
    if ((end - before) % 2 === 0) return end;
  }
  return undefined;
}

function endOfWord(text: string, from: number): number {
  let end = from;
  while (end < text.length && !/[\s,\]}]/.test(text[end] as string)) end++;
  return end;
}
