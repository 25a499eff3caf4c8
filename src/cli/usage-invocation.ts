/** A command line that cannot be understood. */
export interface UsageInvocation {
  readonly kind: 'usage';
  readonly fault: UsageFault;
}

export interface UsageFault {
  readonly message: string;
  /** A word that was not known and the words that would have been, for a hint. */
  readonly unknown: { readonly word: string; readonly known: readonly string[] } | undefined;
}
