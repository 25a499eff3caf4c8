/**
 * Ranges of one family as the places where membership changes: the first value inside, the first value outside, and
 * so on, strictly ascending. A value is inside if the number of edges at or below it is odd. Half-open, so that ranges
 * that touch share an edge and melt into one without any arithmetic, which numbers and bigints would do differently.
 */
export type Edges<N extends number | bigint> = readonly N[];

/**
 * What is covered at least `times` times by half-open ranges, given all their starts and all their ends, each list
 * sorted. When `i` ranges have ended, `times` are open exactly if start number `i + times` has come.
 */
export function covered<N extends number | bigint>(
  starts: ArrayLike<N>,
  ends: ArrayLike<N>,
  times: number,
): Edges<N> {
  const walk = (edges: N[] | undefined): number => {
    let count = 0;
    let reached: N | undefined;
    for (let i = 0; i + times <= starts.length; i++) {
      const from = starts[i + times - 1] as N;
      const to = ends[i] as N;
      if (from >= to) continue;
      if (reached === undefined || from > reached) {
        if (edges !== undefined) edges[count] = from;
        count += 2;
      }
      if (edges !== undefined) edges[count - 1] = to;
      reached = to;
    }
    return count;
  };
  return exactly(walk);
}

/**
 * Twice over the same: first only to count. An array that grows leaves copies behind, three times the room of a list of a million at
 * each operation.
 */
function exactly<N extends number | bigint>(walk: (edges: N[] | undefined) => number): Edges<N> {
  const edges = new Array<N>(walk(undefined));
  walk(edges);
  return edges;
}

/** A Boolean operation on two sets in one walk over both. `keep(false, false)` must be false. */
export function combine<N extends number | bigint>(
  a: Edges<N>,
  b: Edges<N>,
  keep: (inA: boolean, inB: boolean) => boolean,
): Edges<N> {
  if (b.length === 0) return keep(true, false) ? a : [];
  if (a.length === 0) return keep(false, true) ? b : [];
  return exactly((edges) => {
    let count = 0;
    let i = 0;
    let j = 0;
    while (i < a.length || j < b.length) {
      const left = a[i];
      const right = b[j];
      const at = (right === undefined || (left !== undefined && left <= right) ? left : right) as N;
      if (left === at) i++;
      if (right === at) j++;
      if (keep(i % 2 === 1, j % 2 === 1) === (count % 2 === 1)) continue;
      if (edges !== undefined) edges[count] = at;
      count++;
    }
    return count;
  });
}

/** How many edges are at or below the value. */
export function rank<N extends number | bigint>(edges: Edges<N>, value: N): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((edges[middle] as N) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether any value from `first` to `last` is inside. */
export function meets<N extends number | bigint>(edges: Edges<N>, first: N, last: N): boolean {
  const before = rank(edges, first);
  return before % 2 === 1 || rank(edges, last) > before;
}
