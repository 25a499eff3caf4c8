import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultPolicies, defaultPolicy } from '../../src/host/policy-files.js';
import { temporaryFolder } from '../cli/temporary-folder.js';

const folder = temporaryFolder();

test('this folder comes before /etc', () => {
  expect(defaultPolicies).toEqual(['policy.yaml', '/etc/vosguard/policy.yaml']);
});

test('the first that is there, as it would be written', () => {
  const elsewhere = join(folder(), 'elsewhere.yaml');
  const candidates = ['policy.yaml', elsewhere];
  expect(defaultPolicy(folder(), candidates)).toBeUndefined();
  writeFileSync(elsewhere, '');
  expect(defaultPolicy(folder(), candidates)).toBe(elsewhere);
  writeFileSync(join(folder(), 'policy.yaml'), '');
  expect(defaultPolicy(folder(), candidates)).toBe('policy.yaml');
});
