import { readFileSync } from 'node:fs';
import { Ajv, type ErrorObject } from 'ajv';

/** The published schema is of draft-04; draft-07 has another name for its identifier and means the same by the rest of it. */
const {
  $schema: _,
  id,
  ...schema
} = JSON.parse(readFileSync(new URL('../sarif/sarif-schema-2.1.0.json', import.meta.url), 'utf8'));

const ajv = new Ajv({
  strict: false,
  allErrors: true,
  formats: {
    // RFC 3986, the characters that may stand in a URI, each % before two hex digits.
    'uri-reference': /^(?:[\w.~:/?#[\]@!$&'()*+,;=-]|%[0-9a-fA-F]{2})*$/,
    uri: /^[a-z][a-z0-9+.-]*:(?:[\w.~:/?#[\]@!$&'()*+,;=-]|%[0-9a-fA-F]{2})*$/i,
    'date-time': true,
  },
});
const validate = ajv.compile({ ...schema, $id: id });

/** What is wrong with a log by the published schema of SARIF 2.1.0. */
export function errorsOf(log: unknown): readonly ErrorObject[] {
  return validate(log) ? [] : (validate.errors ?? []);
}
