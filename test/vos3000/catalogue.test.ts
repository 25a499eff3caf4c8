import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { lookUp, meaningsOf, parameterNames, parameters } from '../../src/vos3000/catalogue/catalogue.js';
import { gatewayFields } from '../../src/vos3000/catalogue/gateway.js';
import { schemaOf, schemaVersions } from '../../src/vos3000/catalogue/schema-version.js';
import { grades, pages, sources } from '../../src/vos3000/catalogue/sources.js';
import { tierOf, tiers } from '../../src/vos3000/catalogue/tier.js';
import { databaseText, isAllowed, readValue, valueText } from '../../src/vos3000/catalogue/value.js';
import { alarms, kernelAdvice, watched } from '../../src/vos3000/catalogue/watched.js';

const everything = { parameters, gatewayFields, tiers, pages, kernelAdvice, watched, alarms };

/** Every object below that says a grade or a source, with the way to it. */
function* origins(
  value: unknown,
  way: string,
): Generator<readonly [string, Readonly<Record<string, unknown>>]> {
  if (typeof value !== 'object' || value === null) return;
  const entries = Object.entries(value);
  if ('grade' in value || 'source' in value) yield [way, Object.fromEntries(entries)];
  for (const [key, below] of entries) yield* origins(below, `${way}.${key}`);
}

const all = [...origins(everything, 'catalogue')];
const published: readonly unknown[] = Object.values(sources);

test('every fact has a grade and a source that was published', () => {
  expect(all.length).toBeGreaterThan(200);
  const wrong = all.filter(
    ([, { grade, source }]) => !grades.some((one) => one === grade) || !published.includes(source),
  );
  expect(wrong.map(([way]) => way)).toEqual([]);
});

test('every source has an address on the web and is cited', () => {
  for (const { address } of Object.values(sources)) expect(new URL(address).protocol).toBe('https:');
  const cited = new Set(all.map(([, { source }]) => source));
  expect(Object.entries(sources).filter(([, source]) => !cited.has(source))).toEqual([]);
});

test.each(schemaVersions)('in %s a name is one parameter', (schema) => {
  const names = parameters.flatMap(({ versions }) => versions[schema]?.names.map(({ text }) => text) ?? []);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  expect(names.filter((name) => !/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/.test(name))).toEqual([]);
});

test('private keys are not among the names that a query selects', () => {
  expect(parameterNames.filter((name) => /KEY|KE$|PASSWORD(?!_LENGTH)|MAIL/.test(name))).toEqual([]);
  expect([...parameterNames]).toEqual([...new Set(parameterNames)].sort());
});

test.each(parameters.map((parameter) => [parameter.id, parameter] as const))(
  'values of %s are such as it takes',
  (_, { versions, advice, about, verify }) => {
    for (const schema of schemaVersions) {
      const inVersion = versions[schema];
      if (inVersion?.initial === undefined) continue;
      const { initial, kind, range } = inVersion;
      expect(readValue(kind, databaseText(initial.value))).toEqual({ kind: 'value', value: initial.value });
      expect(isAllowed(inVersion, initial.value, range?.value)).toBe(true);
      for (const { wanted } of advice) {
        if (typeof wanted === 'boolean') expect(kind.kind).toBe('switch');
        else
          for (const value of [wanted.least, wanted.most])
            expect(isAllowed(inVersion, value, range?.value)).toBe(true);
      }
    }
    for (const text of [about, verify]) expect(text).toMatch(/^[A-Z].*[.]$/);
  },
);

