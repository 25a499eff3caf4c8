import type { Plain } from '../defaults.js';

type TypeName = 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object' | 'null';

/**
 * The part of JSON Schema draft-07 that the policy's schema uses. Neither `anyOf` nor `oneOf` is in it: a value
 * that may be of several types says so in `type`, and each keyword speaks of its own type, so that a mistake
 * gives one finding and not one for each branch.
 */
export interface Schema {
  readonly $schema?: string;
  readonly $id?: string;
  readonly $ref?: string;
  /** What must stand there, in words that follow "must be": `a duration such as ...`. */
  readonly title?: string;
  readonly description?: string;
  readonly default?: Plain;
  readonly examples?: readonly Plain[];
  readonly type?: TypeName | readonly TypeName[];
  readonly enum?: readonly (string | number | boolean | null)[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Properties;
  readonly additionalProperties?: Schema | false;
  readonly maxProperties?: number;
  readonly propertyNames?: Schema;
  readonly required?: readonly string[];
  readonly dependencies?: { readonly [key: string]: readonly string[] };
  readonly allOf?: readonly Schema[];
  readonly definitions?: Properties;
}

export type Properties = { readonly [key: string]: Schema };

/** A map with these keys and no others. */
export function map(properties: Properties, more: Omit<Schema, 'properties'> = {}): Schema {
  return { title: 'a map', type: 'object', ...more, properties, additionalProperties: false };
}

/** A map whose keys are names that the user chooses. */
export function named(value: Schema, more: Omit<Schema, 'additionalProperties'> = {}): Schema {
  return {
    title: 'a map of names',
    type: 'object',
    propertyNames: name,
    ...more,
    additionalProperties: value,
  };
}

/** The definition of this name. In `allOf`, because draft-07 ignores what stands beside a bare `$ref`. */
export function reference(definition: string, more: Schema): Schema {
  return { ...more, allOf: [{ $ref: `#/definitions/${definition}` }] };
}

export function mapValues(
  properties: Properties,
  change: (schema: Schema, key: string) => Schema,
): Properties {
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, change(value, key)]));
}

/** Names become parts of rule ids and of comments in the rules, so nothing that a shell or a backend reads is in them. */
export const name: Schema = {
  title: 'a name: a letter, then letters, digits, `-` or `_`, at most 32 characters',
  type: 'string',
  pattern: '^[A-Za-z][A-Za-z0-9_-]{0,31}$',
};

/** The schema with `null` allowed at every key of every map. Items of lists stay as they are: a list replaces a list. */
export function removable(schema: Schema): Schema {
  const { properties, additionalProperties } = schema;
  return {
    ...schema,
    ...(properties && { properties: mapValues(properties, (value) => orNull(removable(value))) }),
    ...(additionalProperties && { additionalProperties: orNull(removable(additionalProperties)) }),
  };
}

/** The schema with `null` allowed beside what it allows. */
export function orNull(schema: Schema): Schema {
  const { type } = schema;
  return {
    ...schema,
    ...(type !== undefined && { type: typeof type === 'string' ? [type, 'null'] : [...type, 'null'] }),
    ...(schema.enum !== undefined && { enum: [...schema.enum, null] }),
  };
}

/**
 * The schema with each default written at its key, so that they stand in one place only. It is in the description too: what
 * editors show at a key is the description, and a default not always (yaml-language-server 1.25).
 */
export function withDefaults(schema: Schema, defaults: Plain): Schema {
  const { properties } = schema;
  if (properties === undefined || !isMap(defaults)) return schema;
  const filled: Properties = Object.fromEntries(
    Object.entries(properties).map(([key, value]) => {
      const standing = defaults[key];
      return [key, standing === undefined ? value : withDefault(value, standing)];
    }),
  );
  return { ...schema, properties: filled };
}

function withDefault(schema: Schema, standing: Plain): Schema {
  const filled = { ...withDefaults(schema, standing), default: standing };
  // Keys of a map tell their own.
  if (filled.properties !== undefined && isMap(standing)) return filled;
  return { ...filled, description: `${schema.description ?? ''} Default: \`${asWritten(standing)}\`.` };
}

/** On one line, as a policy has it. */
function asWritten(value: Plain): string {
  if (value === null || typeof value !== 'object') return String(value);
  if (!isMap(value)) return `[${(value as readonly Plain[]).map(asWritten).join(', ')}]`;
  return `{ ${Object.entries(value)
    .map(([key, inner]) => `${key}: ${asWritten(inner)}`)
    .join(', ')} }`;
}

function isMap(value: Plain): value is { readonly [key: string]: Plain } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
