import { createHash } from 'node:crypto';
import { visible } from '../../../diagnostics/visible.js';
import type { LockedList } from '../../../policy/list-lock.js';
import { type ListSpec, originText } from '../../../policy/list-spec.js';
import { type ExitStatus, exitStatus } from '../../exit-status.js';
import type { ListsStatusInvocation } from '../../invocation.js';
import type { Io } from '../../io.js';
import { type OpenLists, openLists, standing } from './open-lists.js';
import { ageText, entriesText } from './refresh.js';

/** `vosguard lists status [FILE]`: of the policy's files; asks nobody. */
export async function listsStatus(invocation: ListsStatusInvocation, io: Io): Promise<ExitStatus> {
  const open = openLists(invocation.file, invocation, io);
  if (typeof open === 'number') return open;
  const now = (await io.lists()).now();
  const told = open.lists.map(({ spec }) => stateOf(spec, open, now));
  io.stdout.write(
    invocation.json ? `${JSON.stringify({ format: 1, lists: told }, null, 2)}\n` : textOf(told, now),
  );
  return told.some(({ wrong }) => wrong.length > 0) ? exitStatus.problems : exitStatus.done;
}

interface ListState {
  readonly name: string;
  readonly file: string;
  readonly origin: string;
  readonly entries: number;
  readonly fetched: string | null;
  readonly tried: string | null;
  readonly due: string | null;
  readonly wrong: readonly string[];
}

function stateOf(spec: ListSpec, open: OpenLists, now: Date): ListState {
  const { name, file } = spec;
  const origin = originText(spec.origin);
  const known = open.lock.get(name);
  const last = known?.origin === origin ? known : undefined;
  return {
    name,
    file,
    origin,
    entries: last?.entries ?? 0,
    fetched: last?.fetched ?? null,
    tried: last?.tried ?? null,
    due: last?.due ?? null,
    wrong: wrongWith(spec, last, open, now),
  };
}

function wrongWith(
  spec: ListSpec,
  last: LockedList | undefined,
  { files }: OpenLists,
  now: Date,
): readonly string[] {
  const bytes = standing(spec, files);
  const digest = bytes && createHash('sha256').update(bytes).digest('hex');
  const age = last?.fetched === undefined ? 0 : now.getTime() - Date.parse(last.fetched);
  return [
    ...(last?.failed === undefined ? [] : [`kept what stood: ${last.failed}`]),
    ...(last?.sha256 === undefined ? ['was never fetched'] : []),
    ...(bytes === undefined ? ['the file is not there'] : []),
    ...(digest !== undefined && last?.sha256 !== undefined && digest !== last.sha256
      ? ['the file was changed since']
      : []),
    ...(spec.maxAge !== undefined && age > spec.maxAge ? ['older than max_age'] : []),
  ];
}

function textOf(told: readonly ListState[], now: Date): string {
  if (told.length === 0)
    return 'no list of the policy is fetched here; of those that the host of the rules fetches: lists status --host\n';
  return told
    .map(({ name, origin, fetched, entries, tried, wrong }) => {
      const age = fetched === null ? '' : `, ${entriesText({ entries })}, ${ageText(fetched, now)} old`;
      const tries = tried === null || tried === fetched ? '' : `, tried ${ageText(tried, now)} ago`;
      return `${visible(`${name}: ${origin}${age}${tries}`)}\n${wrong.map((one) => `  ${visible(one)}\n`).join('')}`;
    })
    .join('');
}