/** What was published, written down a second time: name, version, value as delivered, range, grade of the name. */
const facts = [
  ['SS_ENDPOINTREGISTERRETRY', '2.1.4.0', 6, [0, 999], 'database'],
  ['SS_ENDPOINTREGISTERRETRY', '2.1.9.07', 6, [0, 999], 'guide'],
  ['SS_AUTHENTICATION_MAX_RETRY', '2.1.9.07', 6, [0, 999], 'guide'],
  ['SS_ENDPOINTREGISTERSUSPEND', '2.1.4.0', 180, [60, 3600], 'database'],
  ['SS_ENDPOINTREGISTERSUSPEND', '2.1.9.07', true, undefined, 'unverified'],
  ['SS_AUTHENTICATION_FAILED_SUSPEND', '2.1.9.07', 180, [60, 3600], 'guide'],
  ['SS_ENDPOINTREGISTERSUSPENDTIME', '2.1.9.07', 180, [60, 3600], 'unverified'],
  ['SERVER_BILLING_RECODR_ZERO_HOLD_TIME', '2.1.4.0', true, undefined, 'database'],
  ['SERVER_BILLING_RECORD_ZERO_HOLD_TIME', '2.1.9.07', true, undefined, 'guide'],
  ['SERVER_BILLING_RECODR_ZERO_HOLD_TIME', '2.1.9.07', true, undefined, 'unverified'],
  ['SS_CDRRECORDILLEGALCALL', '2.1.4.0', true, undefined, 'database'],
  ['SERVER_BILLING_RECORD_ILLEGAL_CALL', '2.1.9.07', true, undefined, 'guide'],
  ['SS_REPLYUNAUTHORIZED', '2.1.4.0', true, undefined, 'database'],
  ['SS_REPLY_UNAUTHORIZED', '2.1.9.07', true, undefined, 'guide'],
  ['SERVER_LOGIN_FAILED_DISABLE_TIME', '2.1.4.0', 120, [30, 7200], 'database'],
  ['SS_ENDPOINTEXPIRE', '2.1.4.0', 300, [60, 86400], 'database'],
  ['SS_ENDPOINT_EXPIRE', '2.1.9.07', 3600, undefined, 'guide'],
  ['SS_ENDPOINTTIMETOLIVE', '2.1.4.0', 60, [10, 600], 'database'],
  ['SS_SIPAUTHENTICATIONRETRY', '2.1.4.0', 6, [0, 10], 'database'],
  ['SS_SIPAUTHENTICATIONTIMEOUT', '2.1.4.0', 10, [3, 60], 'database'],
  ['SS_SIPREGISTEREXPIRE', '2.1.4.0', 0, [20, 7200], 'database'],
  ['SS_SIPREGISTERRETRYDELAY', '2.1.4.0', 60, [30, 600], 'database'],
  ['SS_BLACK_LIST_MALICIOUS_CALL_CHECK_INTERVAL', '2.1.4.0', 600, [60, 86400], 'database'],
  ['SS_BLACK_LIST_MALICIOUS_CALL_LIMIT', '2.1.4.0', 2147483647, [1, 10000], 'database'],
  ['SS_BLACK_LIST_MALICIOUS_CALL_EXPIRE', '2.1.4.0', 3600, [60, 2592000], 'database'],
  ['SS_BLACK_LIST_NO_ANSWER_LIMIT', '2.1.4.0', 2147483647, [1, 10000], 'database'],
  ['SS_BLACK_LIST_NO_ANSWER_EXPIRE', '2.1.4.0', 2, [1, 10000], 'database'],
  ['SS_CDRRECORDNONCONNECT', '2.1.4.0', false, undefined, 'database'],
  ['SERVER_MAX_CDR_PENDING_LIST_LENGTH', '2.1.4.0', 100000, [10000, 100000], 'database'],
  ['SERVER_PASSWORD_LENGTH', '2.1.4.0', 6, [1, 12], 'database'],
  ['SS_MAXCALLDURATION', '2.1.4.0', 0, [1, 86399], 'database'],
  ['SS_SIPNOTIMERMAXSESSIONTIME', '2.1.4.0', 7200, [600, 14400], 'database'],
  ['SS_SIPSESSIONTTL', '2.1.4.0', 600, [90, 14400], 'database'],
  ['SS_MEDIACHECKTIMEOUT', '2.1.4.0', 2, [1, 120], 'database'],
  ['SS_CALLCAPTURERTPPORT', '2.1.4.0', 40000, [10000, 49998], 'database'],
  ['SS_MEDIAPROXYRTPPORT', '2.1.4.0', '10000,39999', undefined, 'database'],
  ['IVR_RTPPORT', '2.1.4.0', '40000,47999', undefined, 'database'],
  ['SS_SIPRESENDINTERVAL', '2.1.4.0', '2.0,4.0,4.0,4.0,4.0,4.0,4.0,4.0', undefined, 'database'],
  ['SS_CDRRECORDTOFILE', '2.1.4.0', false, undefined, 'database'],
  ['SS_SIPTIMEOUTINVITE', '2.1.4.0', 10, [5, 120], 'database'],
  ['SS_SIPSTOPSWITCHAFTERSDP', '2.1.4.0', true, undefined, 'database'],
  ['SS_GATEWAY_SWITCHSTOPAFTERRTPSTART', '2.1.4.0', true, undefined, 'database'],
  ['SS_SIPSESSIONUPDATESEGMENT', '2.1.4.0', 2, [2, 10], 'database'],
  ['SS_SIP_SESSION_UPDATE_SEGMENT', '2.1.9.07', 2, [2, 10], 'guide'],
  ['SS_SIP_SESSION_TTL', '2.1.9.07', 600, undefined, 'guide'],
  ['SS_GATEWAY_SWITCH_LIMIT', '2.1.9.07', undefined, undefined, 'unverified'],
  ['IVR_SSAVAILABLEIP', '2.1.4.0', '', undefined, 'database'],
  ['SERVER_BILLING_NO_CDR_E164S', '2.1.4.0', '', undefined, 'database'],
  ['SERVER_QUERY_CDR_DENY_TIME', '2.1.4.0', '', undefined, 'database'],
  ['SERVER_TRACE_MASK', '2.1.4.0', 'ERROR', undefined, 'database'],
  ['SS_REGISTERTRACEMAXSIZE', '2.1.4.0', 5, [1, 20], 'database'],
  ['SS_G3_CALL_REGISTER_ERROR_MAX', '2.1.4.0', 0, [0, 999], 'database'],
  ['SS_PHONE_ONLINE_REPORT', '2.1.4.0', false, undefined, 'database'],
  ['EXTERNAL_SEND_CDR', '2.1.4.0', false, undefined, 'database'],
  ['EXTERNAL_MAX_CDR_PENDING_SIZE', '2.1.4.0', 10000, [1000, 100000], 'database'],
  ['SS_VALUEADDEDSERVICEPORT', '2.1.4.0', 5055, [1, 65535], 'database'],
  ['SS_PHONESERVICEPORT', '2.1.4.0', 5062, [1, 65535], 'database'],
  ['SS_CONFERENCEPORT', '2.1.4.0', 5085, [1, 65535], 'database'],
  ['SS_CALLREPORTPORT', '2.1.4.0', 8000, [1, 65535], 'database'],
] as const;

