import { resolve } from 'node:path';
import type { Compiled } from '../../../compile.js';
import type { RecordedList } from '../../../host/live/known-lists.js';
import { readHost } from '../../../host/live/read-host.js';
import { readSaved, saveListing } from '../../../host/live/saved-listing.js';
import type { Machine } from '../../../host/machine.js';
import type { ToolFault } from '../../../host/run-tool.js';
import type { LiveTexts } from '../../../plan/live-texts.js';
import { readSysctls } from '../../../plan/read-sysctls.js';
import { listsOf } from '../../../plan/wanted.js';
import type { StaticSet } from '../../../ruleset/ruleset.js';
import { type PlanOptions, planBackends } from '../../invocation.js';
import type { Io } from '../../io.js';
import { systemWords } from '../system-words.js';

/** What stands, as the tools print it. */
export interface LiveListing {
  readonly texts: LiveTexts;
  readonly notes: readonly string[];
  readonly faults: readonly ToolFault[];
}

const needsRoot = [
  'reading the rules of a host needs root;',
  'with sudo, vosguard plan --save DIR keeps a listing, and plan --against DIR compares with it as any user',
].join(' ');

/** From a host, or from a saved listing; in words, why there is none. */
export async function liveTexts(
  machine: Machine,
  compiled: Compiled,
  recorded: readonly RecordedList[],
  { against, save }: Pick<PlanOptions, 'against' | 'save'>,
  io: Io,
): Promise<LiveListing | string> {
  if (against !== undefined) return fromFolder(resolve(io.cwd, against), against);
  const read = await readHost(machine, {
    lists: planBackends.flatMap((backend) =>
      [...listsOf(compiled, backend)].map(([name, list]) => ({
        name,
        ranges: rangesOf(list),
        sha256: compiled.lists.find((long) => long.name === name)?.sha256,
      })),
    ),
    recorded,
    keys: [...readSysctls(compiled.artifacts.get('sysctl.conf') ?? '').keys()],
  });
  if (read.kind === 'not-root') return needsRoot;
  const fault = save === undefined ? undefined : saveListing(resolve(io.cwd, save), read.texts);
  return fault === undefined ? read : `cannot save the listing: ${systemWords(fault)}`;
}

/** Each has two edges. */
const rangesOf = ({ addresses, family }: StaticSet): number =>
  (family === 'any' ? 0 : addresses[family].length) / 2;

function fromFolder(path: string, shown: string): LiveListing | string {
  const saved = readSaved(path);
  switch (saved.kind) {
    case 'read':
      return { texts: saved.texts, notes: [], faults: [] };
    case 'empty':
      return `${shown} holds no listing: neither nft.json nor iptables-save.txt nor another file of one`;
    case 'failed':
      return `cannot read ${systemWords(saved.fault)}`;
  }
}
