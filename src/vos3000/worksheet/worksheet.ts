/** A sheet of paper for a person at the client of the switch. Texts are raw: whoever prints them escapes them. */
export interface Worksheet {
  readonly title: string;
  readonly sections: readonly Section[];
}

export interface Section {
  /** Of the first section: none, it follows the title. */
  readonly title: string | undefined;
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly kind: 'paragraph'; readonly text: Text }
  /** The menus to click, outermost first. */
  | { readonly kind: 'way'; readonly menus: readonly string[]; readonly after: Text }
  | { readonly kind: 'heading'; readonly text: Text }
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly Text[])[] }
  | { readonly kind: 'list'; readonly items: readonly Text[] }
  | { readonly kind: 'steps'; readonly items: readonly Text[] }
  /** With a box before each. */
  | { readonly kind: 'ticks'; readonly items: readonly Tick[] };

export interface Tick {
  readonly done: boolean;
  readonly text: Text;
}

/** Pieces of one line. */
export type Text = readonly Piece[];

export type Piece =
  | string
  /** A name or a value as it is typed. */
  | { readonly code: string }
  | { readonly strong: string }
  /** Room to write by hand. */
  | { readonly blank: true }
  | { readonly link: string };

export const code = (text: string): Piece => ({ code: text });
export const strong = (text: string): Piece => ({ strong: text });
export const blank: Piece = { blank: true };

export const paragraph = (...text: Text): Block => ({ kind: 'paragraph', text });
export const list = (...items: readonly Text[]): Block => ({ kind: 'list', items });
