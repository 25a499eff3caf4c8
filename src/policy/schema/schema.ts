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
