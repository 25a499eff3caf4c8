declare const brand: unique symbol;
type Id<B extends string> = string & { readonly [brand]: B };

/** `strangers.REGISTER.all`: letters, digits, `.`, `_`, `-`; starts with a letter. Printed as the comment of every emitted rule. */
export type RuleId = Id<'RuleId'>;
export type ChainId = Id<'ChainId'>;
export type SetId = Id<'SetId'>;
export type MeterId = Id<'MeterId'>;
/** A table of open connections. */
export type TableId = Id<'TableId'>;

const form = /^[A-Za-z][A-Za-z0-9._-]*$/;

function id<T extends string>(text: string): T {
  if (!form.test(text)) throw new Error(`not an identifier: ${JSON.stringify(text)}`);
  return text as T;
}

export const ruleId = (text: string): RuleId => id(text);
export const chainId = (text: string): ChainId => id(text);
export const setId = (text: string): SetId => id(text);
export const meterId = (text: string): MeterId => id(text);
export const tableId = (text: string): TableId => id(text);

/** Behind the id of a rule that only counts what it would refuse. */
export const wouldSuffix = '.would';
