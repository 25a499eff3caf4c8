import { isEmpty } from '../net/address-set.js';
import { type PolicyPath, pathText } from '../policy/path.js';
import type { LimitKey, Policy, Strangers } from '../policy/policy.js';
import type { Method } from '../sip/signature.js';
import { alsoAt, type Check, finding, isWritten, keyAt, valueAt } from './check.js';

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

/** Strangers may come from an empty list: every customer who is not trusted is refused. */
export const strangersFromNobody: Check = function* ({ policy: { sip }, document }) {
  const from = sip.strangers === 'deny' ? undefined : sip.strangers.from;
  if (from === undefined || !isEmpty(from.set, 'ipv4') || !isEmpty(from.set, 'ipv6')) return;
  // Of an empty list file VG240 speaks.
  if (from.lists.length > 0) return;
  yield finding('VG395', valueAt(document, from.path), {});
};

/** What scanners ask, and phones only after they have registered. */
const methods: readonly Method[] = ['OPTIONS', 'SUBSCRIBE', 'PUBLISH', 'MESSAGE', 'NOTIFY', 'REFER', 'INFO'];

/** Strangers may send what finds switches. */
export const scannersMethods: Check = function* ({ policy, document }) {
  const { strangers } = policy.sip;
  if (strangers === 'deny') return;
  for (const method of methods) {
    const limit = strangers.limits.get(method);
    if (limit === undefined || limit.kind === 'drop' || limit.kind === 'greylist') continue;
    if (!isWritten(document, limit.path)) continue;
    yield finding('VG336', keyAt(document, limit.path), { method });
  }
};

/** Nothing counts all the packets of a known source. */
export const knownWithoutLimit: Check = function* ({ policy, document }) {
  const { known, strangers } = policy.sip;
  if (strangers === 'deny') return;
  const all = known.limits.get('all');
  if (all !== undefined && all.kind !== 'allow') return;
  yield finding('VG343', keyAt(document, all?.path ?? ['sip', 'known', 'limits']), {});
};
