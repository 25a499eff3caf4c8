import { valid, validated } from './validated.js';

const add = (text: string) => `signatures: { use: [], add: [{ id: mine, ${text} }] }`;

test.each([
  ['header: From, begins: x-evil', { kind: 'begins', header: 'From', text: 'x-evil' }],
  ['header: From, contains: x-evil', { kind: 'contains', header: 'From', text: 'x-evil' }],
  ['method: OPTIONS, begins: "sip:nm "', { kind: 'request', method: 'OPTIONS', text: 'sip:nm ' }],
  ['raw: x-evil', { kind: 'raw', text: 'x-evil' }],
])('%s', (text, pattern) => {
  expect(valid(add(text)).signatures.map(({ signature }) => signature)).toEqual([{ id: 'mine', pattern }]);
});

test.each([
  ['method: OPTIONS', ['2:30 VG216']],
  ['method: OPTIONS, contains: nm', ['2:30 VG216']],
  ['method: OPTIONS, header: From, begins: nm', ['2:30 VG216']],
  ['method: OPTIONS, raw: nm', ['2:30 VG216']],
  ['begins: nm', ['2:30 VG216']],
  ['method: OPTION, begins: nm', ['2:50 VG202']],
])('%s says not what to look for', (text, lines) => {
  expect(validated(add(text)).lines).toEqual(lines);
});

const ids = (use: string) =>
  valid(`signatures: { use: [${use}] }`).signatures.map(({ signature }) => signature.id);

test('a name means the newest version, and a pinned version stays what it is', () => {
  expect(ids('honest-tools')).toEqual(ids('honest-tools@2'));
  expect(ids('honest-tools@2')).toContain('nmap-probe');
  expect(ids('honest-tools@1')).not.toContain('nmap-probe');
  expect(ids('honest-tools@1, honest-tools@2')).toEqual(ids('honest-tools@2'));
});

test('an unknown version is an error with the known ones', () => {
  const { findings } = validated('signatures: { use: [attack-tools@7] }');
  expect(findings).toMatchObject([
    {
      code: 'VG202',
      args: {
        nearest: 'attack-tools@1',
        allowed: expect.arrayContaining(['honest-tools@1', 'honest-tools@2']),
      },
    },
  ]);
});
