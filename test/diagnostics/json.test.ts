import { type FindingsJson, renderJson } from '../../src/diagnostics/render/json.js';
import { inList, nowhere, open, untracked } from './findings.js';

const read = (text: string): FindingsJson => JSON.parse(text) as FindingsJson;

test('findings with places, related places and counts', () => {
  const { findings, ...rest } = read(renderJson([untracked, open, inList]));
  expect(rest).toEqual({ version: 1, counts: { error: 2, warning: 1, note: 0 }, more: {} });
  expect(findings.map(({ code, place, related }) => ({ code, place, related }))).toEqual([
    { code: 'VG313', place: place('lists/a.txt', 7, 3, 7, 14), related: [] },
    { code: 'VG301', place: place('policy.yaml', 3, 3, 3, 6), related: [] },
    {
      code: 'VG353',
      place: place('sip.yaml', 1, 1, 1, 12),
      related: [{ label: 'here it is switched off', place: place('base.yaml', 2, 6, 2, 15) }],
    },
  ]);
});

test('every finding carries its words', () => {
  expect(read(renderJson([open])).findings[0]).toMatchObject({
    severity: 'warning',
    title: 'SSH open to anybody',
    what: 'The service "ssh" lets everybody reach SSH.',
    why: expect.stringContaining('SSH'),
    instead: expect.stringContaining('from:'),
  });
});

test('a finding without a place has null, and controls are escaped', () => {
  const text = renderJson([
    { ...open, place: { file: { path: 'a\x9b\u202e', text: '' }, line: 1, column: 1, length: 0 } },
    nowhere,
  ]);
  expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]/);
  expect(read(text).findings.map((finding) => finding.place?.path ?? null)).toEqual([null, 'a\x9b\u202e']);
});

test('no findings', () => {
  expect(read(renderJson([]))).toEqual({
    version: 1,
    findings: [],
    counts: { error: 0, warning: 0, note: 0 },
    more: {},
  });
});

function place(path: string, line: number, column: number, endLine: number, endColumn: number) {
  return { path, line, column, endLine, endColumn };
}
