import type { Policy, Sources } from '../policy/policy.js';
import type { UsedList } from '../policy/used-list.js';

/** What a list file is used for: whom it lets in, or whom it keeps out. */
export interface ListInUse {
  readonly list: UsedList;
  readonly use: 'trusted' | 'from' | 'blocked';
  /** As the policy says it: `trusted`, `services.ssh.from`. */
  readonly place: string;
}

type NamesSources = Pick<Policy, 'trusted' | 'blocked' | 'services' | 'sip'>;

/** Each list file with each of its uses. */
export function listsInUse({
  trusted,
  blocked,
  services,
  sip: { strangers },
}: NamesSources): readonly ListInUse[] {
  const of = (sources: Sources | undefined, use: ListInUse['use'], place: string) =>
    (sources?.lists ?? []).map((list) => ({ list, use, place }));
  return [
    ...of(trusted, 'trusted', 'trusted'),
    ...of(blocked, 'blocked', 'blocked'),
    ...(strangers === 'deny' ? [] : of(strangers.from, 'from', 'sip.strangers.from')),
    ...services.flatMap(({ name, from }) => of(from, 'from', `services.${name}.from`)),
  ];
}