test.each(facts)('%s in %s is %p, range %p, %s', (name, schema, initial, range, grade) => {
  const found = lookUp(name, { schema, basis: 'exact' });
  if (found.kind !== 'found') throw new Error(found.kind);
  expect(found.own).toBe(true);
  expect(found.name.grade).toBe(grade);
  expect(found.inVersion.initial?.value).toBe(initial);
  const { least, most } = found.inVersion.range?.value ?? {};
  expect(least === undefined ? undefined : [least, most]).toEqual(range);
});

test('the tiers are those of the guide', () => {
  expect(
    tiers.map(({ name, cps, concurrentCalls, maxDuration }) => [
      name,
      cps.least,
      cps.most,
      concurrentCalls.least,
      concurrentCalls.most,
      maxDuration,
    ]),
  ).toEqual([
    ['small', 5, 10, 30, 50, 1800],
    ['medium', 10, 30, 50, 200, 3600],
    ['large', 30, 100, 200, 500, 3600],
    ['wholesale', 100, 200, 500, 2000, 7200],
  ]);
  expect(tierOf('premium')).toBe(tierOf('wholesale'));
  expect(tierOf('huge')).toBeUndefined();
});

test.each([
  ['2.1.4.0', '2.1.4.0', 'exact'],
  ['2.1.4', '2.1.4.0', 'exact'],
  ['2.1.9.07', '2.1.9.07', 'exact'],
  ['2.1.9.7', '2.1.9.07', 'exact'],
  ['2.1.9.07 ', '2.1.9.07', 'exact'],
  ['2.1.9-07', '2.1.9.07', 'exact'],
  ['2.1.9.08', '2.1.9.07', 'guessed'],
  ['2.1.9.10', '2.1.9.07', 'guessed'],
  ['2.1.9.06', '2.1.9.07', 'guides'],
  ['2.1.8.0', '2.1.9.07', 'guides'],
  ['2.1.8', '2.1.9.07', 'guides'],
  ['2.1.8.00', '2.1.9.07', 'guides'],
  ['2.1.8-05', '2.1.9.07', 'guides'],
  ['V2.1.8.05', '2.1.9.07', 'guides'],
  ['2.1.7.99', '2.1.4.0', 'between'],
  ['2.1.7.01', '2.1.4.0', 'between'],
  ['2.1.6-00', '2.1.4.0', 'between'],
  ['2.1.4.1', '2.1.4.0', 'between'],
  ['2.1.10.0', '2.1.9.07', 'guessed'],
  ['2.0', '2.1.4.0', 'guessed'],
  ['3', '2.1.9.07', 'guessed'],
])('version %s is read by %s, %s', (version, schema, basis) => {
  expect(schemaOf(version)).toEqual({ schema, basis });
});

