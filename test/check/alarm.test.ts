import { lintPolicy } from '../../src/compile.js';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js';
import { memoryFiles } from '../parse/memory-files.js';

const spoken = /^VG(?:2|37[67])/;

/** What is said of a policy with these profiles, errors too. */
function codes(profiles: string): readonly (readonly [string, unknown])[] {
  const found: Diagnostic[] = [];
  const files = memoryFiles({ 'policy.yaml': `vosguard: 1\nprofiles: ${profiles}\n` });
  lintPolicy({ path: 'policy.yaml', files, profile: undefined, today: '2026-11-30' }, (one) =>
    found.push(one),
  );
  return found.flatMap(({ code, args }) => (spoken.test(code) ? [[code, args] as const] : []));
}

const stricter = 'sip: { strangers: { limits: { REGISTER: 2/s burst 4 } } }';

test('what a profile says beside the limits of strangers begins by hand only, and is named', () => {
  expect(
    codes(
      `{ a: { expires: 4h, when: { refused: 9/s }, logging: { drops: 2/min }, sip: { known: { remember: 1h }, strangers: { limits: { REGISTER: 2/s } } } } }`,
    ),
  ).toEqual([['VG376', { profile: 'a', keys: 'logging, sip.known' }]]);
});

test.each([
  [`{ a: { when: { refused: 9/s }, ${stricter} } }`, []],
  [`{ a: { when: { refused: 9/s } } }`, ['VG377']],
  [`{ a: { when: { refused: 9/s }, ${stricter} }, b: { when: { refused: 9/s }, ${stricter} } }`, ['VG258']],
  [`{ a: { when: { refused: many }, ${stricter} } }`, ['VG210']],
])('%s', (profiles, wanted) => {
  expect(codes(profiles).map(([code]) => code)).toEqual(wanted);
});
