import type { MapNode, Tree } from '../../parse/tree.js';

/** What a host does not do, and what names the policy itself. */
const noRules: ReadonlySet<string> = new Set(['vosguard', 'name', 'tests', 'profiles', 'vos3000']);

/** The keys whose values differ, in alphabetical order; of maps of maps the inner keys: `services.ssh`, `sip.strangers`. */
export function differences(first: MapNode, second: MapNode): readonly string[] {
  return differing(first, second)
    .filter((key) => !noRules.has(key))
    .flatMap((key) => {
      const [a, b] = [first, second].map((map) => map.entries.get(key)?.value);
      if (a?.kind !== 'map' || b?.kind !== 'map') return [key];
      return differing(a, b).map((inner) => `${key}.${inner}`);
    });
}

function differing(first: MapNode, second: MapNode): readonly string[] {
  const keys = new Set([...first.entries.keys(), ...second.entries.keys()]);
  return [...keys]
    .filter((key) => textOf(first.entries.get(key)?.value) !== textOf(second.entries.get(key)?.value))
    .sort();
}

/** The same text for the same value, in whichever order a map says it. */
function textOf(node: Tree | undefined): string {
  switch (node?.kind) {
    case undefined:
      return '';
    case 'scalar':
      return JSON.stringify(node.value);
    case 'list':
      return `[${node.items.map(textOf).join()}]`;
    case 'map':
      return `{${[...node.entries]
        .map(([key, { value }]) => `${JSON.stringify(key)}:${textOf(value)}`)
        .sort()
        .join()}}`;
  }
}
