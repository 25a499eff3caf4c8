import type { PolicyOptions } from './invocation.js';

export const testFormats = ['pretty', 'json', 'junit', 'github'] as const;
export type TestFormat = (typeof testFormats)[number];

export interface TestInvocation extends Omit<PolicyOptions, 'format'> {
  readonly kind: 'test';
  readonly file: string | undefined;
  /** The name of one test; `undefined`: all of them. */
  readonly only: string | undefined;
  /** Whether to try what no test protects. */
  readonly mutants: boolean;
  /** Whether to play them with real packets as well. */
  readonly kernel: boolean;
  readonly format: TestFormat;
}
