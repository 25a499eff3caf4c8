import fc from 'fast-check';
import { readClientOutput } from '../../../src/vos3000/held/client-output.js';
import { readHeld } from '../../../src/vos3000/held/read-held.js';

const batch =
  'vosguard\tid\tmotype\tmoid\teditable\tname\tvalue\tmemo\nparameter\t1\t1\t1\t1\tSS_X\t6\tNULL\n';

test('rows among prompts, headings and what else stands on a screen', () => {
  const text = `mysql> source vos3000-verify.sql
+-----------+----+--------+------+----------+------+-------+------+
| vosguard  | id | motype | moid | editable | name | value | memo |
+-----------+----+--------+------+----------+------+-------+------+
| parameter |  1 |      1 |    1 |        1 | SS_X | 6     | NULL |
+-----------+----+--------+------+----------+------+-------+------+
1 row in set (0.00 sec)

ERROR 1146 (42S02): Table 'vos3000.e_web_access_control' doesn't exist
mysql> Bye\r\n`;
  const { rows, broken, errors } = readClientOutput(text);
  expect(rows).toEqual([{ kind: 'parameter', cells: ['1', '1', '1', '1', 'SS_X', '6', undefined], line: 5 }]);
  expect(broken).toEqual([]);
  expect(errors).toEqual(["ERROR 1146 (42S02): Table 'vos3000.e_web_access_control' doesn't exist"]);
});

test.each([
  ['a cell too few', batch.replace('\tNULL', ''), [2]],
  ['a cell too many', batch.replace('\tNULL', '\tNULL\t1'), [2]],
  ['cut in a row', batch.slice(0, -8), [2]],
  ['carriage returns', batch.replaceAll('\n', '\r\n'), []],
])('%s', (_, text, broken) => expect(readClientOutput(text).broken).toEqual(broken));

test('a row that may be cut in its last cell is none: half a range or half an address is worse', () => {
  const ranged = batch.replace('NULL', 'ID 0-999');
  for (let cut = 1; cut <= 'ID 0-999\n'.length; cut++)
    expect(readClientOutput(ranged.slice(0, -cut)).rows).toEqual([]);
  expect(readClientOutput(ranged).rows).toHaveLength(1);
  const vertical = '*** 1. row ***\nvosguard: web\nid: 1\npath: /x\nallowip: 192.0.2.8/29\n';
  expect(readClientOutput(vertical).rows).toHaveLength(1);
  expect(readClientOutput(vertical.slice(0, -2)).rows).toEqual([]);
  expect(readClientOutput(`${ranged}end`).rows.map(({ kind }) => kind)).toEqual(['parameter', 'end']);
});

test.each([
  [
    'a cell of other bytes',
    ['1', '1', '1', '1', 'SS_X', '0xNOPE', undefined],
    /line 7 has a cell that is no text/,
  ],
  ['an id that is no number', ['one', '1', '1', '1', 'SS_X', '6', undefined], /line 7 has no number/],
  [
    'an id that is too large',
    ['99999999999999999999', '1', '1', '1', 'SS_X', '6', undefined],
    /line 7 has no number/,
  ],
])('%s', (_, cells, words) => {
  const reading = readHeld([{ kind: 'parameter', cells, line: 7 }]);
  expect(reading).toMatchObject({ kind: 'fault', words: expect.stringMatching(words) });
});

test('output that ends early does not say that there are no gateways', () => {
  const early = readHeld(readClientOutput(batch).rows);
  expect(early).toMatchObject({
    kind: 'held',
    notes: [expect.stringContaining('ends early')],
    held: { gateways: { rows: [], untold: 'the output ends before it' } },
  });
  const whole = readHeld(readClientOutput(`${batch}end\n`).rows);
  expect(whole).toMatchObject({
    kind: 'held',
    notes: [],
    held: { gateways: { rows: [], untold: undefined } },
  });
});

test('whatever stands in it, it is read or refused', () => {
  const cell = fc.oneof(
    fc.constantFrom('NULL', '0x', '0xFF', '1', '|', '', 'end', 'vosguard: web'),
    fc.string(),
  );
  const line = fc
    .tuple(
      fc.constantFrom('server', 'table', 'parameter', 'gateway', 'web', 'end', '*** 1. row ***'),
      fc.array(cell),
    )
    .map(([kind, cells]) => [kind, ...cells].join('\t'));
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      const { rows } = readClientOutput(lines.join('\n'));
      expect(['held', 'fault']).toContain(readHeld(rows).kind);
    }),
  );
});
