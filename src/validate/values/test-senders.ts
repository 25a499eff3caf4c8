import type { Address } from '../../net/address.js';
import { parseAddressEntry } from '../../net/address-entry.js';
import { type AddressSet, addressSet } from '../../net/address-set.js';
import { countSources, sourcesOf } from '../../net/sources-of.js';
import { mostSources } from '../../policy/bounds.js';
import { pathText } from '../../policy/path.js';
import { reportAddressFault } from '../addresses/address-fault.js';
import type { Groups } from '../addresses/groups.js';
import { type Field, fault, required, textOf } from '../field.js';
import { nearest } from '../nearest.js';
import { readNumber } from './scalars.js';

type Known = Pick<Groups, 'all'>;

interface Asked {
  readonly known: Groups['all'];
  /** Whether the test is played on the policy as it is read now. */
  readonly now: boolean;
}

/** `200 sources in 198.51.100.0/24` */
const countedForm = /^([1-9]\d{0,5}) sources? in (\S+)$/;

/** An address; all sources of a network, a range or a group; or as many of them as are asked for, spread over it. */
export function readSenders(field: Field, { all: known }: Known, now: boolean): readonly Address[] {
  const groups = { known, now };
  if (field.node?.kind === 'map') {
    const place = required(field, 'in');
    const wanted = readNumber(required(field, 'sources'));
    return some(place, setOf(place, textOf(place), groups), wanted);
  }
  const text = textOf(field);
  const [, count, place] = countedForm.exec(text ?? '') ?? [];
  if (count !== undefined) return some(field, setOf(field, place, groups), Number(count));
  return all(field, setOf(field, text, groups));
}

const nameForm = /^[A-Za-z][A-Za-z0-9_-]*$/;

/** Nothing comes of a text with a fault, which is reported. */
function setOf(
  field: Field,
  text: string | undefined,
  { known: groups, now }: Asked,
): AddressSet | undefined {
  if (text === undefined) return undefined;
  if (nameForm.test(text)) {
    const known = [...groups.keys()];
    const group = groups.get(text);
    if (group === undefined && now)
      fault(field, 'VG228', { what: 'group', name: text, nearest: nearest(text, known), known });
    return group?.set;
  }
  const parsed = parseAddressEntry(text);
  if (parsed.kind === 'range') return addressSet([parsed.range]);
  reportAddressFault(field.findings, parsed.fault, { path: field.path });
  return undefined;
}

function all(field: Field, set: AddressSet | undefined): readonly Address[] {
  if (set === undefined) return [];
  const path = pathText(field.path);
  const there = countSources(set);
  if (there === 0n) fault(field, 'VG601', { path, asked: 1, there: 0 });
  if (there <= BigInt(mostSources)) return [...sourcesOf(set)];
  fault(field, 'VG600', { path, what: 'sources', asked: undefined, most: mostSources });
  return [];
}

function some(field: Field, set: AddressSet | undefined, wanted: number): readonly Address[] {
  if (set === undefined) return [];
  const path = pathText(field.path);
  const there = countSources(set);
  if (wanted > mostSources)
    fault(field, 'VG600', { path, what: 'sources', asked: wanted, most: mostSources });
  else if (there < BigInt(wanted)) fault(field, 'VG601', { path, asked: wanted, there: Number(there) });
  else return [...sourcesOf(set, wanted)];
  return [];
}
