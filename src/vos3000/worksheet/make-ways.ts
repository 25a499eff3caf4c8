import { changesOf } from './changes.js';
import { type SheetInput, sheetOf } from './sheet.js';
import { wayBack } from './way-back.js';
import { wayIn } from './way-in.js';
import type { Worksheet } from './worksheet.js';

export interface Ways {
  readonly into: Worksheet;
  readonly back: Worksheet;
}

/** How a profile is taken into use at the client and how it is ended; `undefined` where it changes nothing there. */
export function makeWays(input: SheetInput): Ways | undefined {
  const { profile, vos3000, vos3000Before } = input.policy;
  const [into, back] = [sheetOf(input), sheetOf(input)];
  if (profile === undefined || vos3000 === undefined || into === undefined || back === undefined)
    return undefined;
  const changes = changesOf(vos3000Before, vos3000);
  if (changes.length === 0) return undefined;
  return { into: wayIn(into, profile, changes), back: wayBack(back, profile, changes) };
}
