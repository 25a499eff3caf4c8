/** Why a file could not be had. Each has its own words; a reader never throws for these. */
export type FileFault = 'missing' | 'unreadable' | 'not-regular' | 'outside' | 'too-large' | 'not-text';

export type ReadResult =
  | { readonly kind: 'text'; readonly path: string; readonly bytes: Uint8Array }
  | { readonly kind: 'fault'; readonly path: string; readonly fault: FileFault };

/**
 * How the pure stages get at files: `src/host` gives the real one, tests give a map.
 * `path` is as the user wrote it, `from` the file that says so; relative paths are relative to its folder.
 */
export interface PolicyFiles {
  readonly read: (path: string, from: string | undefined) => ReadResult;
}
