import type { SystemFault } from '../../host/reading.js';
import { nearest } from '../../validate/nearest.js';

const words: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'this user may not write there'],
  ['EDQUOT', 'the disk quota is used up'],
  ['EEXIST', 'something else has this name already'],
  ['EISDIR', 'something that is no file has this name'],
  ['EFBIG', 'it is larger than anything that is expected there'],
  ['ELOOP', 'it is a symbolic link, or its links lead in a circle'],
  ['ENAMETOOLONG', 'the name is too long for the file system'],
  ['ENOENT', 'the folder it would be in is not there'],
  ['ENOSPC', 'the disk is full'],
  ['ENOTDIR', 'a part of the path is a file, not a folder'],
  ['EPERM', 'the system does not permit it (an immutable file?)'],
  ['EROFS', 'the file system is mounted read-only'],
]);

/** `out/nftables.nft: the disk is full (ENOSPC)`. */
export function systemWords({ code, path }: SystemFault): string {
  const said = words.get(code);
  return said === undefined ? `${path}: ${code}` : `${path}: ${said} (${code})`;
}

/** `; did you mean lint?`, or nothing where no word is near. */
export function didYouMean(word: string, known: readonly string[]): string {
  const guess = nearest(word, known);
  return guess === undefined ? '' : `; did you mean ${guess}?`;
}
