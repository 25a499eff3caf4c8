import type { Call } from './call.js';
import type { Clock } from './call-record.js';
import type { Places } from './columns.js';
import type { Layout } from './layout.js';
import { readTime } from './read-time.js';
import { tidy } from './rows.js';

export interface CallFile {
  /** Records, the bad ones left out. */
  readonly total: number;
  readonly clock: Clock;
  readonly places: Places;
  /** What was concluded, and lines that were left out. */
  readonly notes: readonly string[];
}

/** Turns the cells of each record into a call; a record that is no whole one is counted and left out. */
export function records({ places, width, note }: Layout, onCall: (call: Call) => void) {
  const needed = Math.max(
    ...[places.source, places.cause ?? places.billingMode, places.start].map((at) => at ?? -1),
  );
  let total = 0;
  let bad = 0;
  let firstBad = 0;
  let clock: Clock = 'UTC';
  const timeIn = (cell: string): number | undefined => {
    const time = readTime(cell);
    if (time?.clock === 'written') clock = 'written';
    return time?.second;
  };
  return {
    add: (cells: readonly string[], line: number): void => {
      if (cells.length <= needed || (width !== undefined && cells.length !== width)) {
        bad++;
        if (firstBad === 0) firstBad = line;
        return;
      }
      total++;
      const cell = (place: number | undefined) => (place === undefined ? '' : tidy(cells[place] ?? ''));
      const hold = cell(places.hold);
      onCall({
        source: cell(places.source),
        caller: cell(places.caller),
        number: cell(places.number),
        gateway: cell(places.gateway),
        cause: cell(places.cause),
        billingMode: cell(places.billingMode),
        start: timeIn(cell(places.start)),
        stop: places.stop === undefined ? undefined : timeIn(cell(places.stop)),
        hold: holdIn(hold),
      });
    },
    result: (): CallFile => ({
      total,
      clock,
      places,
      notes: [
        ...(note === undefined ? [] : [note]),
        ...(bad === 0
          ? []
          : [
              `records left out, because they have too few or too many fields: ${bad}, the first in line ${firstBad}`,
            ]),
      ],
    }),
  };
}

/** Seconds, or `1:02:03` and `02:03` as the client shows them. */
function holdIn(text: string): number | undefined {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  const parts = /^(?:(\d{1,4}):)?(\d{1,2}):(\d{2})$/.exec(text);
  if (parts === null) return undefined;
  const [hours = 0, minutes = 0, seconds = 0] = parts
    .slice(1)
    .map((part) => (part === undefined ? 0 : Number(part)));
  return hours * 3600 + minutes * 60 + seconds;
}
