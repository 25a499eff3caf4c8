import { bareSchema } from '../../scripts/bare-schema.js';
import { policySchema } from '../../src/policy/schema/policy-schema.js';

const bare = bareSchema(policySchema);

test('what is for readers is gone at every depth', () => {
  expect(JSON.stringify(policySchema)).toMatch(/"description":"/);
  expect(JSON.stringify(bare)).not.toMatch(/"description":"|"examples":\[/);
});

test('keys of the policy with such names stay', () => {
  const schema = {
    description: 'x',
    properties: { description: { type: 'string', default: 'y' }, default: { enum: ['deny'] } },
  } as const;
  expect(bareSchema(schema)).toEqual({
    properties: { description: { type: 'string' }, default: { enum: ['deny'] } },
  });
  expect(Object.keys(bare.properties ?? {})).toEqual(Object.keys(policySchema.properties ?? {}));
});
