import type { AddressSet } from '../net/address-set.js';
import { type Field, type ListedSet, listingLines, readAddresses } from './listing.js';

/**
 * What a set is made with and keeps. Its hash grows with what is in it; newer versions print their own `bucketsize` and
 * `initval`.
 */
const kept = ['family', 'maxelem', 'netmask', 'timeout'] as const;

/** The `create` lines of `ipset save` and of our own file. The second set that a list is filled in is none of its own. */
export function readCreated(text: string): readonly ListedSet[] {
  const lines = text.includes('"') ? listingLines(text, 'ipset').join('\n') : text;
  return [...lines.matchAll(/^create (vg-\S+) (\S+) (.*)$/gm)]
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
  return [...text.matchAll(/^Name: .*\n(?:\w[\w ]*: .*\n?)*/gm)].flatMap(([head]) => {
    const line = (word: string) => new RegExp(`^${word}: (.*)$`, 'm').exec(head)?.[1];
    const name = line('Name');
    if (name === undefined || !name.startsWith('vg-')) return [];
    const entries = /^\d{1,10}$/.exec(line('Number of entries') ?? '')?.[0];
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

/** `ffff:...:ffff/128`, and room. */
const LONGEST_ENTRY = 60;

/** The entries of one set in what `ipset save` prints, walked, not taken apart: there may be a million. */
export function readMembers(
  text: string,
  set: string,
): { readonly entries: number; readonly addresses: AddressSet } {
  let entries = 0;
  const before = `\nadd ${set} `;
  function* members(): Generator<string> {
    const all = `\n${text}`;
    for (let at = all.indexOf(before); at >= 0; at = all.indexOf(before, at)) {
      at += before.length;
      entries++;
      yield /[^\s]+/.exec(all.slice(at, at + LONGEST_ENTRY))?.[0] ?? '';
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
