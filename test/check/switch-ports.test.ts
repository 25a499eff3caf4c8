import { checked, saying } from './checked.js';

const told = (h323: string, parameters = '') =>
  saying(
    checked(
      `vosguard: 1\nservices: { h323: { ${h323}, from: [203.0.113.10] } }\nvos3000: { version: "2.1.4.0"${parameters} }\n`,
    ).filter(({ code }) => code === 'VG394'),
  );

const signalling = 'udp: [1719, 3719], tcp: [1720, 3720]';
const all = (range: string) => `udp: [1719, 3719, 5070-5080], tcp: [1720, 3720, ${range}]`;

describe('H.245', () => {
  test('is named where H.323 is open without it', () => {
    expect(told(signalling)).toContain('tcp 10000-39999');
    expect(told('tcp: [1720, 3720, 10000-19999]')).toContain('tcp 20000-39999');
  });

  test('is where the switch was set to', () => {
    expect(told(signalling, ', parameters: { SS_H245PORT: "20000,21000" }')).toContain('tcp 20000-21000');
    expect(told(all('20000-21000'), ', parameters: { SS_H245PORT: "20000,21000" }')).toBe('');
    expect(told(signalling, ', parameters: { SS_H245PORT: "9,x" }')).toContain('tcp 10000-39999');
  });

  test('is not named where it is open, or where nobody speaks H.323', () => {
    expect(told(all('10000-39999'))).toBe('');
    expect(told('udp: [1719]')).not.toContain('39999');
  });
});
