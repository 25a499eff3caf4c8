import type { Applied } from '../../plan/applied.js';
import { NOTED_SCRIPT, type Noted, readNoted } from '../../status/noted.js';
import type { Machine } from '../machine.js';

/** Whom the rules of a host have refused, as far as they have written it down; nobody where no shell can be asked. */
export async function notedOn({ run }: Machine, applied: Pick<Applied, 'noted'>): Promise<readonly Noted[]> {
  const told = await run('sh', ['-s'], { input: NOTED_SCRIPT });
  return told.kind === 'done' ? readNoted(told.output, applied) : [];
}

/** What the installer has left in `/var/lib/vosguard` about what runs. */
export interface State {
  /** The numbers of the apply that is in force, and of one that waits for its confirmation; empty where there is none. */
  readonly applied: string;
  readonly pending: string;
  /** The folder of the one that runs. */
  readonly snapshot: string;
  /** Files of that folder by their name there, and `manifest.json` wherever it was kept. */
  readonly files: ReadonlyMap<string, string>;
  /** What operators have banned by hand, and why. */
  readonly hand: string;
}

const always = ['backend', 'boot', 'manifest.json', 'after/sysctl'] as const;

/** What a comparison needs beside it. A list of a million is among it, so it is not read for less. */
export const afterFiles = [
  ...[
    'refusing',
    'note',
    'left-out',
    'observing',
    'enforced',
    'after.json',
    'after/iptables',
    'after/ip6tables',
    'after/nft',
    'after/ipset',
  ],
] as const;

/**
 * `undefined` where nothing of vosguard has been applied. `root`: the folder that every file is put under; `more`: files of the apply
 * that are wanted beside those that tell what it was.
 */
export async function readState(
  { read }: Machine,
  root: string,
  more: readonly string[] = [],
): Promise<State | undefined> {
  const state = `${root}/var/lib/vosguard`;
  const boot = '/proc/sys/kernel/random/boot_id';
  const top = await read([`${state}/applied`, `${state}/pending`, `${state}/bans`, boot]);
  const line = (name: string) => numberIn(top.get(`${state}/${name}`));
  const [applied, pending] = [line('applied'), line('pending')];
  for (const number of [pending, applied].filter((one) => one !== '')) {
    const snapshot = `${state}/snapshots/${number}`;
    const artifacts = [`${root}/etc/vosguard/artifacts/${number}`, `${snapshot}/artifacts`];
    const paths = new Map([
      ...artifacts.map((folder) => [`${folder}/manifest.json`, 'manifest.json'] as const),
      ...[...always, ...more].map((name) => [`${snapshot}/${name}`, name] as const),
    ]);
    const texts = await read([...paths.keys()]);
    const files = new Map(
      [...paths].flatMap(([path, name]) => {
        const text = texts.get(path);
        return text === undefined ? [] : [[name, text] as const];
      }),
    );
    // Whatever waited before the host was started again is void.
    const isVoid =
      number === pending && applied !== pending && files.get('boot')?.trim() !== top.get(boot)?.trim();
    if (!isVoid && files.has('after/sysctl'))
      return { applied, pending, snapshot, files, hand: top.get(`${state}/bans`) ?? '' };
  }
  return undefined;
}

const numberIn = (text: string | undefined): string => /^\d{1,9}$/m.exec(text ?? '')?.[0] ?? '';
