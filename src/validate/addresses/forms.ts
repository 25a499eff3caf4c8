import { ipv4Text, ipv4Value, ipv6Text } from '../../net/ip-text.js';
import type { ListForm } from '../../policy/list-spec.js';
import { eachToken } from './list-tokens.js';

type OnLine = (start: number, end: number, line: number) => void;

/** `first TAB last TAB prefix TAB ...`: the block list of DShield. Its line of headings begins with "Start". */
function dshieldCells(text: string, on: OnCell): OnLine {
  return (start, end, line) => {
    const [first = '', last = ''] = text.slice(start, end).split(/[ \t]+/);
    if (first !== 'Start') on(start, start + first.length, line, `${first}-${last}`);
  };
}

/** `name:first-last`, the text form of PeerGuardian. A name may hold colons. */
function peerCells(text: string, on: OnCell): OnLine {
  return (start, end, line) => {
    const colon = text.lastIndexOf(':', end - 1);
    on(colon < start ? start : colon + 1, end, line);
  };
}

function csvCells(text: string, form: Extract<ListForm, { kind: 'csv' }>, on: OnCell): OnLine {
  const { separator, columns, where } = form;
  const wanted = where === undefined ? undefined : new Set(where.is);
  const [first = 1, last] = columns;
  return (start, end, line) => {
    const cells = cellsOf(text.slice(start, end), separator);
    if (where !== undefined && !wanted?.has(cells[where.column - 1]?.text ?? '')) return;
    const cell = cells[first - 1];
    const from = start + (cell?.at ?? 0);
    const one = addressOf(cell?.text ?? '');
    const meant = last === undefined ? one : `${one}-${addressOf(cells[last - 1]?.text ?? '')}`;
    on(from, from + (cell?.text.length ?? 0), line, meant);
  };
}

/**
 * Lists of countries may have addresses as numbers: `"16777216","16777471","AU"`. IPv4 in lists of IPv6 is ::ffff:0:0 and more. What is below
 * 1.0.0.0 is no address of anybody, but may well be another column.
 */
function addressOf(text: string): string {
  if (!/^[1-9]\d{7,38}$/.test(text)) return text;
  const value = BigInt(text);
  const four = value >> 32n === 0xffffn ? value & 0xffff_ffffn : value;
  if (four < 1n << 32n) return four < 1n << 24n ? text : ipv4Text(Number(four));
  // 2000::/3, where all addresses of the internet are.
  return value >> 125n === 1n ? ipv6Text(value) : text;
}

interface Cell {
  readonly text: string;
  /** Where it begins in the line. */
  readonly at: number;
}

/** RFC 4180, but for line breaks inside quotes, which no address has. */
function cellsOf(line: string, separator: string): readonly Cell[] {
  const cells: Cell[] = [];
  for (let at = 0; at <= line.length; ) {
    const quoted = line[at] === '"';
    const close = quoted ? line.indexOf('"', at + 1) : -1;
    const next = line.indexOf(separator, close === -1 ? at : close);
    const end = next === -1 ? line.length : next;
    const raw = quoted && close !== -1 ? line.slice(at + 1, close) : line.slice(at, end);
    const begins = raw.length - raw.trimStart().length + (quoted ? 1 : 0);
    cells.push({ text: raw.trim(), at: at + begins });
    at = end + 1;
  }
  return cells;
}

/**
 * `ripencc|NL|ipv4|193.0.0.0|2048|19930901|allocated`: what the five registries publish of who holds what. IPv4 says how many addresses, IPv6
 * the prefix. Lines of numbers of networks (`asn`), the head and the sums are no entries.
 */
function delegatedCells(
  text: string,
  countries: readonly string[],
  on: OnCell,
): (start: number, end: number, line: number) => void {
  const wanted = new Set(countries);
  return (start, end, line) => {
    const [, country = '', kind = '', first = '', size = '', , state] = text.slice(start, end).split('|');
    if ((kind !== 'ipv4' && kind !== 'ipv6') || !wanted.has(country)) return;
    if (state !== 'allocated' && state !== 'assigned') return;
    const from = start + text.slice(start, end).indexOf(first);
    on(from, from + first.length, line, kind === 'ipv4' ? spanOf(first, size) : `${first}/${size}`);
  };
}

function spanOf(first: string, size: string): string {
  const value = ipv4Value(first);
  const last = value === undefined || !/^[1-9]\d{0,9}$/.test(size) ? Number.NaN : value + Number(size) - 1;
  return last < 2 ** 32 ? `${first}-${ipv4Text(last)}` : `${first}-${size}`;
}

/**
 * The texts at the end of these keys, wherever arrays stand between. One value, or one after the other, as in files of a value a line.
 * `JSON.parse` would tell no places, and would make objects of all that is not wanted. `false` where the text breaks off.
 */
function jsonCells(text: string, keys: readonly string[], on: OnCell): boolean {
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

/**
 * One entry of a list: UTF-16 offsets in the text, the line from 1, and what is meant where that is not what stands there. Numbers and no
 * object, since a list may have millions.
 */
export type OnCell = (start: number, end: number, line: number, meant?: string) => void;

/** Calls `on` for each entry. `false`: the text ends too early or is not of this form at all. */
export function eachCell(text: string, form: ListForm, on: OnCell): boolean {
  switch (form.kind) {
    case 'lines':
      eachToken(text, '#;', on);
      return true;
    case 'dshield':
      eachToken(text, '', uncommented(text, dshieldCells(text, on)));
      return true;
    case 'p2p':
      eachToken(text, '', uncommented(text, peerCells(text, on)));
      return true;
    case 'csv':
      eachToken(text, '', uncommented(text, csvCells(text, form, on)));
      return true;
    case 'delegated':
      eachToken(text, '', uncommented(text, delegatedCells(text, form.countries, on)));
      return true;
    case 'json':
      return jsonCells(text, form.keys, on);
  }
}

/** In these a `#` begins a comment only at the beginning of a line: names and notes hold it too. */
const uncommented =
  (text: string, on: OnCell): OnCell =>
  (start, end, line) => {
    if (text[start] !== '#') on(start, end, line);
  };
