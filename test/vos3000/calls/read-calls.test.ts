import fc from 'fast-check';
import { attemptsIn } from '../../../src/vos3000/calls/attempts.js';
import type { Call } from '../../../src/vos3000/calls/call.js';
import { columnNames } from '../../../src/vos3000/calls/layout.js';
import { readCalls } from '../../../src/vos3000/calls/read-calls.js';
import { readMoment, readTime, timeText } from '../../../src/vos3000/calls/times.js';

interface Told {
  readonly named?: string;
  readonly beside?: string;
  readonly sourceField?: number;
}

/** Reads the bytes in pieces of that size. */
function read(bytes: Uint8Array | string, { named, beside, sourceField }: Told = {}, size = 7) {
  const all = Buffer.from(bytes);
  const pieces = Array.from({ length: Math.ceil(all.length / size) }, (_, at) =>
    all.subarray(at * size, (at + 1) * size),
  );
  const calls: Call[] = [];
  const told = {
    named: named === undefined ? undefined : columnNames(named),
    beside: beside === undefined ? undefined : columnNames(beside),
    sourceField,
  };
  return { reading: readCalls(pieces, told, (call) => calls.push(call)), calls };
}

function whole(bytes: Uint8Array | string, told: Told = {}, size?: number) {
  const { reading, calls } = read(bytes, told, size);
  if (reading.kind === 'fault') throw new Error(reading.words);
  return { ...reading, calls };
}

const at = Date.UTC(2026, 10, 25, 4, 12, 10);

/** An hour of the softswitch: 18 fields, the caller's address in the tenth. */
const hour = (source = '192.0.2.1', more: readonly string[] = []): string =>
  `1001|0044|${at}|${at + 9000}|9|-9|2|对接-电信1|out-1|${source}|192.0.2.200|a|b|c|d|0|1|z${more.map((one) => `|${one}`).join('')}\n`;

/** Of our own making, in GBK: the headings of operators' exports. */
const gbk = Buffer.concat([
  // 主叫号码,被叫号码,起始时间,主叫经由网关,终止原因,主叫ip,计费模式
  Buffer.from(
    'd6f7bdd0bac5c2eb2cb1bbbdd0bac5c2eb2cc6f0cabccab1bce42cd6f7bdd0beadd3c9cdf8b9d82cd6d5d6b9d4add2f22cd6f7bdd069702cbcc6b7d1c4a3cabd0d0a',
    'hex',
  ),
  Buffer.from('1001,0044,2026-11-25 04:12:10,'),
  Buffer.from('b6d4bdd3', 'hex'), // 对接
  Buffer.from('-1,-9,192.0.2.1,0\r\n'),
]);

const table41 = `7,1001,1001,0044,0044,192.0.2.1,对接-电信1,agent,x,192.0.2.9,out,,0044,0,4,0,${at},${at + 9000},3,9,1,0,0,0,0,0,c,n,1,0,0,0,a,b,101,MBX3000,0,-9,0,0,-1\n`;
const row52 = Array.from({ length: 52 }, (_, field) => {
  const cells: Readonly<Record<number, string>> = {
    0: '1001', 2: '0044', 4: '192.0.2.1', 6: '对接-电信1', 16: '0', 19: String(at), 20: String(at + 9000), 23: '9', 48: '-9',
  }; // biome-ignore format: a table
  return cells[field] ?? '';
}).join(',');

