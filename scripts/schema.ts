import { mkdirSync, writeFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { transformSync } from 'esbuild';
import { policySchema } from '../src/policy/schema/policy-schema.js';
import { bareSchema } from './bare-schema.js';

/*
 * Writes the schema for editors and compiles it for `src/validate`. The compiled code is CommonJS:
 * what ajv writes as an ES module still calls `require`. V8 reads all of it at each start of `lint`, so what `validate`
 * does not ask an error for is left out: ajv's own messages, and what the schema says to readers.
 */

const types = `import type { ErrorObject } from 'ajv';
declare const validate: { (data: unknown): boolean; errors?: ErrorObject[] | null };
export = validate;
`;

const ajv = new Ajv({
  allErrors: true,
  strict: true,
  allowUnionTypes: true,
  inlineRefs: false,
  verbose: true,
  messages: false,
  code: { source: true },
});
// Each definition as a schema of its own, under the name that it is referred to by: ajv would write those within the policy's
// schema a second time, and V8 would make objects of both.
const { definitions = {}, ...policy } = bareSchema(policySchema);
for (const [name, definition] of Object.entries(definitions))
  ajv.addSchema(definition, `#/definitions/${name}`);
const compiled = standalone.default(ajv, ajv.compile(policy));

const generated = new URL('../src/validate/generated/', import.meta.url);
mkdirSync(generated, { recursive: true });
writeFileSync(
  new URL('../policy.schema.json', import.meta.url),
  `${JSON.stringify(policySchema, null, 2)}\n`,
);
writeFileSync(new URL('policy-validator.cjs', generated), transformSync(compiled, { minify: true }).code);
writeFileSync(new URL('policy-validator.d.cts', generated), types);
