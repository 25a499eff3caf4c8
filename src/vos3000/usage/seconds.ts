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
