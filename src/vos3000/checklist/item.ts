import type { PolicyPath } from '../../policy/path.js';
import type { PageName } from '../catalogue/page.js';

/** The lists of the published guides, and the review that one of them asks for. */
export const listNames = ['flood checklist', 'flood layers', 'scanner layers', 'review'] as const;
export type ListName = (typeof listNames)[number];

/** An item of a list, and what of the policy holds it. */
export interface Item {
  /** For `--done`: `retry`, `flood-2`. */
  readonly id: string;
  readonly list: ListName;
  readonly title: string;
  /** None: nothing in the policy holds it. */
  readonly held: readonly Holder[];
  /** Points that it is made of: when all of them are verified, it is. */
  readonly parts: readonly string[];
  /** Where in the client it is looked at, if it is. */
  readonly page: PageName | undefined;
  /** How a person sees for himself that it works. */
  readonly byHand: string;
}

/** What holds an item. */
export type Holder =
  /** A rule of the kernel, and the limit that it holds. */
  | { readonly kind: 'rule'; readonly id: string; readonly value: string | undefined }
  /** A value that the switch should have: it can be compared with what it holds. */
  | { readonly kind: 'setting'; readonly name: string; readonly value: string; readonly path: PolicyPath }
  /** Something that the policy says and no rule carries. */
  | { readonly kind: 'policy'; readonly path: PolicyPath };
