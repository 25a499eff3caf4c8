import { mapValues, type Schema } from '../src/policy/schema/schema.js';

/** The schema without what is only for readers of it: half of its text, and an object for each example at every start. */
export function bareSchema({ description: _, examples: __, default: ___, ...schema }: Schema): Schema {
  const { items, additionalProperties, propertyNames, properties, definitions, allOf } = schema;
  return {
    ...schema,
    ...(items && { items: bareSchema(items) }),
    ...(additionalProperties && { additionalProperties: bareSchema(additionalProperties) }),
    ...(propertyNames && { propertyNames: bareSchema(propertyNames) }),
    ...(properties && { properties: mapValues(properties, bareSchema) }),
    ...(definitions && { definitions: mapValues(definitions, bareSchema) }),
    ...(allOf && { allOf: allOf.map(bareSchema) }),
  };
}
