import { type FileFault, type PolicyFiles, shownPath } from '../../src/parse/files.js';

/** Files in memory, by the path from the working directory; a `FileFault` stands for a file that cannot be had. */
export function memoryFiles(
  files: Readonly<Record<string, string | Uint8Array | { readonly fault: FileFault }>>,
): PolicyFiles {
  return {
    read: (wanted, from, limit) => {
      const path = shownPath(wanted, from);
      const file = Object.hasOwn(files, path) ? files[path] : undefined;
      if (file === undefined) return { kind: 'fault', path, fault: 'missing' };
      if (typeof file === 'object' && 'fault' in file) return { kind: 'fault', path, fault: file.fault };
      const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file;
      if (bytes.byteLength > limit) return { kind: 'fault', path, fault: 'too-large' };
      return { kind: 'text', path, identity: path, outside: false, bytes };
    },
  };
}