test.each<[string, Uint8Array | string, Told]>([
  ['an hourly file', hour(), {}],
  ['an hourly file with Windows ends of lines', hour().replace('\n', '\r\n'), {}],
  ['a table of 2.1.4.0 without headings', table41, {}],
  ['52 columns as importers read them', `${row52}\n`, {}],
  ['Chinese headings in UTF-8', '主叫号码,被叫号码,起始时间,终止时间,主叫经由网关,终止原因,主叫ip,计费模式\n"1001","0044","2026-11-25 04:12:10","","对接-电信1","-9","192.0.2.1","0"\n', {}],
  ['Chinese headings in GBK', gbk, {}],
  ['columns that are named', `x,192.0.2.1,0044,${at},-9\n`, { named: '-,callerip,calleee164,starttime,endreason' }],
  ['columns by a file beside', `0044,192.0.2.1,${at},-9\n`, { beside: 'calleee164\ncallerip\nstarttime\nendreason\n' }],
  ['headings beat the file beside', 'callerip,calleee164,starttime,endreason\n192.0.2.1,0044,2026-11-25 04:12:10,-9\n', { beside: 'calleee164,callerip,starttime,endreason' }],
  ['named columns, and headings that are passed over', 'a,callerip,callee,endreason\nq,192.0.2.1,0044,-9\n', { named: 'x;callerip;calleee164;endreason' }],
  ['old columns, dates', 'id,callere164,calleee164,callerip,callergatewayh323id,starttime,endreason,billingmode\n1,a,0044,192.0.2.1,,2026-11-25 04:12:10,-9,0\n', {}],
  ['seconds, semicolons, quotes, a byte order mark', '\ufeff"Caller IP";"Callee";"Start Time";"Terminate Reason"\n"192.0.2.1";"0044";"1795579930";"-9"\n', {}],
  ['tabs, CRLF, empty lines', 'callerip\tcalleee164\tstarttime\tendreason\r\n\r\n192.0.2.1\t0044\t2026/11/25 04:12\t-9\r\n', {}],
  ['UTF-16 with its mark', Buffer.concat([Buffer.from([255, 254]), Buffer.from('callerip,calleee164,starttime,endreason\r\n192.0.2.1,0044,2026-11-25 04:12:10,-9\r\n', 'utf16le')]), {}],
  ['UTF-16 with the other mark', Buffer.concat([Buffer.from([254, 255]), Buffer.from('callerip,calleee164,starttime,endreason\r\n192.0.2.1,0044,2026-11-25 04:12:10,-9\r\n', 'utf16le').swap16()]), {}],
  ['UTF-16 without a mark', Buffer.from('被叫号码,主叫ip,起始时间,终止原因\r\n0044,192.0.2.1,2026-11-25 04:12:10,-9\r\n', 'utf16le'), {}],
  ['a title before the headings', '呼叫记录 2026-11-25, 主叫\n\ncallerip,calleee164,starttime,endreason\n192.0.2.1,0044,2026-11-25 04:12:10,-9\n', {}],
  ['a line for spreadsheets', 'sep=;\r\ncallerip;calleee164;starttime;endreason\r\n192.0.2.1;0044;2026-11-25 04:12:10;-9\r\n', {}],
  ['semicolons, and cells full of commas', 'callerip;calleee164;callercodec;endreason\n192.0.2.1;0044;g729,g711a,g711u,g723,gsm;-9\n', {}],
  ['texts of spreadsheets', 'callerip,calleee164,starttime,endreason\n="192.0.2.1",\'0044,\'2026-11-25 04:12:10\',-9\n', {}],
  ['headings as functions and tables write them', 'e_cdr.callerip,`e_cdr`.`calleee164`,FROM_UNIXTIME(starttime/1000),e_cdr.endreason\n192.0.2.1,0044,2026-11-25 04:12:10,-9\n', {}],
  ['a table that the client has drawn', '+-----------+------------+-----------+\n| callerip  | calleee164 | endreason |\n+-----------+------------+-----------+\n| 192.0.2.1 | 0044       |        -9 |\n+-----------+------------+-----------+\n1 row in set (0.00 sec)\n', {}],
  ['39 columns as another importer reads them', `${table41.trim().split(',').filter((_, at) => at !== 11 && at !== 26).join(',')}\n`, {}],
  ['52 columns and a comma behind the last', `${row52},\n`, {}],
  ['a file beside for records with a comma behind the last', `0044,192.0.2.1,${at},-9,\n`, { beside: 'calleee164\ncallerip\nstarttime\nendreason\n' }],
  ['columns of which some have no name', `x,192.0.2.1,y,0044,${at},-9\n`, { named: ',callerip,,calleee164,starttime,endreason' }],
  ['columns in lines with commas', `192.0.2.1,0044,${at},-9\n`, { beside: 'callerip,\r\ncalleee164,\r\n\r\nstarttime,\r\nendreason\r\n' }],
  ['headings with units', 'Caller IP,Callee,Hold time(s),Start time,End reason\n192.0.2.1,0044,0,2026-11-25 04:12:10,-9\n', {}],
  ['Chinese headings with units', '主叫ip,被叫号码,通话时长（秒）,起始时间,终止原因\n192.0.2.1,0044,0,2026-11-25 04:12:10,-9\n', {}],
  ['headings in traditional Chinese', '主叫IP,被叫號碼,通話時長,起始時間,終止原因,計費模式\n192.0.2.1,0044,0,2026-11-25 04:12:10,-9,0\n', {}],
  ['no end of the last line', 'callerip,calleee164,endreason\n192.0.2.1,0044,-9', {}],
])('%s', (_, bytes, told) => {
  for (const size of [1, 7, 10_000]) {
    const { calls, total } = whole(bytes, told, size);
    expect(total).toBe(1);
    expect(calls).toMatchObject([{ source: '192.0.2.1', number: '0044', cause: '-9' }]);
    const [{ start, gateway } = { start: undefined, gateway: '' }] = calls;
    if (start !== undefined) expect(timeText(start)).toMatch(/^2026-11-25 04:12:/);
    if (gateway !== '') expect(gateway).toMatch(/^对接-/);
  }
}); // biome-ignore format: a table

