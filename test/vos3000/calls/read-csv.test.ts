import fc from 'fast-check';
import { readCsv } from '../../../src/vos3000/calls/read-csv.js';

const marks = { causes: ['-9'], billingModes: ['7'] };
const calls = (text: string) => {
  const reading = readCsv(text, marks);
  if (reading.kind === 'fault') throw new Error(reading.words);
  return reading.calls;
};

test.each([
  [
    'old columns, dates',
    'id,callere164,calleee164,callerip,callergatewayh323id,starttime,endreason,billingmode\n1,a,0044,192.0.2.1,,2026-11-25 04:12:10,-9,0\n',
  ],
  [
    'new columns, milliseconds',
    'callerip,calleee164,callergatewayid,starttime,endreason,billingmode\n192.0.2.1,0044,,1795579930000,-9,0\n',
  ],
  [
    'seconds, semicolons, quotes, a byte order mark',
    '\ufeff"Caller IP";"Callee";"Start Time";"Terminate Reason"\n"192.0.2.1";"0044";"1795579930";"-9"\n',
  ],
  [
    'tabs, CRLF, empty lines',
    'callerip\tcalleee164\tstarttime\tendreason\r\n\r\n192.0.2.1\t0044\t2026/11/25 04:12\t-9\r\n',
  ],
  [
    'by the billing mode',
    'callerip,calleee164,starttime,billingmode\n192.0.2.1,0044,2026-11-25 04:12:10,7\n',
  ],
])('%s', (_, text) => {
  const { records, total } = calls(text);
  expect(total).toBe(1);
  expect(records).toMatchObject([
    { source: '192.0.2.1', number: '0044', count: 1, first: expect.stringMatching(/^2026-11-25 04:12:/) },
  ]);
});

test('a quoted cell may hold commas, quotes and ends of lines; a line may be short or long', () => {
  const { records, total } = calls(
    'callerip,calleee164,endreason\n192.0.2.1,"a,""b""\nc",-9\n192.0.2.2\n192.0.2.3,x,-9,more\n',
  );
  expect([total, records.map(({ number }) => number)]).toEqual([3, ['a,"b"\nc', 'x']]);
});

test.each([
  ['', /empty/],
  ['a,b\n1,2\n', /names no column for the source/],
  ['callerip,x\n1,2\n', /neither a cause .* nor a billing mode/],
  [`callerip,endreason\n"${'x'.repeat(70_000)}`, /no CSV/],
])('%#: not read, and said why', (text, words) => {
  expect(readCsv(text, marks)).toMatchObject({ kind: 'fault', words: expect.stringMatching(words) });
});

test('whatever the bytes are, it is read or refused', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(['calls', 'fault']).toContain(readCsv(`callerip,endreason\n${text}`, marks).kind);
    }),
  );
});

test('what occurs is counted, so that an operator sees which number to ask for', () => {
  const { records, causes } = calls('callerip,endreason\n1.1.1.1,-38\n1.1.1.1,-38\n1.1.1.1,0\n');
  expect([records, [...causes]]).toEqual([[], [['-38', 2], ['0', 1]]]); // biome-ignore format: a pair
});
