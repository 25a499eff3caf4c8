import type { Plain } from '../defaults.js';
import type { Properties, Schema } from './schema.js';

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
