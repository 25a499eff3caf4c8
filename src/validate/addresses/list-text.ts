/** What a file is that is no list, as its first bytes tell. */
export type OtherKind = 'html' | 'json' | 'compressed' | 'binary';

export type ListText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'other'; readonly what: OtherKind };

/** UTF-8, or UTF-16 with a byte order mark, which Windows calls "Unicode". */
export function listText(bytes: Uint8Array, json: boolean): ListText {
  const [a, b] = bytes;
  if (a === 0xff && b === 0xfe) return known(new TextDecoder('utf-16le').decode(bytes), json);
  if (a === 0xfe && b === 0xff) return known(new TextDecoder('utf-16be').decode(bytes), json);
  // gzip, zip, bzip2 and xz.
  if (
    (a === 0x1f && b === 0x8b) ||
    (a === 0x50 && b === 0x4b) ||
    (a === 0x42 && b === 0x5a) ||
    (a === 0xfd && b === 0x37)
  )
    return { kind: 'other', what: 'compressed' };
  if (bytes.subarray(0, LOOKED_AT).includes(0)) return { kind: 'other', what: 'binary' };
  return known(new TextDecoder().decode(bytes), json);
}

const LOOKED_AT = 4096;

function known(text: string, json: boolean): ListText {
  const beginning = text.slice(0, LOOKED_AT).trimStart();
  if (/^<[!?a-z]/i.test(beginning)) return { kind: 'other', what: 'html' };
  if (!json && /^(\{\s*["}]|\[\s*[[{"\]])/.test(beginning)) return { kind: 'other', what: 'json' };
  return { kind: 'text', text };
}
