import { memoryFiles } from '../parse/memory-files.js';
import { hostile, huge, type Property, policyWith, properties, wrongKinds } from './property-values.js';
import { judged } from './report.js';

const all = [...properties()].map((property) => [property.way.join('.'), property] as const);

/** What is found in a policy with this one value; every finding must have a place in it. */
function found({ way }: Property, value: unknown): readonly string[] {
  const text = policyWith(way, value);
  const { findings, lines } = judged('policy.yaml', memoryFiles({ 'policy.yaml': text }));
  for (const { place } of findings) {
    if (place === undefined || !('start' in place)) throw new Error(`no place: ${lines.join(', ')}`);
    expect(place.end).toBeLessThanOrEqual(text.length);
    expect(place.start).toBeLessThanOrEqual(place.end);
  }
  return lines;
}

test('the language has all its values here', () => {
  expect(all.length).toBeGreaterThan(150);
});

test.each(all)('%s of the wrong kind is found out', (_, property) => {
  for (const value of wrongKinds(property.schema)) {
    expect([value, found(property, value).length > 0]).toEqual([value, true]);
  }
});

/** Text for the wire: what attackers send may stand in a test, and a raw signature looks for any text but NUL. */
const anyText = ['tests.0.send.payload', 'tests.0.then.0.send.payload'];

/** Nothing included, and a parameter of the switch whose safe value is no text. */
const mayBeEmpty = /^(?:include|vos3000\.parameters)\b/;

const takesText = all.filter(
  ([, { schema }]) => [schema.type ?? []].flat().includes('string') || schema.enum,
);

test.each(takesText)('hostile, endless and empty text at %s is found out', (name, property) => {
  expect(found(property, huge)).not.toEqual([]);
  if (anyText.some((one) => name === one)) return;
  expect(found(property, hostile)).not.toEqual([]);
  if (!mayBeEmpty.test(name)) expect(found(property, '')).not.toEqual([]);
});

const names = all.filter(([, { schema }]) => schema.propertyNames !== undefined);

test.each(names)('hostile, endless and empty names in %s are found out', (_, property) => {
  for (const name of [hostile, huge, '', '__proto__', 'a b', '1', '-rm']) {
    expect([name, found(property, { [name]: {} }).length > 0]).toEqual([name, true]);
  }
});

const numbers = all.filter(([, { schema }]) => [schema.type ?? []].flat().includes('integer'));

test.each(numbers)('impossible numbers at %s are found out', (_, property) => {
  for (const value of [-1, 1.5, 1e300, 99_999_999_999]) {
    expect([value, found(property, value).length > 0]).toEqual([value, true]);
  }
});

test.each(all)('null at %s is taken or found out, and never thrown at', (_, property) => {
  expect(() => found(property, null)).not.toThrow();
});
