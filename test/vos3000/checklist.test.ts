import { kernelRules } from '../../src/compile/backend-rules.js';
import { legalizePolicy } from '../../src/compile.js';
import type { Policy } from '../../src/policy/policy.js';
import type { Audit, Item as Compared, Verdict } from '../../src/vos3000/audit/audit.js';
import { checklistOf } from '../../src/vos3000/checklist/checklist.js';
import type { RuleOrigin } from '../../src/vos3000/checklist/item.js';
import { type ChecklistRecord, readRecord, recordText } from '../../src/vos3000/checklist/record.js';
import { checklistReport, isComplete, reportJson, reportText } from '../../src/vos3000/checklist/report.js';
import { memoryFiles } from '../parse/memory-files.js';

const today = '2026-06-15';

function read(body: string): { readonly policy: Policy; readonly rules: readonly RuleOrigin[] } {
  const files = memoryFiles({ 'policy.yaml': `vosguard: 1\n${body}\n` });
  const input = { path: 'policy.yaml', files, profile: undefined, today: '0000-01-01' };
  const faults: string[] = [];
  const legalized = legalizePolicy(input, ({ code }) => faults.push(code));
  if (legalized === undefined) throw new Error(faults.join(', '));
  return { policy: legalized.policy, rules: kernelRules(legalized) };
}

const full = read(`
trusted: [203.0.113.10]
addresses:
  trials:
    - { address: 192.0.2.1, until: 2026-06-14, reason: over }
    - { address: 192.0.2.2, until: 2026-06-15, reason: today }
    - { address: 192.0.2.3, until: 2026-07-14, reason: soon }
    - { address: 192.0.2.4, until: 2026-07-15, reason: later }
vos3000:
  version: "2.1.9.07"
  parameters: { SS_ENDPOINTREGISTERRETRY: 6, SS_ENDPOINTREGISTERSUSPEND: on, SS_ENDPOINTREGISTERSUSPENDTIME: 180 }
  mapping_gateways: [{ name: trunk-1, cps: 60, online_check: 60, authentication: ip }]
  web_access_control: [192.0.2.8]
  dynamic_blacklist: on
  baseline: { registrations: 500 }`);
const bare = read(
  'vos3000: { version: "2.1.4.0", parameters: { SS_ENDPOINTREGISTERSUSPEND: 180 } }\nsip: { strangers: deny }\nsignatures: null\nlogging: null',
);

interface Given {
  readonly from?: typeof full;
  readonly record?: ChecklistRecord;
  readonly audit?: Audit;
}

const report = ({ from = full, record = new Map(), audit }: Given) =>
  checklistReport({ ...from, record, audit, today });
const statesOf = (given: Given) =>
  Object.fromEntries(report(given).items.map(({ item, state }) => [item.id, state]));

const none = {
  moid: undefined,
  held: undefined,
  wanted: undefined,
  range: undefined,
  remark: undefined,
  row: undefined,
  text: undefined,
} as const;
const compared = (verdict: Verdict, ...path: readonly (string | number)[]): Compared => ({
  ...none,
  what: 'x',
  kind: 'parameter',
  verdict,
  path: ['vos3000', ...path],
});
const auditWith = (...items: readonly Compared[]): Audit => ({
  server: { database: undefined, version: undefined },
  schema: undefined,
  items,
  notes: [],
});

test('what the policy says is stated, what it does not is open', () => {
  const states = statesOf({});
  expect(
    Object.entries(states)
      .filter(([, state]) => state === 'open')
      .map(([id]) => id),
  ).toEqual(['saved', 'tested', 'review']);
  expect(Object.values(states).filter((state) => state === 'stated')).toHaveLength(19);
});

test('a policy that says little', () => {
  const stated = Object.entries(statesOf({ from: bare }))
    .filter(([, state]) => state === 'stated')
    .map(([id]) => id);
  // In 2.1.4.0 the time is the suspension; there is no switch for it.
  expect(stated).toEqual(['suspend', 'suspend-time', 'flood-suspension']);
});

test('a suspension that is off holds nothing', () => {
  const off = read('vos3000: { version: "2.1.9.07", parameters: { SS_ENDPOINTREGISTERSUSPEND: off } }');
  expect(statesOf({ from: off }).suspend).toBe('open');
});

test('items of the kernel name their rules and what they allow', () => {
  const item = checklistOf(full.policy, full.rules).find(({ id }) => id === 'register-limit');
  expect(item?.held).toEqual([
    { kind: 'rule', id: 'strangers.REGISTER.source.REGISTER', value: '5/s burst 10' },
  ]);
});

test.each([
  ['today', '2026-06-15', 'verified'],
  ['a month ago less a day', '2026-05-16', 'verified'],
  ['a month ago', '2026-05-15', 'due'],
  ['long ago', '2020-01-01', 'due'],
])('seen %s', (_, day, state) => {
  const record = new Map([
    ['saved', { day, note: 'seen' }],
    ['review', { day, note: 'seen' }],
  ]);
  expect(statesOf({ record })).toMatchObject({ saved: state, review: state, tested: 'open' });
});

