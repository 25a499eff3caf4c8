import { type PolicyPath, pathText } from '../policy/path.js';
import type { LimitKey, Policy, Strangers } from '../policy/policy.js';
import { type Check, finding } from './check.js';
import { alsoAt, isWritten, keyAt } from './written.js';

interface Unreachable {
  readonly path: PolicyPath;
  /** What takes every packet first; `undefined` where the lane does not tell the class apart. */
  readonly first: PolicyPath | undefined;
}

/** A limit that no packet ever meets. */
export const unreachableLimit: Check = function* ({ policy, document }) {
  for (const { path, first } of unreachable(policy)) {
    if (!isWritten(document, path)) continue;
    const args = { name: pathText(path), first: first === undefined ? undefined : pathText(first) };
    const related = first === undefined ? [] : alsoAt(document, first, 'what drops all of it');
    yield finding('VG366', keyAt(document, path), args, related);
  }
};

function unreachable({ sip: { known, strangers } }: Policy): readonly Unreachable[] {
  if (strangers === 'deny') return [];
  const unread = [known.limits, known.perPort].flatMap((limits) =>
    notToldApart.flatMap((key) => limits.get(key) ?? []),
  );
  return [...unread.map(({ path }) => ({ path, first: undefined })), ...behindDrops(strangers)];
}

/** In the lane of known sources only methods are read; all else is `other`. */
const notToldApart: readonly LimitKey[] = ['unrecognised', 'keepalive'];

/** A class that each source's limit drops is gone before the subnet's and the common one count it. */
function behindDrops({ limits, perSubnet, together, maxSize }: Strangers): readonly Unreachable[] {
  const all = limits.get('all');
  const firstOf = (key: LimitKey) =>
    all?.kind === 'drop' || key === 'all' || key === 'other' ? all : (limits.get(key) ?? limits.get('other'));
  return [perSubnet, together, maxSize].flatMap((map) =>
    [...map].flatMap(([key, { path }]) => {
      const first = firstOf(key);
      return first?.kind === 'drop' ? [{ path, first: first.path }] : [];
    }),
  );
}
