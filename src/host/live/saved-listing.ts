import { lstatSync, mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { readSysctls } from '../../plan/listing.js';
import type { KnownList, LiveTexts } from '../../plan/read-live.js';
import { readRegular, type SystemFault, systemFaultOf } from '../reading.js';
import { writeText } from '../writing.js';

/** The files of a saved listing, and the commands that make them. */
export const savedFiles = {
  ipv4: 'iptables-save.txt',
  ipv6: 'ip6tables-save.txt',
  nftJson: 'nft.json',
  nftText: 'nft.txt',
  ipset: 'ipset.txt',
  lists: 'lists.txt',
  sysctls: 'sysctl.txt',
} as const;

type File = (typeof savedFiles)[keyof typeof savedFiles];

/** In bytes; a host has a hundredth of it. */
const LARGEST = 256 * 2 ** 20;

export type Saved =
  | { readonly kind: 'read'; readonly texts: LiveTexts }
  | { readonly kind: 'empty' }
  | { readonly kind: 'failed'; readonly fault: SystemFault };

/** A file that is not there stands for a tool that had nothing to say; with none of them, the folder is the wrong one. */
export function readSaved(folder: string): Saved {
  const found = new Map<File, string>();
  for (const file of Object.values(savedFiles)) {
    const path = join(folder, file);
    try {
      const bytes = readRegular(realpathSync(path), LARGEST);
      if (typeof bytes === 'string')
        return { kind: 'failed', fault: { code: bytes === 'too-large' ? 'EFBIG' : 'EISDIR', path } };
      found.set(file, new TextDecoder().decode(bytes));
    } catch (error) {
      const fault = systemFaultOf(error, path);
      if (fault.code !== 'ENOENT') return { kind: 'failed', fault };
    }
  }
  if (found.size === 0) return { kind: 'empty' };
  const text = (file: File) => found.get(file) ?? '';
  return {
    kind: 'read',
    texts: {
      iptables: { ipv4: text(savedFiles.ipv4), ipv6: text(savedFiles.ipv6) },
      nftJson: text(savedFiles.nftJson),
      nftText: text(savedFiles.nftText),
      ipset: text(savedFiles.ipset),
      lists: readLists(text(savedFiles.lists)),
      sysctls: readSysctls(text(savedFiles.sysctls)),
    },
  };
}

/** For root alone: a listing tells who is trusted. `undefined` where all is written. */
export function saveListing(folder: string, texts: LiveTexts): SystemFault | undefined {
  const sysctls = [...texts.sysctls].map(([key, value]) => `${key} = ${value}\n`).join('');
  const lists = [...texts.lists]
    .map(([name, { entries, sha256 }]) => `${name} ${entries} ${sha256}\n`)
    .join('');
  const contents: readonly (readonly [File, string])[] = [
    [savedFiles.ipv4, texts.iptables.ipv4],
    [savedFiles.ipv6, texts.iptables.ipv6],
    [savedFiles.nftJson, texts.nftJson],
    [savedFiles.nftText, texts.nftText],
    [savedFiles.ipset, texts.ipset],
    [savedFiles.lists, lists],
    [savedFiles.sysctls, sysctls],
  ];
  try {
    const found = lstatSync(folder, { throwIfNoEntry: false });
    if (found === undefined) mkdirSync(folder, { mode: 0o700 });
    else if (!found.isDirectory())
      return { code: found.isSymbolicLink() ? 'ELOOP' : 'ENOTDIR', path: folder };
    for (const [file, text] of contents) {
      const fault = writeText(join(folder, file), text);
      if (fault !== undefined) return fault;
    }
    return undefined;
  } catch (error) {
    return systemFaultOf(error, folder);
  }
}

/** `NAME ENTRIES SHA256` a line. */
function readLists(text: string): ReadonlyMap<string, KnownList> {
  const lines = text.matchAll(/^(\S+) (\d+) ([0-9a-f]{64})$/gm);
  return new Map(
    [...lines].map(([, name = '', entries = '', sha256 = '']) => [
      name,
      { entries: Number(entries), sha256, text: undefined },
    ]),
  );
}
