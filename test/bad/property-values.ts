import { policySchema } from '../../src/policy/schema/policy-schema.js';
import type { Schema } from '../../src/policy/schema/schema.js';

/** A value of the language: the way to it, and its schema without references. */
export interface Property {
  readonly way: readonly (string | number)[];
  readonly schema: Schema;
}

/** Every value that the schema knows, in a map, a list or under a chosen name. */
export function* properties(schema: Schema = policySchema, way: Property['way'] = []): Generator<Property> {
  const whole = resolved(schema);
  if (way.length > 0) yield { way, schema: whole };
  for (const [key, value] of Object.entries(whole.properties ?? {})) {
    // Whatever stands below profiles stands above them too.
    if (key !== 'profiles') yield* properties(value, [...way, key]);
  }
  if (whole.additionalProperties) {
    yield* properties(whole.additionalProperties, [...way, way.includes('parameters') ? 'SS_X' : 'x']);
  }
  if (whole.items) yield* properties(whole.items, [...way, 0]);
}

function resolved({ allOf, ...schema }: Schema): Schema {
  const target = allOf?.[0]?.$ref?.replace('#/definitions/', '') ?? '';
  return { ...schema, ...policySchema.definitions?.[target] };
}

type Kind = 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object';

const samples: { readonly [K in Kind]: readonly unknown[] } = {
  string: ['text that is none of the choices'],
  integer: [77],
  number: [1.5],
  boolean: [true],
  array: [[], [[]]],
  object: [{}, { strange: 1 }],
};

/** Values of every kind that the schema does not take. */
export function wrongKinds({ type, enum: allowed, properties: inner }: Schema): readonly unknown[] {
  const kinds = [type ?? []].flat();
  return (Object.keys(samples) as Kind[])
    .filter((kind) => !kinds.includes(kind) && !(kind === 'integer' && kinds.includes('number')))
    .flatMap((kind) => samples[kind])
    .filter((value) => !(allowed ?? []).some((one) => one === value))
    .filter((value) => inner === undefined || typeof value !== 'object' || Array.isArray(value));
}

export const hostile = 'x\'"`$(reboot);\u0000\u001b[31m\u202e\n-j ACCEPT\r\n{{}}';
export const huge = 'a'.repeat(100_000);

/** A policy with this value at this place and nothing else. JSON is YAML. */
export function policyWith(way: Property['way'], value: unknown): string {
  const body = way.reduceRight<unknown>(
    (inner, step) => (typeof step === 'number' ? [inner] : { [step]: inner }),
    value,
  );
  return JSON.stringify({ vosguard: 1, ...(body as object) });
}
