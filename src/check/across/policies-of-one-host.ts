import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Document } from '../../parse/document.js';
import type { Policy } from '../../policy/policy.js';
import { finding } from '../check.js';
import { sharedAddresses } from '../shared-addresses.js';
import { suppress } from '../suppressions/suppress.js';
import { alsoAt, isWritten, valueAt } from '../written.js';
import { differences } from './differences.js';

interface Linted {
  readonly policy: Policy;
  readonly document: Document;
}

/**
 * What is wrong with policies beside each other. Those that a file has given the same name are for one host, where only one
 * can be in force: its chains, sets and files bear our name, not the policy's.
 */
export function policiesOfOneHost(linted: readonly Linted[]): readonly Diagnostic[] {
  const named = linted.filter(({ document }) => isWritten(document, ['name']));
  const found = named.flatMap((second, index) =>
    named
      .slice(0, index)
      .filter((first) => first.policy.name === second.policy.name && !isSameFile(first, second))
      .flatMap((first) => fights(first, second)),
  );
  return linted.reduce<readonly Diagnostic[]>((left, { document }) => suppress(left, document).left, found);
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
