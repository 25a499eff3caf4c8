import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Document } from '../parse/document.js';
import type { MapNode, Tree } from '../parse/tree.js';
import type { Policy } from '../policy/policy.js';
import { sharedAddresses } from './addresses.js';
import { alsoAt, finding, isWritten, valueAt } from './check.js';

/** What a host does not do, and what names the policy itself. */
const noRules: ReadonlySet<string> = new Set(['vosguard', 'name', 'tests', 'profiles', 'vos3000']);

/** The keys whose values differ, in alphabetical order; of maps of maps the inner keys: `services.ssh`, `sip.strangers`. */
function differences(first: MapNode, second: MapNode): readonly string[] {
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

interface Linted {
  readonly policy: Policy;
  readonly document: Document;
}

/**
 * What is wrong with policies beside each other. Those that a file has given the same name are for one host, where only one
 * can be in force: its chains, sets and files bear our name, not the policy's. What comments suppress is in it too.
 */
export function onOneHost(linted: readonly Linted[]): readonly Diagnostic[] {
  const named = linted.filter(({ document }) => isWritten(document, ['name']));
  return named.flatMap((second, index) =>
    named
      .slice(0, index)
      .filter((first) => first.policy.name === second.policy.name && !isSameFile(first, second))
      .flatMap((first) => fights(first, second)),
  );
}

function isSameFile(first: Linted, second: Linted): boolean {
  return first.document.files[0]?.path === second.document.files[0]?.path;
}

function fights(first: Linted, second: Linted): readonly Diagnostic[] {
  const differing = differences(first.document.root, second.document.root);
  if (differing.length === 0) return [];
  const { name } = second.policy;
  const related = alsoAt(first.document, ['name'], 'the other policy');
  return [
    finding('VG380', valueAt(second.document, ['name']), { name, differing: differing.join(', ') }, related),
    ...trustedHereBlockedThere(first.policy, second.policy),
    ...trustedHereBlockedThere(second.policy, first.policy),
  ];
}

function trustedHereBlockedThere({ trusted, name }: Policy, { blocked }: Policy): readonly Diagnostic[] {
  return sharedAddresses(trusted, blocked).map(({ place, others, ...args }) =>
    finding(
      'VG381',
      place,
      { name, ...args },
      others.map((other) => ({ place: other, label: 'blocked here' })),
    ),
  );
}
