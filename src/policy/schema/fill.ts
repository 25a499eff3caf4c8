import type { Plain } from '../defaults.js';
import type { Properties, Schema } from './schema.js';

/** The schema with each default written at its key, so that they stand in one place only. */
export function withDefaults(schema: Schema, defaults: Plain): Schema {
  const { properties } = schema;
  if (properties === undefined || !isMap(defaults)) return schema;
  const filled: Properties = Object.fromEntries(
    Object.entries(properties).map(([key, value]) => {
      const standing = defaults[key];
      return [key, standing === undefined ? value : { ...withDefaults(value, standing), default: standing }];
    }),
  );
  return { ...schema, properties: filled };
}

function isMap(value: Plain): value is { readonly [key: string]: Plain } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
