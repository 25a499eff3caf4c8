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
  readonly #known = new WeakMap<Uint8Array, Searched>();
  #last: Uint8Array = new Uint8Array();
  #lastSearched: Searched = { text: '', found: new Map() };

  /** @param pattern Made by `folded`. */
  has(bytes: Uint8Array, pattern: string): boolean {
    const { text, found } = bytes === this.#last ? this.#lastSearched : this.#open(bytes);
    const before = found.get(pattern);
    if (before !== undefined) return before;
    const now = text.includes(pattern);
    found.set(pattern, now);
    return now;
  }

  #open(bytes: Uint8Array): Searched {
    const searched = this.#known.get(bytes) ?? { text: folded(bytes), found: new Map() };
    this.#known.set(bytes, searched);
    this.#last = bytes;
    this.#lastSearched = searched;
    return searched;
  }
}

interface Searched {
  readonly text: string;
  readonly found: Map<string, boolean>;
}
