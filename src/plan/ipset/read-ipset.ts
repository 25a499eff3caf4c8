import type { AddressSet } from '../../net/address-set.js';
import { readAddresses } from '../addresses/read-addresses.js';
import type { Field, ListedSet } from '../listing.js';

/**
 * What a set is made with and keeps. Its hash grows with what is in it; newer versions print their own `bucketsize` and
 * `initval`.
 */
const kept = ['family', 'maxelem', 'netmask', 'timeout'] as const;

/** The `create` lines of `ipset save` and of our own file. The second set that a list is filled in is none of its own. */
export function readCreated(text: string): readonly ListedSet[] {
  return [...text.matchAll(/^create (vg-\S+) (\S+) (.*)$/gm)]
    .filter(([, name = '']) => !name.endsWith('-new'))
    .map(([, name = '', type = '', words = '']) => ({
      name,
      attributes: attributesOf(type, words),
      entries: undefined,
      addresses: undefined,
    }));
}

/** What `ipset list -t` prints of our sets: their heads. ipset counts the entries from 6.31 on. */
export function readHeads(text: string): readonly ListedSet[] {
  return text.split(/\n(?=Name: )/).flatMap((head) => {
    const line = (word: string) => new RegExp(`^${word}: (.*)$`, 'm').exec(head)?.[1];
    const name = line('Name');
    if (name === undefined || !name.startsWith('vg-')) return [];
    const entries = line('Number of entries');
    return [
      {
        name,
        attributes: attributesOf(line('Type') ?? '', line('Header') ?? ''),
        entries: entries === undefined ? undefined : Number(entries),
        addresses: undefined,
      },
    ];
  });
}

/** The entries of one set in what `ipset save` prints, walked line by line: there may be a million. */
export function readMembers(
  text: string,
  set: string,
): { readonly entries: number; readonly addresses: AddressSet } {
  let entries = 0;
  function* members(): Generator<string> {
    for (const [, name, entry = ''] of text.matchAll(/^add (\S+) (\S+)/gm)) {
      if (name !== set) continue;
      entries++;
      yield entry;
    }
  }
  const addresses = readAddresses(members());
  return { entries, addresses };
}

function attributesOf(type: string, words: string): readonly Field[] {
  const fields = kept.flatMap((key): readonly Field[] => {
    const value = new RegExp(`(?:^| )${key} (\\S+)`).exec(words)?.[1];
    return value === undefined ? [] : [{ key, value }];
  });
  return [{ key: 'type', value: type }, ...fields];
}