test('the time of conversation under headings with a unit', () => {
  const text = (heading: string) => `主叫ip,被叫号码,${heading},终止原因\n192.0.2.1,0044,90,0\n`;
  for (const heading of ['通话时长(秒)', '通话时长（秒）', 'Duration (sec)', 'hold time [s]'])
    expect(whole(text(heading)).calls[0]?.hold).toBe(90);
  // Of minutes nothing is made.
  expect(whole(text('通话时长(分钟)')).calls[0]?.hold).toBeUndefined();
});

test('an hourly file with bad lines: they are counted, and the first is named', () => {
  const { calls, total, notes } = whole(
    `${hour()}cut|short\n${hour('192.0.2.2', ['one too many'])}${hour('192.0.2.3')}`,
  );
  expect([total, calls.map(({ source }) => source)]).toEqual([2, ['192.0.2.1', '192.0.2.3']]);
  expect(notes).toEqual([
    expect.stringContaining('from field 10, the first unpublished one that holds addresses'),
    'records left out, because they have too few or too many fields: 2, the first in line 2',
  ]);
});

test.each([
  ['an hourly file', hour(), {}],
  ['a table of 2.1.4.0', table41, {}],
  ['52 columns', `${row52}\n`, {}],
  ['a file beside', `0044,192.0.2.1,${at},-9\n`, { beside: 'calleee164,callerip,starttime,endreason' }],
] as const)('%s whose first line was cut or is none: the others tell what it is', (_, line, told) => {
  for (const begin of ['1771747201000\n', 'cdr of 2026-11-25\n\n', '|x|\n', '\0\0\0\n']) {
    const { calls, notes } = whole(`${begin}${line.repeat(3)}`, told);
    expect(calls.map(({ source, cause }) => [source, cause])).toEqual(Array(3).fill(['192.0.2.1', '-9']));
    expect(notes.at(-1)).toMatch(/too few or too many fields: 1, the first in line 1$/);
  }
});

test.each([
  ['an hourly file', '', hour(), {}],
  ['a table of 2.1.4.0', '', table41, {}],
  ['52 columns', '', `${row52}\n`, {}],
  ['a file beside', '', `0044,192.0.2.1,${at},-9\n`, { beside: 'calleee164,callerip,starttime,endreason' }],
  ['named columns', '', `0044;192.0.2.1;${at};-9\n`, { named: 'calleee164,callerip,starttime,endreason' }],
  ['English headings', 'Callee,Caller IP,Start time,End reason\n', `0044,192.0.2.1,${at},-9\n`, {}],
  ['Chinese headings', '被叫号码,主叫ip,起始时间,终止原因\n', `0044,192.0.2.1,${at},-9\n`, {}],
] as const)(
  '%s with bad lines in between: they are counted, and the first is named',
  (_, head, line, told) => {
    const text = `${head}${line}cut\n\n\0\0\n${line}cu`;
    const { calls, notes } = whole(text, told);
    expect(calls.map(({ source }) => source)).toEqual(['192.0.2.1', '192.0.2.1']);
    const first = head === '' ? 2 : 3;
    expect(notes.at(-1)).toBe(
      `records left out, because they have too few or too many fields: 3, the first in line ${first}`,
    );
  },
);

