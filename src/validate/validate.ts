import type { Diagnostic, Report } from '../diagnostics/diagnostic.js';
import { words } from '../diagnostics/words/index.js';
import type { Document } from '../parse/document.js';
import type { PolicyFiles } from '../parse/files.js';
import type { MapNode } from '../parse/tree.js';
import { mostProfiles } from '../policy/bounds.js';
import { digestOf } from '../policy/digest.js';
import type { Alarm, Policy } from '../policy/policy.js';
import { capped } from './findings.js';
import { distinct, type TreeReading, treeReader } from './tree-reader.js';

/**
 * Turns what was read into a policy with typed values. Every mistake of the policy and of all its profiles is
 * reported, not only of the chosen one; `undefined` if one of them is an error.
 */
export function validate(document: Document, files: PolicyFiles, report: Report): Policy | undefined {
  const reader = treeReader(files, [...document.profiles.keys()], document.files[0]?.path);
  const own = reader.read(document.root, document.profile);
  const digest = digestOf([
    { kind: 'read', content: document.digest },
    ...reader.listContents.map((content) => ({ kind: 'list', content }) as const),
  ]);
  const { profile } = document;
  const base = profile === undefined ? undefined : reader.read(onlyOverlaid(document.base));
  const others = new Map(otherProfiles(document).map(([name, tree]) => [name, reader.read(tree)]));
  const all = distinct([own, ...(base === undefined ? [] : [base]), ...others.values()]);
  for (const finding of capped(all)) report(finding);
  if (all.some(isError)) return undefined;
  return {
    ...own.values,
    digest,
    profile,
    expires: own.values.expires.get(profile ?? ''),
    alarm: profile === undefined ? alarmOf(own, others) : undefined,
    vos3000Before: base?.values.vos3000,
  };
}

/** While a profile is in force by hand no other begins. */
function alarmOf({ values }: TreeReading, profiles: ReadonlyMap<string, TreeReading>): Alarm | undefined {
  const [begins] = values.begins;
  if (begins === undefined) return undefined;
  const [profile, when] = begins;
  const of = profiles.get(profile);
  return of && { ...when, profile, strangers: of.values.sip.strangers };
}

function otherProfiles({ profiles, profile }: Document): readonly (readonly [string, MapNode])[] {
  return [...profiles]
    .slice(0, mostProfiles)
    .flatMap(([name, tree]) => (name === profile ? [] : [[name, onlyOverlaid(tree)] as const]));
}

/** Without what only the policy itself has: that is read once. */
function onlyOverlaid(tree: MapNode): MapNode {
  const entries = new Map(tree.entries);
  entries.delete('profiles');
  entries.delete('tests');
  return { ...tree, entries };
}

function isError({ code }: Diagnostic): boolean {
  return words[code].severity === 'error';
}
