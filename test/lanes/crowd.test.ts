import type { Customer, Kind } from '../../lanes/actors/crowd-protocol.js';
import { crowd } from '../../lanes/crowd.js';

const count = 2000;
const today = crowd(count, 1);
const of = (kind: Kind, people = today): readonly Customer[] => people.filter((one) => one.kind === kind);
const addressesOf = (people: readonly Customer[]) => new Set(people.map(({ address }) => address));
const subnet = (address: string) => address.replace(/\.\d+$/, '');

test('the same seed gives the same customers, another one others', () => {
  expect(crowd(count, 1)).toEqual(today);
  expect(crowd(count, 2)).not.toEqual(today);
});

test('everybody has an end and an account of his own', () => {
  const ends = today.map(({ address, port, transport }) => `${address} ${port} ${transport}`);
  expect(new Set(ends).size).toBe(today.length);
  expect(new Set(today.map(({ user }) => user)).size).toBe(today.length);
});

test('homes fill eight /24s, offices and carriers stand behind one address, IPv6 comes out of two /48s', () => {
  expect(of('home')).toHaveLength(700);
  expect(new Set([...addressesOf(of('home'))].map(subnet)).size).toBe(8);
  const offices = [...addressesOf(of('office'))].map((address) =>
    of('office').filter((one) => one.address === address),
  );
  expect(Math.max(...offices.map(({ length }) => length))).toBeLessThanOrEqual(80);
  expect(Math.max(...offices.map(({ length }) => length))).toBeGreaterThan(40);
  expect(addressesOf(of('carrier')).size).toBeLessThan(of('carrier').length / 10);
  expect(
    new Set([...addressesOf(of('ipv6'))].map((address) => address.split(':').slice(0, 3).join(':'))).size,
  ).toBe(2);
});

test('on another day carriers have moved, and nobody else has changed his subnet', () => {
  const later = crowd(count, 1, 1);
  const moved = later.filter(({ address }, index) => subnet(address) !== subnet(today[index]?.address ?? ''));
  expect(moved.filter(({ kind }) => kind !== 'carrier' && kind !== 'ipv6')).toEqual([]);
  const carriers = of('carrier', later);
  expect(carriers.filter(({ address }, index) => address === of('carrier')[index]?.address)).toEqual([]);
});

test('every way to speak is there', () => {
  expect(new Set(today.map(({ habit }) => habit))).toEqual(
    new Set(['phone', 'pbx', 'trunk', 'crlf', 'large-invite', 'wrong-password']),
  );
  expect(new Set(today.map(({ transport }) => transport))).toEqual(new Set(['udp', 'tcp']));
});
