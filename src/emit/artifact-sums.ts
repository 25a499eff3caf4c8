import { createHash } from 'node:crypto';

export interface ArtifactSum {
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** Sorted by the file's name. */
export function artifactSums(artifacts: ReadonlyMap<string, string>): readonly ArtifactSum[] {
  const sorted = [...artifacts].sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([file, text]) => ({
    file,
    sha256: createHash('sha256').update(text).digest('hex'),
    bytes: Buffer.byteLength(text),
  }));
}
