import { listsInUse } from '../check/lists.js';
import type { Diagnostic, Report } from '../diagnostics/diagnostic.js';
import { words } from '../diagnostics/words/index.js';
import type { PolicyFiles } from '../parse/files.js';
import { type ParseInput, parse } from '../parse/parse.js';
import { isOnSwitch, type ListSpec } from '../policy/list-spec.js';
import { treeReader } from '../validate/tree-reader.js';

/** A list that is fetched, and whether somebody is let in by it. */
export interface FetchedList {
  readonly spec: ListSpec;
  readonly letsIn: boolean;
}

/**
 * The lists of a policy that are fetched. Their files may be missing or bad, which is what a refresh mends, so lists are taken for
 * empty here. `undefined` where something else is wrong, which is reported.
 */
export function fetchedLists(input: ParseInput, report: Report): readonly FetchedList[] | undefined {
  const errors: Diagnostic[] = [];
  const tell: Report = (finding) => {
    if (words[finding.code].severity !== 'error' || isOfContent(finding)) return;
    errors.push(finding);
    report(finding);
  };
  const document = parse(input, tell);
  if (document === undefined) return undefined;
  const reader = treeReader(withEmptyLists(input.files), [...document.profiles.keys()], undefined);
  const { values, ofValues, ofShape } = reader.read(document.root, document.profile);
  for (const finding of [...ofValues, ...ofShape]) tell(finding);
  if (errors.length > 0) return undefined;
  const letIn = new Set(
    listsInUse(values).flatMap(({ list, use }) => (use === 'blocked' ? [] : [list.spec?.name])),
  );
  return values.lists.flatMap((spec) =>
    spec.origin.kind === 'file' || isOnSwitch(spec.origin) ? [] : [{ spec, letsIn: letIn.has(spec.name) }],
  );
}

/** What an empty file has instead of a list. */
const isOfContent = ({ code }: Diagnostic): boolean => code === 'VG246' || code === 'VG249';

function withEmptyLists(files: PolicyFiles): PolicyFiles {
  return {
    read: (path, from, limit) => {
      const result = files.read(path, from, limit);
      const empty = { kind: 'text', identity: result.path, outside: false, bytes: new Uint8Array() } as const;
      return from === undefined ? result : { ...empty, path: result.path };
    },
  };
}
