import fc from 'fast-check';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js';
import { inOrder } from '../../src/diagnostics/order.js';
import { fingerprints } from '../../src/diagnostics/render/json.js';
import { inList, nowhere, open } from './findings.js';

const prints = (findings: readonly Diagnostic[]) => fingerprints(inOrder(findings));

/** A finding for each line that speaks of ssh, and one more where `twice`. */
function findingsIn(text: string, path = 'policy.yaml'): readonly Diagnostic[] {
  const file = { path, text };
  return [...text.matchAll(/ssh/g)].map(({ index }) => ({
    ...open,
    place: { file, start: index, end: index + 3 },
  }));
}

const policy = 'services:\n  ssh: { tcp: [22] }\nprofiles:\n  ssh: { tcp: [23] }\n  ssh: { tcp: [22] }\n';

test('each finding has its own, of 32 hex digits', () => {
  const found = prints([...findingsIn(policy), inList, nowhere]);
  expect(new Set(found).size).toBe(5);
  for (const one of found) expect(one).toMatch(/^[0-9a-f]{32}$/);
});

test('they stay when other lines come, go or are indented', () => {
  const line = fc.constantFrom('', '# a comment', 'name: a', '  x: { y: 1 }');
  fc.assert(
    fc.property(fc.array(line), fc.constantFrom('', '  ', '\t'), (above, indent) => {
      const moved = policy.split('\n').flatMap((one) => [...above, one === '' ? '' : indent + one]);
      expect(prints(findingsIn(moved.join('\n')))).toEqual(prints(findingsIn(policy)));
      expect(prints(findingsIn(moved.join('\r\n')))).toEqual(prints(findingsIn(policy)));
    }),
  );
});

test('another line, file or code is another finding', () => {
  const [first] = prints(findingsIn(policy));
  const others = [
    prints(findingsIn(policy.replaceAll('[22]', '[2222]'))),
    prints(findingsIn(policy, 'other.yaml')),
    prints(findingsIn(policy).map((one) => ({ ...nowhere, place: one.place }))),
  ];
  expect(others.flat()).not.toContain(first);
});

test('what is said twice in one file is told apart by its order', () => {
  const two = findingsIn('a: ssh\nb: 1\na: ssh\n');
  const [first, second] = prints(two);
  expect(first).not.toBe(second);
  expect(prints(two.slice(1))).toEqual([first]);
});
