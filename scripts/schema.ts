import { mkdirSync, writeFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { policySchema } from '../src/policy/schema/policy-schema.js';

/*
 * Writes the schema for editors and compiles it for `src/validate`. The compiled code is CommonJS:
 * what ajv writes as an ES module still calls `require`.
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
  code: { source: true },
});
const compiled = standalone.default(ajv, ajv.compile(policySchema));

const generated = new URL('../src/validate/generated/', import.meta.url);
mkdirSync(generated, { recursive: true });
writeFileSync(
  new URL('../policy.schema.json', import.meta.url),
  `${JSON.stringify(policySchema, null, 2)}\n`,
);
writeFileSync(new URL('policy-validator.cjs', generated), compiled);
writeFileSync(new URL('policy-validator.d.cts', generated), types);