const parameter = (name: string) => ['parameters', name] as const;

test.each<[string, Audit, string]>([
  ['the same', auditWith(compared('same', ...parameter('SS_ENDPOINTREGISTERRETRY'))), 'verified'],
  [
    'the same on two switches',
    auditWith(
      compared('same', ...parameter('SS_ENDPOINTREGISTERRETRY')),
      compared('same', ...parameter('SS_ENDPOINTREGISTERRETRY')),
    ),
    'verified',
  ],
  [
    'another on one of two',
    auditWith(
      compared('same', ...parameter('SS_ENDPOINTREGISTERRETRY')),
      compared('differs', ...parameter('SS_ENDPOINTREGISTERRETRY')),
    ),
    'differs',
  ],
  ['missing', auditWith(compared('missing', ...parameter('SS_ENDPOINTREGISTERRETRY'))), 'differs'],
  ['not told', auditWith(compared('unknown', ...parameter('SS_ENDPOINTREGISTERRETRY'))), 'stated'],
  ['nothing of it', auditWith(compared('differs', ...parameter('SS_OTHER'))), 'stated'],
])('an audit: %s', (_, audit, state) => {
  expect(statesOf({ audit }).retry).toBe(state);
});

test('an audit that differs weighs more than what was seen', () => {
  const record = new Map([['retry', { day: today, note: 'seen' }]]);
  const audit = auditWith(compared('differs', ...parameter('SS_ENDPOINTREGISTERRETRY')));
  expect(statesOf({ record, audit })).toMatchObject({ retry: 'differs', 'flood-suspension': 'differs' });
});

test('a layer is verified when its points are', () => {
  const seen = (...ids: readonly string[]) => new Map(ids.map((id) => [id, { day: today, note: 'seen' }]));
  expect(statesOf({ record: seen('retry', 'suspend') })['flood-suspension']).toBe('stated');
  expect(statesOf({ record: seen('retry', 'suspend', 'suspend-time') })['flood-suspension']).toBe('verified');
});

test('entries by their day', () => {
  const { past, ending } = report({});
  expect(past.map(({ reason }) => reason)).toEqual(['over']);
  expect(ending.map(({ reason }) => reason)).toEqual(['today', 'soon']);
});

test('complete only when everything is verified and no entry is past its day', () => {
  const all = new Map(
    checklistOf(full.policy, full.rules).map(({ id }) => [id, { day: today, note: 'seen' }]),
  );
  expect(isComplete(report({ record: all }))).toBe(false);
  const without = { ...full, policy: { ...full.policy, dated: [] } };
  expect(isComplete(report({ from: without, record: all }))).toBe(true);
  expect(isComplete(report({ from: without, record: new Map([...all].slice(1)) }))).toBe(false);
});

test('the text and the JSON say the same, and print nothing raw', () => {
  const record = new Map([['saved', { day: today, note: 'a\u001b[31m\u202e"b' }]]);
  const text = reportText(report({ record }));
  expect(text).toContain(`by hand on ${today}: a\\x1b[31m\\u{202e}"b`);
  expect(text).toContain('1 verified, 19 stated, 2 open, 1 entries past their day');
  const json = reportJson(report({ record }));
  expect(json).not.toMatch(/[\u001b\u202e]/);
  expect(JSON.parse(json)).toMatchObject({
    format: 1,
    today,
    items: expect.arrayContaining([
      expect.objectContaining({
        id: 'saved',
        state: 'verified',
        hand: { day: today, note: 'a\u001b[31m\u202e"b' },
      }),
    ]),
    past: [{ address: '192.0.2.1', until: '2026-06-14', reason: 'over', policy: 'addresses.trials[0]' }],
  });
});

describe('the file', () => {
  test('reads back what it wrote, sorted, with ids that nobody knows any more', () => {
    const record = new Map([
      ['z', { day: '2026-01-01', note: 'n' }],
      ['__proto__', { day: today, note: '' }],
      ['a', { day: today, note: '"\n' }],
    ]);
    const text = recordText(record);
    expect(readRecord(text)).toEqual({ kind: 'record', record });
    expect(text.indexOf('"a"')).toBeLessThan(text.indexOf('"z"'));
  });

  test.each([
    '',
    '[]',
    'null',
    '{}',
    '{"format":2,"done":{}}',
    '{"format":1}',
    '{"format":1,"done":[]}',
    '{"format":1,"done":{"a":1}}',
    '{"format":1,"done":{"a":{"day":"today","note":""}}}',
    '{"format":1,"done":{"a":{"day":"2026-01-01"}}}',
  ])('%j is refused', (text) => {
    expect(readRecord(text).kind).toBe('fault');
  });
});
