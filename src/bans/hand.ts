import type { Ban } from './ban.js';
import { sourceText } from './source-text.js';

/** A ban by hand, as `bans add` has written it down: until when, in seconds of the epoch, and why. */
export interface HandBan {
  readonly source: string;
  readonly until: number;
  readonly reason: string;
}

/** Seconds by which what the kernel has left may differ from what was written down. */
const TOLERANCE = 10;

/** `SOURCE UNTIL REASON` a line. What is not of this form is passed over. */
export function readHand(text: string): ReadonlyMap<string, HandBan> {
  const lines = text.matchAll(/^([0-9a-f.:/]+) (\d{1,12})(?: (.*))?$/gm);
  return new Map(
    [...lines].map(([, source = '', until, reason = '']) => [
      source,
      { source, until: Number(until), reason },
    ]),
  );
}

/** The record of this very ban: one that a rule has set anew ends at another moment, and is the rule's. */
export function handBanOf(
  { address, left }: Ban,
  hand: ReadonlyMap<string, HandBan>,
  now: number,
): HandBan | undefined {
  const found = hand.get(sourceText(address));
  return found !== undefined && Math.abs(found.until - now - left) <= TOLERANCE ? found : undefined;
}
