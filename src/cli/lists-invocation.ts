import type { PolicyOptions } from './invocation.js';

export interface ListsRefreshInvocation extends PolicyOptions {
  readonly kind: 'lists-refresh';
  readonly file: string | undefined;
  /** This list alone. */
  readonly only: string | undefined;
  /** Of this list, as much as has changed is taken. */
  readonly accept: string | undefined;
  /** Only those whose time has come. */
  readonly due: boolean;
}

export interface ListsStatusInvocation extends PolicyOptions {
  readonly kind: 'lists-status';
  readonly file: string | undefined;
  readonly json: boolean;
}
