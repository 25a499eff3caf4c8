import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Place } from '../diagnostics/source.js';
import type { FileFault } from './files.js';

const codes = {
  missing: 'VG101',
  unreadable: 'VG102',
  'not-regular': 'VG103',
  outside: 'VG104',
  'not-text': 'VG106',
} as const satisfies Record<Exclude<FileFault, 'too-large'>, string>;

/** The finding for a file that could not be had. `place` is where it is named; `limit` is in bytes. */
export function faultFinding(
  fault: FileFault,
  path: string,
  limit: number,
  place: Place | undefined,
): Diagnostic {
  const about = { place, related: [] };
  return fault === 'too-large'
    ? { code: 'VG105', args: { path, limit }, ...about }
    : { code: codes[fault], args: { path }, ...about };
}
