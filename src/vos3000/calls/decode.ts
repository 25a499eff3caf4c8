/** Turns bytes that come in pieces into text. */
export interface Decoder {
  readonly text: (bytes: Uint8Array) => string;
  /** What was left of a character that was cut. */
  readonly end: () => string;
}

/**
 * UTF-8, UTF-16 with its mark (as consoles of Windows write it), or GBK, in which Chinese programs write CSV. What is not UTF-8
 * where the first character beyond ASCII stands is GBK; the two are hardly ever both valid.
 */
export function decoder(): Decoder {
  const ascii = new TextDecoder('latin1');
  let chosen: InstanceType<typeof TextDecoder> | undefined;
  let held: Uint8Array = new Uint8Array();
  const decide = (bytes: Uint8Array): string => {
    chosen = new TextDecoder(encodingOf(bytes));
    held = new Uint8Array();
    return chosen.decode(bytes, { stream: true });
  };
  return {
    text: (bytes) => {
      if (chosen !== undefined) return chosen.decode(bytes, { stream: true });
      const all = held.length === 0 ? bytes : Buffer.concat([held, bytes]);
      // A search in the text is faster than one byte by byte.
      const text = ascii.decode(all);
      const beyond = text.search(/[^\0-\x7f]/);
      if (beyond === -1) {
        held = new Uint8Array();
        return text;
      }
      if (all.length - beyond >= ENOUGH) return decide(all);
      // Copied: whoever reads a file uses the piece again.
      held = all.slice();
      return '';
    },
    end: () => (held.length === 0 ? '' : decide(held)) + (chosen?.decode() ?? ''),
  };
}

/** Bytes from the first beyond ASCII on that tell the encoding. */
const ENOUGH = 64;

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return isUtf8(bytes) ? 'utf-8' : 'gbk';
}

/** As far as it goes: a character may be cut at the end of a piece. */
function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
