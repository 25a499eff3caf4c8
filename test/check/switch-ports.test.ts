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

describe("the switch's own ports", () => {
  const warned = (services: string, parameters = '', more = 'vos3000: { version: "2.1.4.0"') =>
    checked(`vosguard: 1\nservices: { ${services} }\n${more}${parameters}${more === '' ? '' : ' }'}\n`)
      .filter(({ code }) => code === 'VG399')
      .map(({ args }) => (args !== null && 'ports' in args ? args.ports : ''));

  test.each([
    ['udp: [50-50000]', '5055, 5062, 5085'],
    ['tcp: [5062]', '5062'],
    ['udp: [5085], tcp: [5055]', '5055, 5085'],
    ['udp: [5055], from: [0.0.0.0/0]', '5055'],
  ])('%s is warned of', (service, ports) => {
    expect(warned(`x: { ${service} }`)).toEqual([ports]);
  });

  test('not for named sources, and not where there is no VOS3000', () => {
    expect(warned('x: { udp: [5055], from: [192.0.2.8/29] }')).toEqual([]);
    expect(warned('x: { udp: [5055] }', '', '')).toEqual([]);
    expect(warned('x: { udp: [5056] }')).toEqual([]);
  });

  test('are where the switch was set to', () => {
    const moved = ', parameters: { SS_CONFERENCEPORT: 5090 }';
    expect(warned('x: { udp: [5085] }', moved)).toEqual([]);
    expect(warned('x: { udp: [5090] }', moved)).toEqual(['5090']);
  });
});
