import type { Clock } from './call-record.js';

export interface ReadTime {
  /** To the second, so that times compare as text. */
  readonly text: string;
  readonly clock: Clock;
}

/** Newer schemas keep milliseconds since 1970, others seconds or a date with a time. */
export function readTime(written: string): ReadTime | undefined {
  const text = written.trim();
  if (/^\d{9,10}$/.test(text)) return epoch(Number(text) * 1000);
  if (/^\d{12,13}$/.test(text)) return epoch(Number(text));
  const [, day, time] = /^(\d{4}[-/]\d{2}[-/]\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)/.exec(text) ?? [];
  if (day === undefined || time === undefined) return undefined;
  return { text: `${day.replaceAll('/', '-')} ${time.padEnd(8, ':00')}`, clock: 'written' };
}

const epoch = (milliseconds: number): ReadTime => ({
  text: new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' '),
  clock: 'UTC',
});
