import fc from 'fast-check';
import { compileText } from '../lint-text.js';

const errorsOf = (text: string): string => {
  try {
    compileText(text);
  } catch (error) {
    return String(error);
  }
  return '';
};

const mebibyte = 1_048_576;
const compiled = (sizes: string, target = '') =>
  compileText(`vosguard: 1\n${target}trusted: [192.0.2.1]\nsip: { sizes: { ${sizes} } }\n`);
const worst = (sizes: string, target = '') => Math.max(...compiled(sizes, target).memory.values());

test('every budget is kept, and nearly used up', () => {
  fc.assert(
    fc.property(fc.integer({ min: 16, max: 2_000 }), (budget) => {
      const used = worst(`memory: ${budget} MiB`) / mebibyte;
      expect(used).toBeLessThanOrEqual(budget);
      expect(used).toBeGreaterThan(budget * 0.7);
    }),
    { numRuns: 12 },
  );
});

test('what is written stays, the rest follows', () => {
  const { policy } = compiled('memory: 64 MiB, known: 20000');
  expect(policy.sip.sizes.known).toBe(20_000);
  expect(policy.sip.sizes.sources).toBeLessThan(131_072);
  expect(worst('memory: 64 MiB, known: 20000')).toBeLessThanOrEqual(64 * mebibyte);
});

test('of a host that runs one backend only, that one counts', () => {
  const target = 'target: { platform: centos7 }\n';
  expect(compiled('memory: 64 MiB', target).policy.sip.sizes.sources).toBeGreaterThan(
    compiled('memory: 64 MiB').policy.sip.sizes.sources,
  );
});

test.each(['memory: 1 MiB', 'memory: 64 MiB, sources: 1000000'])('too little is an error: %s', (sizes) => {
  expect(errorsOf(`vosguard: 1\nsip: { sizes: { ${sizes} } }\n`)).toContain('VG397');
});

test.each(['128', '128 MB', '0 MiB', '128.5 MiB', 'MiB', '""'])('%s is no size', (text) => {
  expect(errorsOf(`vosguard: 1\nsip: { sizes: { memory: ${text} } }\n`)).toContain('VG');
});
