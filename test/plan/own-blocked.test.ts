import { readAddress } from '../../src/net/read-address.js';
import { ownBlockedText } from '../../src/plan/lockout.js';
import { compileText } from '../lint-text.js';

const own = ['127.0.0.1', '::1', '198.51.100.1', '198.51.100.2', '192.0.2.1', '2001:db8:7::1'].flatMap(
  (text) => {
    const read = readAddress(text);
    return read.kind === 'fault' ? [] : [read.address];
  },
);

const told = (policy: string) =>
  ownBlockedText(compileText(`vosguard: 1\n${policy}\n`).policy, own)?.match(
    /host: ([^ ]+(?:, [^ ]+)*)\. /,
  )?.[1];

test.each([
  ['blocked: [198.51.100.0/24, "2001:db8:7::/48"]', '198.51.100.1, 198.51.100.2, 2001:db8:7::1'],
  ['blocked: [198.51.100.0/24]\nsip: { to: [198.51.100.1] }', '198.51.100.2'],
  ['blocked: [198.51.100.0/24]\ntrusted: [198.51.100.0/30]', undefined],
  ['blocked: [203.0.113.0/24]', undefined],
  ['', undefined],
])('%j', (policy, expected) => {
  expect(told(policy)).toBe(expected);
});