test('an hour that is still written: its last record is cut, or zeros', () => {
  for (const end of ['1001|0044|17', '\0'.repeat(50)]) {
    const { calls, notes } = whole(`${hour()}${end}`);
    expect(calls.map(({ source }) => source)).toEqual(['192.0.2.1']);
    expect(notes[1]).toMatch(/: 1, the first in line 2$/);
  }
});

test('an hour has the address of the caller where the hour before had it', () => {
  const callees = hour('').repeat(3);
  expect(whole(callees).calls[0]?.source).toBe('192.0.2.200');
  expect(whole(callees, { sourceField: 9 }).calls[0]?.source).toBe('');
  expect(whole(hour()).sourceField).toBe(9);
});

test.each<[string, number | undefined, string]>([
  ['2026-11-25 04:12:10', at / 1000, 'written'],
  ['2026-11-25 04:12:10.123', at / 1000, 'written'],
  ['2026-11-25T04:12:10Z', at / 1000, 'UTC'],
  ['2026-11-25T12:12:10+08:00', at / 1000, 'UTC'],
  ['2026-11-24 23:42:10 -0430', at / 1000, 'UTC'],
  ['2026年11月25日 04:12:10', at / 1000, 'written'],
  ['25.11.2026 04:12:10', at / 1000, 'written'],
  ['20261125041210', at / 1000, 'written'],
  ['2026/11/25 4:12:10 am', at / 1000, 'written'],
  ['2026/11/25 4:12:10 PM', at / 1000 + 12 * 3600, 'written'],
  ['2026/11/25 12:00 AM', Date.UTC(2026, 10, 25) / 1000, 'written'],
  ['11/25/2026 04:12:10', undefined, ''],
  ['1.79558E+12', undefined, ''],
  ['2026-13-01 04:12:10', undefined, ''],
  ['2026-02-30 04:12:10', undefined, ''],
  ['20260230041210', undefined, ''],
])('the time %s', (text, second, clock) => {
  expect(readTime(text)).toEqual(second === undefined ? undefined : { second, clock });
});

test('times that cannot be read are told: such records count for every period', () => {
  const { notes, calls } = whole(
    'callerip,starttime,endreason\n192.0.2.1,11/25/2026 04:12,-9\n192.0.2.1,,-9\n',
  );
  expect(calls).toHaveLength(2);
  expect(notes).toEqual([
    expect.stringMatching(/^times that cannot be read: 1, the first is 11\/25\/2026 04:12;/),
  ]);
});

test('an hourly file in which nothing is an address has calls of gateways all the same', () => {
  const { calls, places } = whole(hour('x').replace('192.0.2.200', 'y'));
  expect([places.source, calls[0]?.gateway, calls[0]?.hold]).toEqual([undefined, '对接-电信1', 9]);
});

test('a quoted cell may hold delimiters, quotes and ends of lines; NULL of MySQL is empty', () => {
  const { calls, total } = whole(
    'callerip,calleee164,endreason\n192.0.2.1,"a,""b""\nc",-9\n192.0.2.2\n192.0.2.3,x,-9,more\n192.0.2.4,\\N,-9\n"192.0.2.5" , "a"b" ,-9\n',
  );
  expect([total, calls.map(({ number }) => number)]).toEqual([4, ['a,"b"\nc', 'x', '', 'a"b']]);
});

