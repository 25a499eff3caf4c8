import type { SchemaVersion } from '../vos3000/catalogue/schema-version.js';
import type { PolicyOptions } from './invocation.js';

/** Commands about the switch. */
export type VosInvocation =
  | { readonly kind: 'vos-list'; readonly schema: SchemaVersion | undefined; readonly json: boolean }
  /** `name`: of a parameter, in any version, or of a gateway's setting. */
  | { readonly kind: 'vos-show'; readonly name: string; readonly json: boolean }
  | VosChecklistInvocation;

export interface VosChecklistInvocation extends PolicyOptions {
  readonly kind: 'vos-checklist';
  readonly file: string | undefined;
  /** A file with the output of `vos3000-verify.sql`. */
  readonly from: string | undefined;
  /** An item that somebody has seen, and what he saw. */
  readonly done: { readonly item: string; readonly note: string } | undefined;
  readonly json: boolean;
}

/** Commands that read or write the switch's own database. */
export type VosDatabaseInvocation =
  | VosAuditInvocation
  | VosSetInvocation
  | VosRestoreInvocation
  | VosIllegalCallsInvocation
  | VosAdviseInvocation;

/** Where what the switch holds is read. */
export interface FromOptions {
  /** A file instead of the database. */
  readonly from: string | undefined;
  /** A file with the DSN; `undefined`: `VOSGUARD_DSN`. */
  readonly dsnFile: string | undefined;
}

export interface VosAuditInvocation extends PolicyOptions, FromOptions {
  readonly kind: 'vos-audit';
  readonly file: string | undefined;
  /** What the switch does not tell is no reason to end with 1. */
  readonly allowUnknown: boolean;
  readonly json: boolean;
}

export interface VosSetInvocation extends PolicyOptions {
  readonly kind: 'vos-set';
  readonly file: string | undefined;
  readonly dsnFile: string | undefined;
  /** Without it nothing is written, and the database is not even asked. */
  readonly understood: boolean;
  readonly dryRun: boolean;
  /** The file for the values that are replaced. */
  readonly save: string;
}

export interface VosRestoreInvocation {
  readonly kind: 'vos-restore';
  readonly saved: string;
  readonly dsnFile: string | undefined;
  /** Also rows that somebody has changed since. */
  readonly force: boolean;
}

/** Where call records are, and of which time. */
export interface RecordOptions extends FromOptions {
  /** Names of columns, or a file that has them. */
  readonly columns: string | undefined;
  /** A day, a time, or `last`. */
  readonly since: string | undefined;
  readonly until: string | undefined;
  /** How many tables of a day, the newest first, where no time is said. */
  readonly days: number;
}

export interface VosAdviseInvocation extends PolicyOptions, RecordOptions {
  readonly kind: 'vos-advise';
  readonly file: string | undefined;
  readonly html: boolean;
  readonly json: boolean;
}

export interface VosIllegalCallsInvocation extends PolicyOptions, RecordOptions {
  readonly kind: 'vos-illegal-calls';
  readonly file: string | undefined;
  /** What `endreason` says of a call that was not authorised. */
  readonly causes: readonly string[];
  readonly billingModes: readonly string[];
  /** Attempts from which on a source is proposed. */
  readonly atLeast: number;
  /** Sources of one network from which on the network is proposed. */
  readonly ofNetwork: number;
  /** Put the networks into the patch, in place of their sources. */
  readonly networks: boolean;
  readonly json: boolean;
  /** Print the patch alone. */
  readonly patch: boolean;
}
