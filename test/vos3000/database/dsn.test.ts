import fc from 'fast-check';
import { placeText, readDsn } from '../../../src/vos3000/dsn.js';

test.each([
  [
    'mysql://root@localhost',
    {
      user: 'root',
      password: '',
      database: undefined,
      place: { kind: 'tcp', host: 'localhost', port: 3306 },
      tls: 'preferred',
      ca: undefined,
    },
  ],
  [
    'mariadb://u:p%40%2F%3A@192.0.2.1:3307/vos3000db?tls=off',
    {
      user: 'u',
      password: 'p@/:',
      database: 'vos3000db',
      place: { kind: 'tcp', host: '192.0.2.1', port: 3307 },
      tls: 'off',
    },
  ],
  [
    'mysql://u@[2001:db8::1]:3306/vos3000?tls=verify&ca=/etc/db.pem',
    { place: { kind: 'tcp', host: '2001:db8::1', port: 3306 }, tls: 'verify', ca: '/etc/db.pem' },
  ],
  [
    'mysql://u@localhost/vos3000?socket=/var/lib/mysql/mysql.sock',
    { place: { kind: 'socket', path: '/var/lib/mysql/mysql.sock' } },
  ],
])('%s', (text, dsn) => expect(readDsn(text)).toMatchObject({ kind: 'dsn', dsn }));

test.each([
  ['', /form/],
  ['root@localhost', /form/],
  ['http://root:sEcReT@h/d', /form/],
  ['mysql://root:sEc#ReT@h/d', /form|host/],
  ['mysql://:sEcReT@h/d', /names no user/],
  ['mysql://root:sEcReT%@h/d', /%25/],
  ['mysql://root:sEcReT@h/d;x', /letters, digits/],
  ['mysql://root:sEcReT@h/d?multipleStatements=true', /may have socket, tls, ca only/],
  ['mysql://root:sEcReT@h/d?tls=maybe', /tls= takes/],
  ['mysql://root:sEcReT@h/d?tls=off&tls=verify', /twice/],
  ['mysql://root:sEcReT@h/d?ca=/x', /goes with tls=verify/],
  ['mysql://root:sEcReT@192.0.2.1/d?tls=verify', /needs ca=/],
  ['mysql://root:sEcReT@h/d?socket=/x', /localhost/],
  ['mysql://root:sEcReT@localhost/d?socket=x', /begins with/],
  ['mysql://root:sEcReT@/d', /form|host/],
])('%s is refused, and nothing of it is repeated', (text, words) => {
  const reading = readDsn(text);
  expect(reading).toMatchObject({ kind: 'fault', words: expect.stringMatching(words) });
  expect(JSON.stringify(reading)).not.toMatch(/sEc|ReT/);
});

test('any user and password come through, percent-encoded', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 1, unit: 'grapheme' }),
      fc.string({ unit: 'grapheme' }),
      (user, password) => {
        const reading = readDsn(`mysql://${encodeURIComponent(user)}:${encodeURIComponent(password)}@h/d`);
        expect(reading).toMatchObject({ dsn: { user, password } });
      },
    ),
  );
});

test('where it is, without the login', () => {
  const reading = readDsn('mysql://u:p@[::1]/d');
  expect(reading.kind === 'dsn' && placeText(reading.dsn.place)).toBe('[::1]:3306');
});
