import { lintText } from '../lint-text.js';

const instead = (policy: string): string | undefined => {
  try {
    lintText(`vosguard: 1\ntrusted: [203.0.113.10]\n${policy}`);
  } catch (error) {
    return /"nearest":"([^"]+)"/.exec(String(error))?.[1];
  }
  throw new Error('every key is known');
};

test.each([
  ['services: { ssh: { tcp: [22], interface: eth1 } }', 'on'],
  ['services: { vip: { tcp: [443], destination: [198.51.100.1] } }', 'to'],
  ['services: { ssh: { tcp: [22], source: [192.0.2.8/29] } }', 'from'],
  ['services: { ssh: { tcp: [22], rate: 6/min } }', 'limit'],
  ['sip: { ports: { udp: [5060], address: [198.51.100.1] } }', 'sip.to'],
  ['sip: { ports: { udp: [5060], interfaces: [eth0] } }', 'sip.on'],
  ['sip: { interface: [eth0] }', 'on'],
  ['trustd: [192.0.2.1]', 'trusted'],
  ['conntrack: { interface: eth0 }', undefined],
])('%s: %s is meant', (policy, key) => {
  expect(instead(policy)).toBe(key);
});
