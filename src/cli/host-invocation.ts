import type { ExportFormat } from '../bans/export-text.js';
import type { Destination } from '../host/remote/destination.js';

/** What comes after an apply and needs no policy. */
export type AfterApplyInvocation = {
  readonly root: string | undefined;
  readonly host: Destination | undefined;
} & (
  | { readonly kind: 'confirm'; readonly code: string }
  /** `list`: which there are; `number`: which apply is taken back, `undefined` for the last. */
  | { readonly kind: 'rollback'; readonly list: boolean; readonly number: number | undefined }
  | { readonly kind: 'why'; readonly address: string }
  | { readonly kind: 'known'; readonly words: readonly string[] }
  | { readonly kind: 'metrics' }
  | { readonly kind: 'profile'; readonly action: 'status' | 'off' | 'off --yes' | 'done' }
);

export interface StatusInvocation {
  readonly kind: 'status';
  readonly root: string | undefined;
  readonly host: Destination | undefined;
  readonly json: boolean;
}

export type BansInvocation = {
  readonly kind: 'bans';
  readonly root: string | undefined;
  readonly host: Destination | undefined;
} & (
  | { readonly action: 'list'; readonly limit: number; readonly json: boolean }
  | { readonly action: 'export'; readonly limit: number; readonly format: ExportFormat }
  | { readonly action: 'add'; readonly source: string; readonly seconds: number; readonly reason: string }
  | { readonly action: 'remove'; readonly source: string }
  /** Everybody. */
  | { readonly action: 'clear' }
);
