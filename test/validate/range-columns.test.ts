import fc from 'fast-check';
import { parseAddressEntry } from '../../src/net/address-entry.js';
import { parseList } from '../../src/validate/addresses/list-file.js';

const entries = [
  '192.0.2.1',
  '198.51.100.0/24',
  '10.0.0.1-10.0.0.9',
  '2001:db8::1',
  '2001:db8:1::/48',
  '0.0.0.0',
  'nonsense',
];

test('a list gives what its lines give one by one, each with its number, however often it is asked', () => {
  const line = fc.constantFrom(...entries);
  fc.assert(
    fc.property(fc.array(line), fc.nat(1000), (lines, first) => {
      const wanted = lines.flatMap((text, i) => {
        const parsed = parseAddressEntry(text);
        return parsed.kind === 'range' ? [{ range: parsed.range, index: first + i }] : [];
      });
      const { ranges } = parseList(lines.join('\n'), first);
      expect([...ranges]).toEqual(wanted);
      expect([...ranges]).toEqual(wanted);
    }),
  );
});
