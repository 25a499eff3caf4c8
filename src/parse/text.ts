import { isUtf8 } from 'node:buffer';
import type { Report } from '../diagnostics/diagnostic.js';
import type { SourceFile } from '../diagnostics/source.js';

/**
 * The text of a file's bytes, without a byte order mark; `undefined` where they are not UTF-8. NUL is valid
 * UTF-8, but no text has it: a file full of them is UTF-16 or binary.
 */
export function textOf(bytes: Uint8Array): string | undefined {
  return isUtf8(bytes) && !bytes.includes(0) ? new TextDecoder('utf-8').decode(bytes) : undefined;
}

/**
 * What YAML 1.2 section 5.1 leaves out of its printable characters, and a byte order mark that is not at the
 * start. A carriage return alone is a line break in YAML and not in the `yaml` package: it would hide a line.
 */
const forbidden = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff]|\r(?!\n)/g;

/** Reports every control character; true if there is none. */
export function onlyPrintable(file: SourceFile, report: Report): boolean {
  let clean = true;
  for (const { index, 0: found } of file.text.matchAll(forbidden)) {
    clean = false;
    const place = { file, start: index, end: index + 1 };
    report({ code: 'VG107', args: { character: codePointName(found) }, place, related: [] });
  }
  return clean;
}

function codePointName(character: string): string {
  return `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}