test.each(['', '2.1.', '2..1', '2.1.-9', '1.2.3.4.5.6.7', '9999999'])('%j is no version', (version) => {
  expect(schemaOf(version)).toBeUndefined();
});

test.each([
  ['SS_ENDPOINTREGISTERSUSPENDTIME', '2.1.4.0', 'register-suspend-time', false],
  ['SS_ENDPOINTREGISTERSUSPEND', '2.1.4.0', 'register-suspend-time', true],
  ['SS_ENDPOINTREGISTERSUSPEND', '2.1.9.07', 'register-suspend', true],
  ['SS_REPLYUNAUTHORIZED', '2.1.9.07', 'reply-unauthorized', false],
] as const)('%s for %s is %s', (name, schema, id, own) => {
  expect(lookUp(name, { schema, basis: 'exact' })).toMatchObject({ kind: 'found', parameter: { id }, own });
});

test('what a version is not known to have, and what nobody knows', () => {
  const choice = { schema: '2.1.9.07', basis: 'exact' } as const;
  expect(lookUp('SS_REGISTERTRACEMAXSIZE', choice)).toMatchObject({
    kind: 'not in this version',
    has: ['2.1.4.0'],
  });
  for (const name of [
    'SS_NOBODY_KNOWS',
    'SS_CALL_TRANSFER_END_KEY',
    'SS_SIPUSERAGENTPRIVACY',
    'ss_endpointregisterretry',
    '',
    'constructor',
    '__proto__',
  ])
    expect(lookUp(name, choice)).toEqual({ kind: 'unknown' });
  for (const name of ['SERVER_LOGIN_PRIVEATE_KE', 'SERVER_EMAIL_PASSWORD', 'SS_SIPKEY', 'SERVER_SMTP_HOST'])
    expect(lookUp(name, choice)).toEqual({ kind: 'secret' });
  expect(lookUp('SERVER_PASSWORD_LENGTH', choice)).toMatchObject({ kind: 'found' });
});

test.each([
  ['SS_ENDPOINTREGISTERRETRY', ['register-retry']],
  ['SS_AUTHENTICATION_MAX_RETRY', ['register-retry']],
  ['SS_ENDPOINTREGISTERSUSPEND', ['register-suspend-time', 'register-suspend']],
])('between two versions %s is a name of its own of %j', (name, ids) => {
  const found = meaningsOf(name, { schema: '2.1.4.0', basis: 'between' });
  expect([...new Set(found.map(({ parameter }) => parameter.id))]).toEqual(ids);
  expect(found.map(({ own }) => own)).not.toContain(false);
  expect(found[0]?.inVersion.names.map(({ text }) => text)).toContain(name);
});

