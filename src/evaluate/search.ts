/**
 * xt_string with `--icase`, as lib/textsearch and lib/ctype.c have it: the kernel's upper case is that of Latin-1, with
 * two slips (0xdf becomes 0xbf, 0xff becomes 0xdf).
 */
const upper: readonly string[] = Array.from({ length: 256 }, (_, byte) =>
  String.fromCharCode(upperByte(byte)),
);

function upperByte(byte: number): number {
  const ascii = byte >= 0x61 && byte <= 0x7a;
  const latin = byte >= 0xdf && byte !== 0xf7;
  return ascii || latin ? byte - 0x20 : byte;
}

export function folded(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += upper[byte];
  return text;
}

/** Looks for texts in payloads, and remembers of each payload what was found: most packets of a flood are the same. */
export class Searcher {
  readonly #texts = new WeakMap<Uint8Array, string>();
  readonly #found = new WeakMap<Uint8Array, Map<string, boolean>>();

  /** @param pattern Made by `folded`. */
  has(bytes: Uint8Array, pattern: string): boolean {
    const known = this.#found.get(bytes) ?? new Map<string, boolean>();
    const before = known.get(pattern);
    if (before !== undefined) return before;
    const found = this.#textOf(bytes).includes(pattern);
    known.set(pattern, found);
    this.#found.set(bytes, known);
    return found;
  }

  #textOf(bytes: Uint8Array): string {
    const text = this.#texts.get(bytes) ?? folded(bytes);
    this.#texts.set(bytes, text);
    return text;
  }
}
