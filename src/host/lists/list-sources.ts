import { fetchHttps } from './fetch-https.js';
import { resolveNames } from './resolve-names.js';
import { writeList } from './write-list.js';

/** What `lists refresh` does to the world. */
export interface ListSources {
  readonly now: () => Date;
  readonly https: typeof fetchHttps;
  readonly names: typeof resolveNames;
  readonly write: typeof writeList;
}

export const listSources: ListSources = {
  now: () => new Date(),
  https: fetchHttps,
  names: resolveNames,
  write: writeList,
};
