import type { Report } from '../diagnostics/diagnostic.js';
import { defaults } from '../policy/defaults.js';
import { digestOf } from '../policy/digest.js';
import type { Document } from './document.js';
import type { PolicyFiles } from './files.js';
import { load } from './load.js';
import { finished, mergeAll, profileTrees, reportUnknownProfile } from './merge.js';
import { type ReadTree, readTree } from './read-tree.js';
import { suppressionsIn } from './suppressions.js';
import { plainMap } from './tree.js';

export interface ParseInput {
  /** As the user wrote it. */
  readonly path: string;
  readonly files: PolicyFiles;
  /** The profile to lay over the policy. */
  readonly profile: string | undefined;
  /** Of many policies: one reader for all of them (`readingOnce`). */
  readonly readTree?: ReadTree | undefined;
}

/**
 * Reads a policy with its includes into one tree over the defaults. `undefined` where a file could not be read
 * or is not YAML; smaller mistakes are reported and leave a document, so that validation can find more.
 */
export function parse(input: ParseInput, report: Report): Document | undefined {
  const { path, files, profile } = input;
  const loaded = load(path, files, input.readTree ?? readTree, report);
  if (loaded === undefined) return undefined;
  const layers = mergeAll([plainMap(defaults), ...loaded.layers]);
  const profiles = profileTrees(layers, profile);
  const chosen = profile === undefined ? undefined : profiles.get(profile);
  if (profile !== undefined && chosen === undefined) reportUnknownProfile(profile, layers, report);
  const base = finished(layers);
  return {
    root: chosen ?? base,
    base,
    written: mergeAll(loaded.layers),
    profiles,
    profile: chosen && profile,
    files: loaded.files,
    suppressions: loaded.files.flatMap(suppressionsIn),
    digest: digestOf([
      ...loaded.digestParts,
      ...(chosen && profile ? [{ kind: 'profile', content: profile } as const] : []),
    ]),
  };
}
