import { dirname } from 'node:path';
import { type Linted, lintPolicy } from '../../../compile.js';
import type { BlockedEntry } from '../../../edit/add-to-list.js';
import { blockSources } from '../../../edit/block-sources.js';
import { unifiedDiff } from '../../../edit/unified-diff.js';
import { policyFiles } from '../../../host/policy-files.js';
import { families } from '../../../net/address.js';
import { parseAddressEntry } from '../../../net/address-entry.js';
import { type AddressSet, addressSet, emptySet, isEmpty, subtract, union } from '../../../net/address-set.js';
import type { PolicyFiles } from '../../../parse/files.js';
import type { Policy } from '../../../policy/policy.js';
import type { Proposal } from '../../../vos3000/calls/propose.js';
import { timeText } from '../../../vos3000/calls/times.js';
import type { PolicyOptions } from '../../invocation.js';
import type { Io } from '../../io.js';

export type BlockedPatch =
  | { readonly kind: 'patch'; readonly file: string; readonly text: string }
  | { readonly kind: 'no patch'; readonly words: string };

/** The change of the policy that blocks what is proposed. It is tried before it is told. */
export function blockedPatch(
  path: string,
  { policy, document }: Linted,
  proposed: readonly Proposal[],
  { profile, allowOutside }: PolicyOptions,
  io: Io,
): BlockedPatch {
  const files = policyFiles({ root: dirname(path), allowOutside });
  const edit = blockSources(document, files, proposed.map(entryOf));
  if (edit.kind === 'no way') return { kind: 'no patch', words: edit.words };
  const edited = withText(files, edit.path, edit.after);
  const after = lintPolicy({ path, files: edited, profile, today: io.today }, () => {}).linted;
  if (after === undefined || !onlyBlocks(policy, after.policy, proposed))
    return { kind: 'no patch', words: `a change of ${edit.path} would mean more than that` };
  return {
    kind: 'patch',
    file: edit.path,
    text: unifiedDiff(edit.path.replace(/^\/+/, ''), edit.before, edit.after),
  };
}

const entryOf = ({ entry, attempts, last, sources }: Proposal): BlockedEntry => ({
  entry,
  comment: `unauthorised calls: ${attempts}${sources === 1 || entry.includes('/64') ? '' : ` of ${sources} sources`}${last === undefined ? '' : `, the last ${timeText(last)}`}`,
});

const withText = (files: PolicyFiles, path: string, text: string): PolicyFiles => ({
  read: (wanted, from, limit) => {
    const result = files.read(wanted, from, limit);
    return result.kind === 'text' && result.path === path ? { ...result, bytes: Buffer.from(text) } : result;
  },
});

/** Whether the one policy differs from the other in exactly the entries that are blocked more. */
function onlyBlocks(before: Policy, after: Policy, proposed: readonly Proposal[]): boolean {
  const ranges = proposed.flatMap(({ entry }) => {
    const parsed = parseAddressEntry(entry);
    return parsed.kind === 'range' ? [parsed.range] : [];
  });
  const wanted = union(before.blocked.set, addressSet(ranges));
  const others = [setsOf(before), setsOf(after)] as const;
  return (
    same(after.blocked.set, wanted) &&
    others[0].length === others[1].length &&
    others[0].every((set, index) => same(set, others[1][index] ?? emptySet))
  );
}

/** Whom the policy names elsewhere: a list may be used twice. */
const setsOf = ({ trusted, services, vos3000 }: Policy): readonly AddressSet[] =>
  [
    trusted,
    ...services.map(({ from }) => from),
    vos3000?.webAccessControl,
    ...(vos3000?.mappingGateways ?? []).map(({ from }) => from),
  ].map((sources) => sources?.set ?? emptySet);

const same = (a: AddressSet, b: AddressSet): boolean =>
  [subtract(a, b), subtract(b, a)].every((rest) => families.every((family) => isEmpty(rest, family)));
