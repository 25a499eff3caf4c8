/**
 * Those of `wanted` that must leave their place, as few as can be, when the same names stand in the order of `live`: all but a
 * longest run that is in order already.
 */
export function moved(live: readonly string[], wanted: readonly string[]): ReadonlySet<string> {
  const places = new Map(live.map((name, index) => [name, index]));
  const common = wanted.filter((name) => places.has(name));
  // Patience sorting: `tops[n]` is the last name of the run of n + 1 names that ends soonest.
  const tops: string[] = [];
  const before = new Map<string, string | undefined>();
  const at = (name: string | undefined): number => places.get(name ?? '') ?? -1;
  for (const name of common) {
    // The places of the tops rise, so the first that is not before this one is found by halves.
    let [pile, end] = [0, tops.length];
    while (pile < end) {
      const middle = (pile + end) >> 1;
      if (at(tops[middle]) >= at(name)) end = middle;
      else pile = middle + 1;
    }
    before.set(name, tops[pile - 1]);
    tops[pile] = name;
  }
  const staying = new Set<string>();
  for (let name = tops.at(-1); name !== undefined; name = before.get(name)) staying.add(name);
  return new Set(common.filter((name) => !staying.has(name)));
}
