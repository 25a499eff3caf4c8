import { visible } from '../diagnostics/visible.js';
import type { Ban } from './ban.js';
import { type Reason, reasonText } from './reason.js';
import { sourceText } from './source-text.js';
import { timeText } from './time-text.js';

export interface ToldBan extends Ban {
  readonly reason: Reason;
}

/** For people: how many there are, then a line for each of the first. */
export function listText(bans: readonly ToldBan[], limit: number): string {
  if (bans.length === 0) return 'nobody is banned\n';
  const shown = bans.slice(0, limit);
  const rows = shown.map((ban) => [
    sourceText(ban.address),
    `${timeText(ban.left)} left`,
    reasonText(ban.reason),
  ]);
  const width = (column: number) => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0));
  const lines = rows.map(
    ([source = '', left = '', reason = '']) =>
      `  ${source.padEnd(width(0))}  ${left.padStart(width(1))}  ${reason}`,
  );
  const rest = bans.length - shown.length;
  const more = rest > 0 ? [`  and ${rest.toLocaleString('en-US')} more; --limit shows more of them`] : [];
  const many = bans.length.toLocaleString('en-US');
  const heading = `${many} ${bans.length === 1 ? 'source is' : 'sources are'} banned`;
  return [heading, ...lines, ...more].map((line) => `${visible(line)}\n`).join('');
}
