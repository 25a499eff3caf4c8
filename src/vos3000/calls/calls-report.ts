import type { Clock } from './call-record.js';
import type { GroupedCalls } from './group-calls.js';
import type { Proposal, Proposals } from './propose.js';

/** Everything that `vos illegal-calls` has to tell. */
export interface CallsReport {
  /** A file's name, or a database's. */
  readonly where: string;
  readonly total: number;
  readonly marks: string;
  /** `from 2026-11-25 00:00:00`; `undefined`: all that was read. */
  readonly period: string | undefined;
  readonly clock: Clock;
  readonly grouped: GroupedCalls;
  readonly proposals: Proposals;
  /** What the patch is made of. */
  readonly chosen: readonly Proposal[];
  readonly notes: readonly string[];
  /** The patch, and the file that it changes; `undefined` where nothing is proposed or no patch could be made. */
  readonly patch: { readonly file: string; readonly text: string } | undefined;
}
