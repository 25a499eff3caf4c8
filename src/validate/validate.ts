import type { Diagnostic, Report } from '../diagnostics/diagnostic.js';
import { words } from '../diagnostics/words/index.js';
import type { Document } from '../parse/document.js';
import type { PolicyFiles } from '../parse/files.js';
import type { MapNode } from '../parse/tree.js';
import { mostProfiles } from '../policy/bounds.js';
import { digestOf } from '../policy/digest.js';
import type { Policy } from '../policy/policy.js';
import { capped } from './capped.js';
import { distinct } from './distinct.js';
import { treeReader } from './tree-reader.js';

/**
 * Turns what was read into a policy with typed values. Every mistake of the policy and of all its profiles is
 * reported, not only of the chosen one; `undefined` if one of them is an error.
 */
export function validate(document: Document, files: PolicyFiles, report: Report): Policy | undefined {
  const reader = treeReader(files, [...document.profiles.keys()]);
  const own = reader.read(document.root, document.profile);
  const digest = digestOf([
    { kind: 'read', content: document.digest },
    ...reader.listContents.map((content) => ({ kind: 'list', content }) as const),
  ]);
  const all = distinct([own, ...otherProfiles(document).map((tree) => reader.read(tree))]);
  for (const finding of capped(all)) report(finding);
  if (all.some(isError)) return undefined;
  const { profile } = document;
  return { ...own.values, digest, profile, expires: own.values.expires.get(profile ?? '') };
}

/** Without what only the policy itself has: that is read once. */
function otherProfiles({ profiles, profile }: Document): readonly MapNode[] {
  return [...profiles].slice(0, mostProfiles).flatMap(([name, tree]) => {
    if (name === profile) return [];
    const entries = new Map(tree.entries);
    entries.delete('profiles');
    entries.delete('tests');
    return [{ ...tree, entries }];
  });
}

function isError({ code }: Diagnostic): boolean {
  return words[code].severity === 'error';
}
