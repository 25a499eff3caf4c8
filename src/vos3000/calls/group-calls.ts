import type { Address } from '../../net/address.js';
import { type CallRecords, owned } from './call.js';
import {
  bump,
  byAttempts,
  type Count,
  emptyGroups,
  type Group,
  type Groups,
  grow,
  listed,
  MOST,
  prune,
} from './count.js';
import { whose } from './whose.js';

export interface SourceGroup extends Group {
  /** `undefined` where the record holds no address. */
  readonly address: Address | undefined;
  readonly network: string | undefined;
  /** The most frequent first. */
  readonly numbers: readonly Group[];
  readonly causes: readonly Group[];
  readonly billingModes: readonly Group[];
}

/** Each list with the most attempts first; hours in their order. */
export interface GroupedCalls {
  readonly attempts: number;
  readonly sources: readonly SourceGroup[];
  readonly networks: readonly Group[];
  readonly hours: readonly Group[];
  readonly numbers: readonly Group[];
  readonly causes: readonly Group[];
  readonly billingModes: readonly Group[];
  /** Attempts of sources that were too many to be told apart. */
  readonly untold: number;
}

/** Numbers of one source, and of all sources together. */
const NUMBERS_OF_ONE = 1000;
const NUMBERS_OF_ALL = 100_000;

interface SourceCount extends Count {
  readonly address: Address | undefined;
  readonly network: string | undefined;
  /** Its first attempt; the groups are made with the second, since most sources of a flood have one. */
  readonly only: CallRecords;
  groups: Groups | undefined;
}

const counts = (): Map<string, Count> => new Map();

/** Groups unauthorised attempts as they come. */
export class CallGroups {
  readonly #sources = new Map<string, SourceCount>();
  readonly #networks = counts();
  readonly #numbers = counts();
  readonly #causes = counts();
  readonly #billingModes = counts();
  readonly #hours = new Map<number, Count>();
  #attempts = 0;
  #untold = 0;
  #numbersLeft = NUMBERS_OF_ALL;

  add(record: CallRecords): void {
    this.#attempts += record.count;
    const network = this.#addSource(record);
    if (this.#networks.size >= MOST) prune(this.#networks);
    if (this.#numbers.size >= MOST) prune(this.#numbers);
    bump(this.#networks, network ?? 'no address', record);
    bump(this.#numbers, record.number, record);
    bump(this.#causes, record.cause, record);
    bump(this.#billingModes, record.billingMode, record);
    bump(this.#hours, record.first === undefined ? -1 : Math.floor(record.first / 3600), record);
  }

  result(): GroupedCalls {
    const hours = new Map([...this.#hours].map(([hour, own]) => [hourText(hour), own]));
    return {
      attempts: this.#attempts,
      sources: [...this.#sources].map(([key, own]) => sourceGroup(key, own)).toSorted(byAttempts),
      networks: listed(this.#networks),
      hours: listed(hours).toSorted((a, b) => (a.key < b.key ? -1 : 1)),
      numbers: listed(this.#numbers),
      causes: listed(this.#causes),
      billingModes: listed(this.#billingModes),
      untold: this.#untold,
    };
  }

  /** The network of the source. */
  #addSource(record: CallRecords): string | undefined {
    const raw = this.#sources.get(record.source);
    const whoseIt = raw === undefined ? whose(record.source) : undefined;
    const known = raw ?? this.#sources.get(whoseIt?.key ?? '');
    if (known !== undefined) return this.#addToKnown(known, record);
    if (this.#sources.size >= MOST)
      this.#untold += prune(this.#sources, ({ groups }) => (this.#numbersLeft += groups?.numbers.size ?? 0));
    const { key, address, network } = whoseIt ?? whose(record.source);
    const { count, first, last } = record;
    const own = { address, network: network && owned(network), only: ownedRecord(record), groups: undefined };
    this.#sources.set(owned(key), { attempts: count, first, last, ...own });
    return network;
  }

  #addToKnown(known: SourceCount, record: CallRecords): string | undefined {
    grow(known, record);
    if (known.groups === undefined) {
      known.groups = emptyGroups();
      this.#addTo(known.groups, known.only);
    }
    this.#addTo(known.groups, record);
    return known.network;
  }

  #addTo({ numbers, causes, billingModes }: Groups, record: CallRecords): void {
    this.#addNumber(numbers, record);
    bump(causes, record.cause, record);
    bump(billingModes, record.billingMode, record);
  }

  #addNumber(own: Map<string, Count>, record: CallRecords): void {
    const isNew = !own.has(record.number);
    if (isNew && (own.size >= NUMBERS_OF_ONE || this.#numbersLeft <= 0)) return;
    if (isNew) this.#numbersLeft--;
    bump(own, record.number, record);
  }
}

const ownedRecord = (record: CallRecords): CallRecords => ({
  ...record,
  source: '',
  number: owned(record.number),
  cause: owned(record.cause),
  billingMode: owned(record.billingMode),
});

/** `2026-11-25 04`; -1 is none. */
const hourText = (hour: number): string =>
  hour < 0 ? 'no time' : new Date(hour * 3_600_000).toISOString().slice(0, 13).replace('T', ' ');

function sourceGroup(key: string, own: SourceCount): SourceGroup {
  const { attempts, first, last, address, network, groups, only } = own;
  // Most sources of a flood have one attempt: three maps each would be most of the memory.
  const alone = (text: string): readonly Group[] => [
    { key: text, attempts: only.count, first: only.first, last: only.last },
  ];
  return {
    ...{ key, attempts, first, last, address, network },
    numbers: groups === undefined ? alone(only.number) : listed(groups.numbers),
    causes: groups === undefined ? alone(only.cause) : listed(groups.causes),
    billingModes: groups === undefined ? alone(only.billingMode) : listed(groups.billingModes),
  };
}

/** Records that are all there. */
export function groupCalls(records: readonly CallRecords[]): GroupedCalls {
  const groups = new CallGroups();
  for (const record of records) groups.add(record);
  return groups.result();
}