test.each<[string, string, Told, RegExp]>([
  ['nothing', '', {}, /empty/],
  ['a workbook', 'PK\x03\x04', {}, /workbook or an archive; save the sheet as CSV/],
  ['a page', '\ufeff<!DOCTYPE html>', {}, /page in HTML/],
  ['something compressed', 'BZh91', {}, /compressed; unpack it/],
  [
    'no columns',
    'a,b\n1,2\n',
    {},
    /its first line names no columns; name them with --columns: .* cdr\.column .* GBK.*hourly files/,
  ],
  [
    'bars, and no time',
    '1|2|3|4|5|6|7|8|9|10|11|12|13|14|15|16|17|18\n',
    {},
    /third field is no time; name them/,
  ],
  ['no source', 'callee,endreason\n1,2\n', {}, /no column for the caller's address/],
  [
    'a quote without end',
    `callerip,endreason\n1,2\n"${'x'.repeat(70_000)}`,
    {},
    /no CSV: line 3 has a quote/,
  ],
])('%s: not read, and said why', (_, text, told, words) => {
  expect(read(text, told, 1000).reading).toMatchObject({
    kind: 'fault',
    words: expect.stringMatching(words),
  });
});

test('whatever the bytes are, it is read or refused, and the size of the pieces changes nothing', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.integer({ min: 1, max: 20 }), (bytes, size) => {
      const text = Buffer.concat([
        Buffer.from('callerip,endreason,callee\n'),
        bytes.map((byte) => byte & 0x7f),
      ]);
      const [one, other] = [read(text, {}, size), read(text, {}, 10_000)];
      expect([one.reading, one.calls]).toEqual([other.reading, other.calls]);
    }),
  );
});

test('what was attempted, by words as well, in a time, and who completed a call', () => {
  const call: Call = {
    ...{ source: '192.0.2.1', caller: '', number: '1', gateway: '', cause: 'Illegal call', billingMode: '' },
    ...{ start: 100, stop: undefined, hold: 0 },
  };
  const attempts = attemptsIn({ causes: ['illegal call'], billingModes: [] }, { since: 100, until: 200 });
  attempts.add(call);
  attempts.add({ ...call, cause: 'ILLEGAL CALL', start: 200 });
  attempts.add({ ...call, start: 99 });
  attempts.add({ ...call, start: 201 });
  attempts.add({ ...call, cause: '-38', start: 150 });
  attempts.add({ ...call, source: '::ffff:192.0.2.2', start: 1, hold: 5, cause: '0' });
  const { grouped, total, causes, completed, newest } = attempts.result();
  expect([grouped.attempts, total, newest]).toEqual([2, 3, 200]);
  expect([...causes]).toEqual([['Illegal call', 1], ['ILLEGAL CALL', 1], ['-38', 1]]); // biome-ignore format: pairs
  expect([...completed]).toEqual([['192.0.2.2', 1]]);
});

test('a flood from more sources than are kept: who attacked most stays, and the rest is counted', () => {
  const attempts = attemptsIn({ causes: ['-9'], billingModes: [] }, { since: undefined, until: undefined });
  const call = { caller: '', gateway: '', cause: '-9', billingMode: '', start: 1, stop: undefined, hold: 0 };
  for (let round = 0; round < 5; round++)
    attempts.add({ ...call, source: '203.0.113.9', number: String(round) });
  for (let one = 0; one < 50_000; one++)
    attempts.add({
      ...call,
      source: `10.${one >> 16}.${(one >> 8) & 255}.${one & 255}`,
      number: String(one),
    });
  const { grouped } = attempts.result();
  expect([grouped.attempts, grouped.sources[0]?.key, grouped.sources[0]?.attempts]).toEqual([
    50_005,
    '203.0.113.9',
    5,
  ]);
  expect(grouped.sources.length).toBeLessThanOrEqual(25_000);
  expect(grouped.untold + grouped.sources.reduce((sum, { attempts: own }) => sum + own, 0)).toBe(50_005);
});

test.each([
  ['2026-11-25', false, '2026-11-25 00:00:00'],
  ['2026-11-25', true, '2026-11-25 23:59:59'],
  ['2026-11-25 04:10', true, '2026-11-25 04:10:00'],
  ['2026-02-30', false, undefined],
  ['yesterday', false, undefined],
  ['1795579930', false, undefined],
])('a moment %s (end: %s) is %s', (text, end, expected) => {
  const moment = readMoment(text, end);
  expect(moment === undefined ? undefined : timeText(moment)).toBe(expected);
});
