import fc from 'fast-check';
import { parseKnownList } from '../../src/validate/addresses/known-list.js';

const faults = (text: string) =>
  parseKnownList('customers', text).findings.map(({ code, place }) => {
    if (place === undefined || 'start' in place) throw new Error('a line was expected');
    return [code, place.line, place.column, place.length];
  });

test.each([
  ['203.0.113.0/24', ['VG750', 3, 1, 14]],
  ['203.0.113.1-203.0.113.2', ['VG750', 3, 1, 23]],
  ['203.0.113.1 30m', ['VG751', 3, 13, 3]],
  ['203.0.113.1 -1', ['VG751', 3, 13, 2]],
  ['203.0.113.1 2147484', ['VG751', 3, 13, 7]],
  ['203.0.113.1 60 office', ['VG752', 3, 16, 6]],
  ['0.0.0.0', ['VG753', 3, 1, 7]],
  ['::', ['VG753', 3, 1, 2]],
  ['sip.example.com 60', ['VG220', 3, 1, 15]],
  ['203.0.113.9/24', ['VG221', 3, 1, 14]],
  ['203.0.113.010', ['VG223', 3, 1, 13]],
  ['fe80::1%eth0', ['VG224', 3, 1, 12]],
  ['::ffff:203.0.113.1', ['VG225', 3, 1, 18]],
])('%s is a fault at its place', (line, where) => {
  expect(faults(`203.0.113.1\n# a comment\n${line}\n2001:db8::1 5\n`)).toEqual([where]);
});

test('a file of another kind: twenty faults and how many more', () => {
  const { findings, entries } = parseKnownList('page.html', '<p>not a list</p>\n'.repeat(50));
  expect(entries).toBe(0);
  expect(findings).toHaveLength(21);
  expect(findings.at(-1)).toMatchObject({ code: 'VG754', args: { more: 30 } });
});

test('whatever is read without a fault reads back the same', () => {
  const address = fc.oneof(fc.ipV4(), fc.ipV6());
  const line = fc.tuple(address, fc.option(fc.nat(2_147_483))).map(([text, time]) => `${text} ${time ?? ''}`);
  fc.assert(
    fc.property(fc.array(fc.oneof(line, fc.string())), (lines) => {
      const { text, entries } = parseKnownList('customers', lines.join('\n'));
      expect(text).toMatch(/^(?:[0-9a-f.:]+(?: \d+)?\n)*$/);
      expect(parseKnownList('customers', text)).toEqual({ findings: [], entries, text });
    }),
  );
});
