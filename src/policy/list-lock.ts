/** Beside the policy: what `vosguard lists refresh` has fetched, so that compile needs no network and sees what has been changed since. */
export const lockName = 'vosguard-lists.lock';

/** What is known of one list. Times are ISO 8601 in UTC. */
export interface LockedList {
  /** The address or the names that it came from. */
  readonly origin: string;
  /** Of the file, SHA-256 in lower-case hex; `undefined` where nothing has been fetched yet. */
  readonly sha256: string | undefined;
  readonly entries: number;
  readonly fetched: string | undefined;
  readonly tried: string;
  /** Why the last try kept what stood. */
  readonly failed: string | undefined;
  /** When it is to be fetched again. */
  readonly due: string;
  /** Of names: each address, the name that it is of, and when it was last resolved. */
  readonly addresses: ReadonlyMap<string, LockedAddress>;
}

export interface LockedAddress {
  readonly name: string;
  readonly seen: string;
}

export type ListLock = ReadonlyMap<string, LockedList>;

export const emptyLock: ListLock = new Map();

/** `undefined` where it is none that this version has written. */
export function readLock(text: string): ListLock | undefined {
  const whole = parsed(text);
  if (!isObject(whole) || whole.format !== 1 || !isObject(whole.lists)) return undefined;
  return new Map(
    Object.entries(whole.lists).flatMap(([name, one]) =>
      isObject(one) ? [[name, lockedList(one)] as const] : [],
    ),
  );
}

function lockedList(one: Readonly<Record<string, unknown>>): LockedList {
  const addresses = isObject(one.addresses) ? Object.entries(one.addresses) : [];
  return {
    origin: text(one.origin) ?? '',
    sha256: text(one.sha256),
    entries: typeof one.entries === 'number' ? one.entries : 0,
    fetched: text(one.fetched),
    tried: text(one.tried) ?? '',
    failed: text(one.failed),
    due: text(one.due) ?? '',
    addresses: new Map(
      addresses.flatMap(([address, at]) =>
        isObject(at) ? [[address, { name: text(at.name) ?? '', seen: text(at.seen) ?? '' }] as const] : [],
      ),
    ),
  };
}

/** Sorted, so that a file in version control changes only where something has changed. */
export function lockText(lock: ListLock): string {
  const lists = Object.fromEntries(
    [...lock]
      .sort(byName)
      .map(([name, { addresses, ...one }]) => [
        name,
        { ...one, ...(addresses.size > 0 && { addresses: Object.fromEntries([...addresses].sort(byName)) }) },
      ]),
  );
  return `${JSON.stringify({ format: 1, lists }, null, 2)}\n`;
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : a > b ? 1 : 0;

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
