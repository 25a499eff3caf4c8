import { eraOf, generic } from '../../src/platform/platform.js';
import { resolvePlatform, supportedNames } from '../../src/platform/resolve.js';
import type { BackendName, PlatformWish } from '../../src/policy/policy.js';

const both = ['iptables', 'nftables'] as const;
const named = (name: string, backends: readonly BackendName[] = both) =>
  resolvePlatform({ platform: { kind: 'named', name }, backends, devices: [] });
const none = {
  kind: 'versions',
  iptables: undefined,
  ipset: undefined,
  nft: undefined,
  kernel: undefined,
} as const;
const stated = (versions: Partial<PlatformWish>, backends: readonly BackendName[] = both) =>
  resolvePlatform({ platform: { ...none, ...versions } as PlatformWish, backends, devices: [] });

test.each(supportedNames.filter((name) => name !== 'el10'))('%s has the iptables backend', (name) => {
  expect(named(name)).toMatchObject({ kind: 'platform', backends: expect.arrayContaining(['iptables']) });
});

test.each([
  ['centos6', 'nft', undefined],
  ['centos7', 'nft', undefined],
])('%s is without nftables, because of %s %s', (name, tool, version) => {
  const left = [{ kind: 'version', backend: 'nftables', tool, version, least: '0.9.3' }];
  expect(named(name)).toMatchObject({ kind: 'platform', backends: ['iptables'], left });
  expect(named(name, ['nftables'])).toMatchObject({ kind: 'too-old', left });
});

test.each(['el8', 'ubuntu2004', 'debian11'])('%s, with nft 0.9, has both backends', (name) => {
  expect(named(name)).toMatchObject({ kind: 'platform', backends: both, left: [] });
});

test.each([
  [{ kernel: '4.17' }, 'kernel', '4.18'],
  [{ nft: '0.9.2' }, 'nft', '0.9.3'],
] as const)('stated %j leaves nftables out', (versions, tool, least) => {
  expect(stated(versions)).toMatchObject({ backends: ['iptables'], left: [{ tool, least }] });
});

test.each([
  [{ iptables: '1.4.6' }, 'iptables', '1.4.7'],
  [{ ipset: '4.5' }, 'ipset', '6.11'],
  [{ kernel: '2.6.18' }, 'kernel', '2.6.32'],
] as const)('stated %j leaves iptables out', (versions, tool, least) => {
  expect(stated(versions, ['iptables'])).toMatchObject({ kind: 'too-old', left: [{ tool, least }] });
});

test('el10 is without iptables: its modules are in a package that hosts come without', () => {
  const left = [{ kind: 'modules', backend: 'iptables', modules: 'kernel-modules-extra' }];
  expect(named('el10')).toMatchObject({ kind: 'platform', backends: ['nftables'], left });
  expect(named('el10', ['iptables'])).toMatchObject({ kind: 'too-old', left });
});

test('auto has no row where no host is asked', () => expect(named('auto')).toEqual({ kind: 'unasked' }));

test('the host that was asked counts, whatever the policy states', () => {
  const target = {
    platform: { kind: 'named', name: 'centos7' },
    backends: ['nftables'],
    devices: [],
  } as const;
  expect(resolvePlatform(target, generic)).toMatchObject({ kind: 'platform', platform: generic });
});

test.each([
  [generic.iptables, generic.kernel, '1.8'],
  ['1.8.4', '4.18', '1.8'],
  ['1.8.4', '4.8', '1.4.21'],
  ['1.6.1', '5.10', '1.4.21'],
  ['1.4.21', '3.10', '1.4.21'],
  ['1.4.20', '3.10', '1.4.7'],
  ['1.8.9', '2.6.32', '1.4.7'],
  ['1.4.7', '2.6.32', '1.4.7'],
])('iptables %s on %s is written for as %s', (iptables, kernel, era) => {
  expect(eraOf({ iptables, kernel })).toBe(era);
});