test('facts of the newer names, by pages that quote the manual', () => {
  const newer = { schema: '2.1.9.07', basis: 'exact' } as const;
  for (const [name, old] of [
    ['SS_CDR_RECORD_TO_FILE', 'SS_CDRRECORDTOFILE'],
    ['SS_CDR_RECORD_NONCONNECT', 'SS_CDRRECORDNONCONNECT'],
    ['SS_TCP_CLOSE_RESET', 'SS_TCPCLOSERESET'],
    ['SS_SIP_TIMEOUT_INVITE', 'SS_SIPTIMEOUTINVITE'],
    ['SS_SIP_SESSION_TTL', 'SS_SIPSESSIONTTL'],
    ['SS_SIP_SESSION_UPDATE_SEGMENT', 'SS_SIPSESSIONUPDATESEGMENT'],
    ['SS_SIP_RESEND_INTERVAL', 'SS_SIPRESENDINTERVAL'],
  ] as const) {
    const [one, other] = [lookUp(name, newer), lookUp(old, { schema: '2.1.4.0', basis: 'exact' })];
    if (one.kind !== 'found' || other.kind !== 'found') throw new Error(name);
    expect([one.own, one.name.grade, other.name.grade]).toEqual([true, 'guide', 'database']);
    expect(one.parameter).toBe(other.parameter);
  }
});

const number = { kind: 'number', unit: 'seconds', special: { value: 0, means: 'no limit' } } as const;

test.each([
  [{ kind: 'switch' }, ' ON ', true],
  [{ kind: 'switch' }, 0, false],
  [{ kind: 'switch' }, true, true],
  [{ kind: 'switch' }, 'yes', undefined],
  [{ kind: 'switch' }, 2, undefined],
  [number, '180', 180],
  [number, -1, -1],
  [number, '', undefined],
  [number, '1e3', undefined],
  [number, '0x10', undefined],
  [number, 1.5, undefined],
  [number, true, undefined],
  [number, '9'.repeat(16), undefined],
  [number, Number.NaN, undefined],
  [{ kind: 'text', form: 'word' }, ' a b ', 'a b'],
  [{ kind: 'text', form: 'word' }, '', undefined],
  [{ kind: 'text', form: 'addresses' }, ' ', ''],
] as const)('%j reads %j as %j', (kind, written, value) => {
  expect(readValue(kind, written)).toMatchObject(
    value === undefined ? { kind: 'fault' } : { kind: 'value', value },
  );
});

test('what is read from the text of a database is written as the same text', () => {
  fc.assert(
    fc.property(fc.constantFrom('0', '1'), fc.integer(), (flag, whole) => {
      const text = (read: ReturnType<typeof readValue>) =>
        read.kind === 'value' ? databaseText(read.value) : read.kind;
      expect(text(readValue({ kind: 'switch' }, flag))).toBe(flag);
      expect(text(readValue(number, String(whole)))).toBe(String(whole));
    }),
  );
});

test.each([
  [{ kind: 'switch' }, false, 'off'],
  [number, 0, '0 (no limit)'],
  [number, 90, '90 s'],
  [{ ...number, unit: 'minutes', special: undefined }, 0, '0 min'],
  [{ ...number, unit: 'code' }, 401, '401'],
  [{ kind: 'text', form: 'word' }, '', 'empty'],
] as const)('%j shows %j as %s', (kind, value, text) => {
  expect(valueText(kind, value)).toBe(text);
});

test('docs/vos3000.md has a row for each parameter, with its names', () => {
  const rows = readFileSync('docs/vos3000.md', 'utf8').split('\n');
  for (const { title, versions } of parameters) {
    const row = rows.find((line) => line.startsWith(`| ${title} |`)) ?? `no row for ${title}`;
    const cells = row.split('|').map((cell) => cell.trim());
    for (const [at, schema] of schemaVersions.entries()) {
      const marks = { database: '', manual: ' (m)', guide: ' (g)', unverified: ' (?)' } as const;
      const names = versions[schema]?.names.map(({ text, grade }) => `\`${text}\`${marks[grade]}`) ?? [];
      expect(cells[at + 2]).toBe(names.join(', '));
    }
  }
});
