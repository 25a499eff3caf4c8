/** Counts how many different texts there were, in 4 KiB whatever their number. */
export interface Distinct {
  readonly add: (text: string) => void;
  readonly count: () => number;
}

const BITS = 12;
const SIZE = 2 ** BITS;

/**
 * HyperLogLog (Flajolet, Fusy, Gandouet, Meunier, 2007) with linear counting for few: off by 1.6 % in the middle of many trials. The exact
 * number of accounts of an hour on a large switch would take more memory than all the rest.
 */
export function distinct(): Distinct {
  const registers = new Uint8Array(SIZE);
  return {
    add: (text) => {
      const hash = hashOf(text);
      const at = hash >>> (32 - BITS);
      const rank = Math.clz32((hash << BITS) | (1 << (BITS - 1))) + 1;
      if (rank > (registers[at] ?? 0)) registers[at] = rank;
    },
    count: () => {
      let sum = 0;
      let empty = 0;
      for (const rank of registers) {
        sum += 2 ** -rank;
        if (rank === 0) empty++;
      }
      const raw = ((0.7213 / (1 + 1.079 / SIZE)) * SIZE * SIZE) / sum;
      return Math.round(raw <= 2.5 * SIZE && empty > 0 ? SIZE * Math.log(SIZE / empty) : raw);
    },
  };
}

/** FNV-1a over the code units, and the finish of MurmurHash3, which spreads what differs in the last digits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** A list of seconds since 1970 that grows, at four bytes each (until the year 2106). */
export interface Seconds {
  readonly push: (second: number) => void;
  /** In order, smallest first. */
  readonly sorted: () => Uint32Array;
}

export function seconds(): Seconds {
  let list = new Uint32Array(64);
  let length = 0;
  return {
    push: (second) => {
      if (length === list.length) {
        const wider = new Uint32Array(2 * length);
        wider.set(list);
        list = wider;
      }
      list[length++] = second;
    },
    sorted: () => list.subarray(0, length).sort(),
  };
}

/** The most there were of something, and when first. */
export interface Peak {
  readonly most: number;
  /** Seconds since 1970. */
  readonly at: number;
}

/** The second with the most of them. */
export function mostInASecond(sorted: Uint32Array): Peak | undefined {
  let peak: Peak | undefined;
  for (let from = 0; from < sorted.length; ) {
    const at = sorted[from] ?? 0;
    let to = from;
    while (to < sorted.length && sorted[to] === at) to++;
    if (peak === undefined || to - from > peak.most) peak = { most: to - from, at };
    from = to;
  }
  return peak;
}

/** How many calls were there at once at most: each from its start up to, and without, its end. */
export function mostAtOnce(starts: Uint32Array, ends: Uint32Array): Peak | undefined {
  let peak: Peak | undefined;
  let over = 0;
  for (const [begun, at] of starts.entries()) {
    while (over < ends.length && (ends[over] ?? 0) <= at) over++;
    const now = begun + 1 - over;
    if (peak === undefined || now > peak.most) peak = { most: now, at };
  }
  return peak;
}
