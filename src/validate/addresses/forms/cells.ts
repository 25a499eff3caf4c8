import type { ListForm } from '../../../policy/list-spec.js';
import { eachToken } from '../list-tokens.js';
import { csvCells, dshieldCells, peerCells } from './columns.js';
import { delegatedCells } from './delegated.js';
import { jsonCells } from './json.js';

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
