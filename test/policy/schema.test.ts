import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { defaults, type Plain } from '../../src/policy/defaults.js';
import { policySchema } from '../../src/policy/schema/policy-schema.js';
import type { Schema } from '../../src/policy/schema/schema.js';
import { translations } from '../../src/validate/shape/shape.js';

const top = new URL('../../', import.meta.url);
const ajv = new Ajv({ strict: true, allowUnionTypes: true, allErrors: true });
const definitions = policySchema.definitions ?? {};

/** Every schema that stands at a key, with the way to it. */
function* keys(schema: Schema, way: string): Generator<readonly [string, Schema]> {
  for (const [key, value] of Object.entries(schema.properties ?? {})) {
    yield [`${way}.${key}`, value];
    yield* keys(value, `${way}.${key}`);
  }
  if (schema.additionalProperties) yield* keys(schema.additionalProperties, `${way}.*`);
  if (schema.items) yield* keys(schema.items, `${way}[]`);
}

const roots = [['policy', policySchema] as const, ...Object.entries(definitions)];
const all = roots.flatMap(([name, schema]) => [...keys(schema, name)]);

test('policy.schema.json is what npm run schema writes', () => {
  const committed = readFileSync(new URL('policy.schema.json', top), 'utf8');
  expect(committed).toBe(`${JSON.stringify(policySchema, null, 2)}\n`);
});

test('ajv takes the schema in its strict mode', () => {
  expect(() => ajv.compile(policySchema)).not.toThrow();
});

test('every key of the language is there', () => {
  expect(all.length).toBeGreaterThan(150);
  expect(Object.keys(policySchema.properties ?? {}).sort()).toEqual([
    'addresses', 'blocked', 'conntrack', 'default', 'dhcp', 'include', 'lists', 'logging', 'name', 'profiles', 'services', 'signatures',
    'sip', 'target', 'tests', 'trusted', 'vos3000', 'vosguard', 'watch',
  ]); // biome-ignore format: a list
});

test.each(all)('%s has a description, and a default or examples', (_, schema) => {
  expect(schema.description).toMatch(/^\S.*\.$/s);
  expect('default' in schema || (schema.examples ?? []).length > 0).toBe(true);
});

/** What editors show at a key is its description: the default must be in it, and be what YAML would read. */
const tellsItsOwn = ([, schema]: (typeof all)[number]) => {
  const target = schema.allOf?.[0]?.$ref?.replace('#/definitions/', '') ?? '';
  const { properties } = schema.properties === undefined ? (definitions[target] ?? {}) : schema;
  return !Object.values(properties ?? {}).some((inner) => 'default' in inner);
};

test.each(all.filter(tellsItsOwn))('the description of %s tells its default, if it has one', (_, schema) => {
  const [, told] = / Default: `(.*)`\.$/s.exec(schema.description ?? '') ?? [];
  expect(told === undefined ? undefined : parse(told)).toEqual(
    typeof schema.default === 'string' ? parse(schema.default) : schema.default,
  );
});

test.each(all)('the default and the examples of %s are valid', (_, schema) => {
  const validator = ajv.compile({ ...schema, definitions });
  const values = [...(schema.examples ?? []), ...('default' in schema ? [schema.default] : [])];
  expect(values.map((value) => [value, validator(value), validator.errors])).toEqual(
    values.map((value) => [value, true, null]),
  );
});

/** What stands in a list is replaced with the list. */
const removables = all.filter(([way]) => !way.includes('[]'));

test.each(removables)('%s may be removed with null', (_, schema) => {
  expect(ajv.validate({ ...schema, definitions }, null)).toBe(true);
});

test('the defaults in the schema are the defaults', () => {
  const written = (schema: Schema): Plain | undefined => {
    const target = schema.allOf?.[0]?.$ref?.replace('#/definitions/', '');
    const { properties } = target === undefined ? schema : (definitions[target] ?? {});
    if (properties === undefined) return schema.default;
    const entries = Object.entries(properties).map(([key, value]) => [key, written(value)] as const);
    const said = entries.filter((entry): entry is [string, Plain] => entry[1] !== undefined);
    return said.length === 0 ? schema.default : Object.fromEntries(said);
  };
  const { profiles: _, ...properties } = policySchema.properties ?? {};
  expect(written({ properties })).toEqual(defaults);
});

test('every keyword that can fail has its words, and none has words for nothing', () => {
  const annotations = new Set([
    'title',
    'description',
    'default',
    'examples',
    'properties',
    'items',
    'allOf',
  ]);
  const used = new Set([...roots, ...all].flatMap(([, schema]) => deepKeywords(schema)));
  const failing = [...used].filter((keyword) => !annotations.has(keyword) && !keyword.startsWith('$'));
  expect(failing.filter((keyword) => keyword !== 'definitions').sort()).toEqual(
    Object.keys(translations).sort(),
  );
});

function deepKeywords(schema: Schema): readonly string[] {
  const inner = [schema.items, schema.propertyNames, schema.additionalProperties].filter(
    (one): one is Schema => typeof one === 'object',
  );
  return [...Object.keys(schema), ...inner.flatMap(deepKeywords)];
}

test('the examples that come with vosguard are valid for editors too', () => {
  const policy: unknown = parse(
    'vosguard: 1\ntrusted: [192.0.2.1]\nservices: { media: null, ssh: { tcp: [22] } }\n',
  );
  expect(ajv.validate(policySchema, policy)).toBe(true);
  expect(ajv.validate(policySchema, { trusted: [] })).toBe(false);
});
