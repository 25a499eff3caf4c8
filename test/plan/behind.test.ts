import { networks } from '../../src/net/reserved.js';
import { behindNotes, type Forwarding } from '../../src/plan/behind.js';
import type { ElsewhereSwitch } from '../../src/policy/policy.js';

const at = (on: readonly string[] = []): ElsewhereSwitch => {
  const set = networks('198.51.100.7/32', '2001:db8:7::7/128');
  const entries = { ranges: () => [], placeOf: () => undefined };
  const address = { set, entries, lists: [], written: () => set, path: ['sip', 'at', 'address'] };
  return { address, on, path: ['sip', 'at'] };
};

const both = { ipv4: true, ipv6: true } as const;
const neither = { ipv4: false, ipv6: false } as const;
const inside = {
  ipv4: '198.51.100.7 via 10.0.0.2 dev lan0 src 10.0.0.1 uid 0 \\    cache',
  ipv6: '2001:db8:7::7 via fe80::2 dev lan0 src 2001:db8::1 metric 1024 pref medium',
} as const;
const fine: Forwarding = { routes: both, bridges: neither, way: inside, uplinks: ['wan0'] };

test('a host that forwards to the switch by a device of its own has nothing to be told', () => {
  expect(behindNotes(at(), fine)).toEqual([]);
});

test('one that forwards neither by routes nor by a bridge is told for each family', () => {
  expect(behindNotes(at(), { ...fine, routes: { ipv4: true, ipv6: false } })).toEqual([
    expect.stringContaining('forwards no IPv6: nothing comes to 2001:db8:7::7'),
  ]);
  expect(behindNotes(at(), { ...fine, routes: neither, bridges: both })).toEqual([]);
});

test("an address of the host's own, and one without a way", () => {
  const way = { ipv4: 'local 198.51.100.7 dev lo src 198.51.100.7 uid 0', ipv6: '' };
  expect(behindNotes(at(), { ...fine, way })).toEqual([
    expect.stringContaining('198.51.100.7 is an address of this host'),
    expect.stringContaining('no route to 2001:db8:7::7, the switch of sip.at: its answers teach nobody'),
  ]);
});

test('the way to everybody is not told from that to the switch, unless a device is named', () => {
  const uplinks = ['lan0'];
  expect(behindNotes(at(), { ...fine, uplinks })).toHaveLength(2);
  expect(behindNotes(at(['lan0.7']), { ...fine, uplinks })).toEqual([]);
});

test('where ip is not there nothing is said of the way', () => {
  expect(behindNotes(at(), { ...fine, way: { ipv4: undefined, ipv6: undefined } })).toEqual([]);
});
