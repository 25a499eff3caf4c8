import { type Era, eraOf } from '../../platform/era.js';
import type { Platform } from '../../platform/platform.js';

/** Where the words of iptables differ with its age. Options that one version refuses are measured (`old-iptables.md`). */
export interface Dialect {
  readonly untrack: string;
  /**
   * `exist`: one rule that also renews an entry. `delete-first`: without `--exist` a hit does not renew the entry, so
   * one rule deletes it and the next adds it. For the time between them, well under a microsecond, it is not there.
   */
  readonly learn: 'exist' | 'delete-first';
  /** connlimit counts sources; 1.4.7 knows nothing else and refuses to be told so. */
  readonly connectionsOf: string;
  /** recent takes a mask; without one it keeps whole addresses. */
  readonly recentMask: boolean;
  /** The match that compares bytes of a packet. */
  readonly reads: Platform['reads'];
}

const dialects: Readonly<Record<Era, Omit<Dialect, 'reads'>>> = {
  '1.4.7': { untrack: '-j NOTRACK', learn: 'delete-first', connectionsOf: '', recentMask: false },
  '1.4.21': {
    untrack: '-j CT --notrack',
    learn: 'exist',
    connectionsOf: ' --connlimit-saddr',
    recentMask: true,
  },
  '1.8': {
    untrack: '-j CT --notrack',
    learn: 'exist',
    connectionsOf: ' --connlimit-saddr',
    recentMask: true,
  },
};

/** Old tools take no lock while they load, or another one than new tools (1.4.21: an abstract socket, for the command only). */
const lockless = 'This iptables takes no lock while it loads: let nothing else change rules meanwhile.';

export interface Spelling {
  readonly dialect: Dialect;
  /** For the head of the file. */
  readonly advice: readonly string[];
}

export function spellingOf(platform: Pick<Platform, 'iptables' | 'kernel' | 'reads'>): Spelling {
  const era = eraOf(platform);
  return { dialect: { ...dialects[era], reads: platform.reads }, advice: era === '1.8' ? [] : [lockless] };
}

export const modern: Spelling = { dialect: { ...dialects['1.8'], reads: 'u32' }, advice: [] };
