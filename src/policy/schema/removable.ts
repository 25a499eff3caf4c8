import { mapValues, type Schema } from './schema.js';

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
